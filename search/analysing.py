"""Articles turned into documents, here or in processes of their own, in the order in which they came.

Those processes get rows and give documents: they open no database and no index, and inherit nothing (spawned,
not forked), so neither a connection nor the index's lock can be held by one that outlives its parent. They
import no Django.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable
from functools import partial

from archive.ingest import collector
from archive.processes import Died, Processes
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
    waiting: deque[int] = deque()
    pool: Processes[list[Row], list[Document]] = Processes(
        jobs, partial(_analysed, ngrams=ngrams), collector.rarely
    )
    try:
        for rows in chunks:
            waiting.append(pool.give(rows))
            if len(waiting) > AHEAD * jobs:
                yield pool.take(waiting.popleft())
        while waiting:
            yield pool.take(waiting.popleft())
    except Died as error:
        raise NotAnalysed(f"{error}; --workers 0 does without such processes") from error
    finally:
        pool.close()  # where nobody asks for the rest


def _analysed(rows: list[Row], ngrams: bool) -> list[Document]:
    analyzer = default_analyzer(ngrams)
    made = []
    for row in rows:
        try:
            made.append(document_of(row, analyzer))
        except Exception as error:
            raise NotAnalysed(f"article {row.pk} cannot be analysed: {error!r}") from error
    return made
