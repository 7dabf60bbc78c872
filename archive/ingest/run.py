"""One run of ingest over files and folders: parse (here or in worker processes), store, report, count."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Protocol

from django.db import DatabaseError
from tqdm import tqdm

from archive import captures, changes
from archive.gazetteer.sync import entries_from_database
from archive.ingest import collector, outcomes, report, site_lines
from archive.ingest.batches import Found
from archive.ingest.draft import Given, Rejected, Source
from archive.ingest.known import Foreseen, Outcome, known_hashes
from archive.ingest.learning import Learner
from archive.ingest.parse import Rules, load_rules
from archive.ingest.prepare import Prepared
from archive.ingest.read import ARCHIVES, Unreadable, count_files, find_sources
from archive.ingest.site_lines import SiteLines
from archive.ingest.sites import site_of
from archive.ingest.store import Storer
from archive.ingest.workers import Batch, Parser, Read, read_elsewhere, read_here
from archive.processes import Died
from archive.unlogged import unlogged
from archive.web_address import is_web_address

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
        wrong = self._wrong_usage()
        if wrong:
            self.err.write(wrong)
            return 2
        try:
            lines = self._open_report()
        except OSError as error:
            self.err.write(f"--report {self.options.report}: {error.strerror}")
            return 2
        try:
            with changes.held(), unlogged(), collector.seldom():
                self._all(lines)
        except KeyboardInterrupt:
            self._say_totals()
            self.err.write("stopped; the same command does the rest")
            return STOPPED
        except (OSError, DatabaseError, Died) as error:
            self._say_totals()
            self.err.write(f"stopped: {error}; once that is mended the same command does the rest")
            return self._exit_code() or 1
        finally:
            self._close(lines)
        self._say_totals()
        return self._exit_code()

    def _wrong_usage(self) -> str:
        """What is wrong with the options, before a file is touched; nothing where they can be used."""
        if self.options.jobs < 1:
            return "--jobs: must be at least 1"
        address = self.options.source_url
        if address and not is_web_address(address):
            return f"--source-url: {address!r} is no web address (http:// or https://)"
        return ""

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
        entries = entries_from_database(self.err.write)
        self.names = report.entity_names()
        rules = load_rules()
        total = count_files(self.options.paths)
        self.storer = Storer(
            rules.version,
            is_sample=self.options.is_sample,
            proposed=self.options.proposed,
            shared_url=self._shared_url(total),
        )
        self.foreseen = Foreseen(self.storer.shared_url)
        lines_of = self._site_lines(rules)
        sources = find_sources(self.options.paths, max_bytes=self.options.max_bytes)
        found = (self._placed(source, lines_of) for source in sources)
        if self.options.jobs == 1:
            read = read_here(found, known_hashes, Parser(rules, entries))
        else:
            read = read_elsewhere(found, known_hashes, entries, self.options.jobs)
        silent = self.options.quiet or not sys.stderr.isatty()
        bar = tqdm(total=total, unit="file", disable=silent)
        with bar as progress, captures.Keeper() as keeper, closing(read):
            for batch in read:
                rows = self._rows(batch, keeper)
                for row in rows:
                    self._note(row, lines)
                progress.update(len(rows))
                self._since_indexed += len(rows)
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

    def _site_lines(self, rules: Rules) -> SiteLines:
        """What most articles of each site have, counted before the files are read."""
        learner = Learner(rules, self._given)
        learner.look_at(self.options.paths, self.options.max_bytes)
        learned = learner.learned()
        if not self.options.dry_run:
            site_lines.store(learned)
        return SiteLines(learned)

    def _given(self, given: Given) -> Given:
        """Put what the command line says of every file over what a manifest or the page says."""
        url, publisher = self.options.source_url or given.url, self.options.publisher or given.publisher
        return replace(given, url=url, publisher=publisher)

    def _shared_url(self, files: int) -> str:
        """The command line's address where it is said of several files: their site, not an article."""
        several = files > 1 or any(path.name.lower().endswith(ARCHIVES) for path in self.options.paths)
        return self.options.source_url if several else ""

    def _placed(self, found: Found, lines: SiteLines) -> Found:
        """A file with what is given for it and with its site's lines."""
        if isinstance(found, Unreadable):
            return found
        given = self._given(found.given)
        site = site_of(found.path, given)
        return Source(found.path, found.data, given, site, lines.of(site))

    def _rows(self, batch: Batch, keeper: captures.Keeper) -> list[Row]:
        """The report's lines for a batch, which is stored unless this is a dry run."""
        if self.options.dry_run:
            reads = list(batch)
            results = outcomes.foresee(reads, self.storer, self.foreseen)
        else:
            reads = outcomes.keep(batch, keeper)
            results = outcomes.store(reads, self.storer)
        return [self._row(read, result) for read, result in zip(reads, results, strict=True)]

    def _row(self, read: Read, result: outcomes.Result) -> Row:
        """The report's line of one file; what cannot be stored is rejected, never half-stored."""
        why = _why_not(read, result)
        if why:
            return report.line(read.found.path, read.sha256 or None, "rejected", None, why)
        outcome = result if isinstance(result, Outcome) else None
        status = outcome.status if outcome else "created"
        article = self._article(read, outcome) if self.options.report else None
        return report.line(read.found.path, read.sha256, status, article)

    def _article(self, read: Read, outcome: Outcome | None) -> Row | None:
        """The article of a line: as it was read just now, or as the archive holds it."""
        stored = outcome.article if outcome and not self.options.dry_run else None
        new = outcome is None or outcome.status == "created" or self.options.dry_run
        if isinstance(read.parsed, Prepared) and new:
            return report.of_draft(read.parsed.draft, self.names, stored)
        if outcome is None:
            return None
        article = report.of_article(outcome.article, self.names)
        return article if stored else {**article, "id": None, "url": None}


def _why_not(read: Read, result: outcomes.Result) -> str:
    """Why a file is not in the archive; nothing where it is, or would be."""
    if isinstance(read.found, Unreadable):
        return read.found.reason
    if isinstance(read.parsed, Rejected):
        return str(read.parsed)
    for error in (read.parsed, result):
        if isinstance(error, OSError | DatabaseError):
            return f"could not be stored: {error}"
    if read.parsed is None and result is None:
        return "could not be stored: its bytes were known a moment ago and are gone"
    return ""
