"""One run of ingest over files and folders: parse (here or in worker processes), store, report, count."""

from __future__ import annotations

import hashlib
import json
import signal
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Protocol

from django.db import DatabaseError, transaction
from tqdm import tqdm

from archive import captures, changes
from archive.gazetteer.entry import Entry
from archive.gazetteer.sync import entries_from_database
from archive.ingest import report
from archive.ingest.batches import Parsed, batches
from archive.ingest.draft import Draft, Rejected, Source
from archive.ingest.parse import Rules, load_rules, parse
from archive.ingest.read import Unreadable, count_files, find_sources
from archive.ingest.store import Storer, recognise
from archive.ingest.tag import Tagger
from archive.models import Capture

STOPPED = 130
"""The shell's exit code for a command that Ctrl-C ended."""
INDEX_EVERY = 500
"""Articles stored between two looks at the outbox: small enough to be searchable soon."""


class Printer(Protocol):
    """Where messages go: a command's stdout or stderr."""

    def write(self, msg: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for."""

    paths: list[Path]
    report: Path | None = None
    dry_run: bool = False
    source_url: str = ""
    publisher: str = ""
    jobs: int = 1
    proposed: bool = False
    max_bytes: int = 10 * 1024 * 1024
    quiet: bool = False
    is_sample: bool = False


@lru_cache(maxsize=2)
def tagger_of(entries: tuple[Entry, ...]) -> Tagger:
    """The compiled tagger of a gazetteer; compiling it takes longer than tagging a hundred articles."""
    return Tagger(entries)


class Parser:
    """Rules and tagger of this process; parsing needs nothing else."""

    def __init__(self, rules: Rules, entries: list[Entry]) -> None:
        self.rules = rules
        self.tagger = tagger_of(tuple(entries))

    def parse(self, source: Source) -> Draft | Rejected:
        """The draft, or why there is none."""
        try:
            return parse(source, rules=self.rules, tagger=self.tagger)
        except Rejected as reason:
            return reason


_parser: Parser | None = None


def _start_worker(entries: list[Entry]) -> None:
    global _parser
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    _parser = Parser(load_rules(), entries)


def _parse_in_worker(source: Source) -> Draft | Rejected:
    if _parser is None:
        raise RuntimeError("the worker was not started")
    return _parser.parse(source)


Row = dict[str, Any]


class Run:
    """Parses and stores; `run()` returns the exit code of the contract."""

    def __init__(self, options: Options, out: Printer, err: Printer) -> None:
        self.options = options
        self.out, self.err = out, err
        self.counts: Counter[str] = Counter()
        self.names: report.Names = {}
        self._since_indexed = 0

    def run(self) -> int:
        """0 all stored, 1 some rejected or left for the next run, 2 nothing read or bad usage, 130 stopped.

        However it ends, the archive holds whole articles only and a second run does the rest.
        """
        try:
            lines = self._open_report()
        except OSError as error:
            self.err.write(f"--report {self.options.report}: {error.strerror}")
            return 2
        if self.options.jobs < 1:
            self.err.write("--jobs: must be at least 1")
            return 2
        try:
            with changes.held():
                self._all(lines)
        except KeyboardInterrupt:
            self._say_totals()
            self.err.write("stopped; the same command does the rest")
            return STOPPED
        except (OSError, DatabaseError) as error:
            self._say_totals()
            self.err.write(f"stopped: {error}; once that is mended the same command does the rest")
            return self._exit_code() or 1
        finally:
            self._close(lines)
        self._say_totals()
        return self._exit_code()

    def _open_report(self) -> IO[str] | None:
        return self.options.report.open("w", encoding="utf-8") if self.options.report else None

    def _close(self, lines: IO[str] | None) -> None:
        try:
            if lines is not None:
                lines.close()
        except OSError as error:  # what could not be written on the way, on a disk that is full
            self.err.write(f"--report {self.options.report} is not complete: {error.strerror}")

    def _exit_code(self) -> int:
        stored = sum(self.counts.values()) - self.counts["rejected"]
        if not stored:
            return 2
        return 1 if self.counts["rejected"] else 0

    def _say_totals(self) -> None:
        order = ("created", "updated", "unchanged", "duplicate", "rejected")
        said = ", ".join(f"{self.counts[status]} {status}" for status in order if self.counts[status])
        self.out.write(("dry run: " if self.options.dry_run else "") + (said or "no files"))

    def _all(self, lines: IO[str] | None) -> None:
        entries = entries_from_database()
        self.names = report.entity_names()
        rules = load_rules()
        storer = Storer(rules.version, is_sample=self.options.is_sample, proposed=self.options.proposed)
        found = find_sources(self.options.paths, max_bytes=self.options.max_bytes)
        total = count_files(self.options.paths)
        silent = self.options.quiet or not sys.stderr.isatty()
        with tqdm(total=total, unit="file", disable=silent) as progress:
            parsed = self._parsed(map(self._with_given, found), rules, entries)
            for batch in batches(parsed):
                for row in self._stored_together(batch, storer):
                    self._note(row, lines)
                progress.update(len(batch))
                self._since_indexed += len(batch)
                if self._since_indexed >= INDEX_EVERY:
                    self._since_indexed = 0
                    changes.changed.send(sender=None)

    def _note(self, row: Row, lines: IO[str] | None) -> None:
        """Count and report what is in the database by now."""
        self.counts[row["status"]] += 1
        if row["status"] == "rejected":
            self.err.write(f"{row['path']}: {row['error']}")
        if lines is not None:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines.flush()

    def _stored_together(self, batch: list[Parsed], storer: Storer) -> list[Row]:
        """Store a batch in one transaction; where its commit fails, each file in one of its own."""
        if self.options.dry_run:
            return [self._one(source, parsed, storer) for source, parsed in batch]
        captures.keep_together([draft.source.data for _, draft in batch if isinstance(draft, Draft)])
        try:
            with transaction.atomic():
                return [self._one(source, parsed, storer) for source, parsed in batch]
        except DatabaseError:
            storer.publishers.clear()
            return [self._one(source, parsed, storer) for source, parsed in batch]

    def _with_given(self, found: Source | Unreadable) -> Source | Unreadable:
        """Put what the command line says of every file over what a manifest or the page says."""
        if isinstance(found, Unreadable) or not (self.options.source_url or self.options.publisher):
            return found
        given = replace(
            found.given,
            url=self.options.source_url or found.given.url,
            publisher=self.options.publisher or found.given.publisher,
        )
        return replace(found, given=given)

    def _parsed(
        self,
        found: Iterable[Source | Unreadable],
        rules: Rules,
        entries: list[Entry],
    ) -> Iterator[Parsed]:
        """Each source with its draft, in order. Known bytes are not parsed again (None)."""
        if self.options.jobs == 1:
            parser = Parser(rules, entries)
            for source in found:
                yield source, self._parse_here(parser, source)
            return
        waiting: deque[tuple[Source | Unreadable, Future[Draft | Rejected] | None]] = deque()
        with ProcessPoolExecutor(self.options.jobs, initializer=_start_worker, initargs=(entries,)) as pool:
            for source in found:
                job = self._submit(pool, source)
                waiting.append((source, job))
                if len(waiting) > 8 * self.options.jobs:
                    yield _finished(*waiting.popleft())
            while waiting:
                yield _finished(*waiting.popleft())

    def _parse_here(self, parser: Parser, source: Source | Unreadable) -> Draft | Rejected | None:
        if isinstance(source, Unreadable) or self._known(source):
            return None
        return parser.parse(source)

    def _submit(
        self, pool: ProcessPoolExecutor, source: Source | Unreadable
    ) -> Future[Draft | Rejected] | None:
        if isinstance(source, Unreadable) or self._known(source):
            return None
        return pool.submit(_parse_in_worker, source)

    def _known(self, source: Source) -> bool:
        return Capture.objects.filter(sha256=hashlib.sha256(source.data).hexdigest()).exists()

    def _one(self, source: Source | Unreadable, parsed: Draft | Rejected | None, storer: Storer) -> Row:
        """Store one and make its report line; a file that cannot be stored is rejected, never half-stored."""
        if isinstance(source, Unreadable):
            return report.line(source.path, None, "rejected", None, source.reason)
        sha256 = hashlib.sha256(source.data).hexdigest()
        if isinstance(parsed, Rejected):
            return report.line(source.path, sha256, "rejected", None, str(parsed))
        try:
            return self._stored(source, sha256, parsed, storer)
        except (OSError, DatabaseError) as error:
            return report.line(source.path, sha256, "rejected", None, f"could not be stored: {error}")

    def _stored(self, source: Source, sha256: str, parsed: Draft | None, storer: Storer) -> Row:
        if self.options.dry_run and parsed is not None:
            foreseen = storer.foresee(parsed)
            status = foreseen.status if foreseen else "created"
            return report.line(source.path, sha256, status, report.of_draft(parsed, self.names))
        outcome = (
            storer.store(parsed) if parsed else recognise(sha256, source.path, note=not self.options.dry_run)
        )
        if outcome is None:
            raise DatabaseError(f"{sha256} was known a moment ago and is gone")
        if self.options.report is None:
            return report.line(source.path, sha256, outcome.status, None)
        article = report.of_article(outcome.article, self.names)
        if self.options.dry_run:
            article.update(id=None, url=None)
        return report.line(source.path, sha256, outcome.status, article)


def _finished(source: Source | Unreadable, job: Future[Draft | Rejected] | None) -> Parsed:
    return source, job.result() if job else None
