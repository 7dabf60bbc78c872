"""Articles turned into documents, here or in processes of their own, in the order in which they came.

Those processes get rows and give documents: they open no database and no index, and inherit nothing (spawned,
not forked), so neither a connection nor the index's lock can be held by one that outlives its parent. They
import no Django.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from archive.ingest import collector
from archive.ingest.orphans import end_with_parent
from search.arabic import default_analyzer
from search.documents import Document, Row, document_of

FEWEST = 2_000
"""Articles that are worth a process of its own: it takes half a second to start and to get to know words."""
MOST = 2
"""Processes that pay: two analyse faster than one tantivy writes, and no other engine writes faster."""
AHEAD = 3
"""Chunks handed over before the oldest is waited for, for each process."""


class NotAnalysed(Exception):
    """An article, or a whole process, failed. The message says which and what to do."""


def processes(count: int) -> int:
    """How many processes should analyse `count` articles beside the one that writes; 0: none."""
    if count < FEWEST:
        return 0
    return max(0, min(MOST, _cores() - 1))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Chunks = Generator[list[Document]]
"""Documents that are written together."""


def documents(chunks: Iterable[list[Row]], *, ngrams: bool, jobs: int) -> Chunks:
    """The documents of every chunk, in order; `jobs`: processes beside this one, 0 for none.

    Close it where it is not read to its end: its processes end with it. Raises NotAnalysed.
    """
    return _elsewhere(chunks, ngrams, jobs) if jobs else _here(chunks, ngrams)


def _here(chunks: Iterable[list[Row]], ngrams: bool) -> Chunks:
    for rows in chunks:
        yield _analysed(rows, ngrams)


def _elsewhere(chunks: Iterable[list[Row]], ngrams: bool, jobs: int) -> Chunks:
    waiting: deque[Future[list[Document]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)
    try:
        for rows in chunks:
            with _uninterrupted():  # a process is started here, and for good keeps what is blocked
                waiting.append(pool.submit(_analysed, rows, ngrams))
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise NotAnalysed(
            "a process that analyses articles died (killed, or out of memory?); "
            "--workers 0 does without such processes"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)  # where nobody asks for the rest


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C reaches the whole group: here it comes after the block, in processes begun inside it never."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    end_with_parent()
    collector.rarely()


def _analysed(rows: list[Row], ngrams: bool) -> list[Document]:
    analyzer = default_analyzer(ngrams)
    made = []
    for row in rows:
        try:
            made.append(document_of(row, analyzer))
        except Exception as error:
            raise NotAnalysed(f"article {row.pk} cannot be analysed: {error!r}") from error
    return made
