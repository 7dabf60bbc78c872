"""Files parsed, here or in processes of their own, in the order in which they came."""

from __future__ import annotations

import hashlib
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from archive.gazetteer.entry import Entry
from archive.ingest import collector
from archive.ingest.batches import Found, batches
from archive.ingest.draft import Rejected, Source
from archive.ingest.orphans import end_with_parent
from archive.ingest.parse import Rules, load_rules, parse
from archive.ingest.prepare import Prepared, prepare
from archive.ingest.tag import Tagger

SHARE = 8
"""Files a worker is given at once: handing over costs about as much for many as for one."""
AHEAD = 3
"""Batches handed over before the oldest is waited for, for each process."""
_NO_DATA = Source("", b"")


@lru_cache(maxsize=2)
def tagger_of(entries: tuple[Entry, ...]) -> Tagger:
    """The compiled tagger of a gazetteer; compiling it takes longer than tagging a hundred articles."""
    return Tagger(entries)


class Parser:
    """Rules and tagger of this process; parsing needs nothing else."""

    def __init__(self, rules: Rules, entries: list[Entry]) -> None:
        self.rules = rules
        self.tagger = tagger_of(tuple(entries))

    def parse(self, source: Source) -> Prepared | Rejected:
        """The draft, ready to be stored, or why there is none."""
        try:
            return prepare(parse(source, rules=self.rules, tagger=self.tagger))
        except Rejected as reason:
            return reason


@dataclass(slots=True)
class Read:
    """A file, its SHA-256 (hex; empty where it could not be read) and what became of it.

    `parsed`: None where it could not be read and where its bytes were known already; OSError where its
    bytes could not be kept.
    """

    found: Found
    sha256: str = ""
    parsed: Prepared | Rejected | OSError | None = None

    @property
    def known(self) -> bool:
        """Whether the archive held the bytes before."""
        return self.parsed is None and self.sha256 != ""


Batch = Iterator[Read]
"""Files that are stored together; each comes when it is parsed."""


def read_here(
    found: Iterable[Found], known: Callable[[list[str]], set[str]], parser: Parser
) -> Generator[Batch]:
    """Every file, parsed in this process. `known`: says which of some SHA-256 need not be parsed again."""
    for files in batches(found):
        reads, new = _identify(files, known)
        yield _parsed(reads, new, (parser.parse(source) for source in _sources(new)))


def read_elsewhere(
    found: Iterable[Found], known: Callable[[list[str]], set[str]], entries: list[Entry], jobs: int
) -> Generator[Batch]:
    """Every file, parsed by `jobs` processes; the batches and their order are those of `read_here`."""
    waiting: deque[Batch] = deque()
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(entries,))
    try:
        for files in batches(found):
            reads, new = _identify(files, known)
            shares = [_sources(new[start : start + SHARE]) for start in range(0, len(new), SHARE)]
            answers = _answers([pool.submit(_parse_share, share) for share in shares])
            waiting.append(_parsed(reads, new, answers))
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft()
        yield from waiting
    finally:
        pool.shutdown(cancel_futures=True)  # where nobody asks for the rest


def _identify(files: list[Found], known: Callable[[list[str]], set[str]]) -> tuple[list[Read], list[Read]]:
    """The files with their hashes, and those of them that must be parsed."""
    reads = [
        Read(found, hashlib.sha256(found.data).hexdigest() if isinstance(found, Source) else "")
        for found in files
    ]
    old = known([read.sha256 for read in reads if read.sha256])
    return reads, [read for read in reads if read.sha256 and read.sha256 not in old]


def _sources(reads: list[Read]) -> list[Source]:
    return [read.found for read in reads if isinstance(read.found, Source)]


def _parsed(reads: list[Read], new: list[Read], answers: Iterator[Prepared | Rejected]) -> Batch:
    """The files of a batch, the new ones with their answers, which come in the same order."""
    fresh = {id(read) for read in new}
    for read in reads:
        if id(read) in fresh:
            read.parsed = next(answers)
            if isinstance(read.parsed, Prepared) and isinstance(read.found, Source):
                read.parsed.draft.source = read.found
        yield read


def _answers(shares: list[Future[list[Prepared | Rejected]]]) -> Iterator[Prepared | Rejected]:
    for share in shares:
        yield from share.result()


_parser: Parser | None = None


def _start_worker(entries: list[Entry]) -> None:
    global _parser
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    end_with_parent()
    _parser = Parser(load_rules(), entries)
    collector.rarely()


def _parse_share(sources: list[Source]) -> list[Prepared | Rejected]:
    """In a worker: the answers, without the pages' bytes, which the parent has."""
    if _parser is None:
        raise RuntimeError("the worker was not started")
    answers = [_parser.parse(source) for source in sources]
    for answer in answers:
        if isinstance(answer, Prepared):
            answer.draft.source = _NO_DATA
    return answers
