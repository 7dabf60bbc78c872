"""A batch of read files stored together, or what storing it would answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DatabaseError, IntegrityError, transaction

from archive.captures import Keeper
from archive.ingest.known import Foreseen, Outcome, recognise
from archive.ingest.prepare import Prepared
from archive.ingest.store import Storer
from archive.ingest.workers import Batch, Read
from archive.models import Article

Result = Outcome | DatabaseError | None
"""What became of a file; None for one without a draft whose bytes the archive does not hold."""


def keep(batch: Batch, keeper: Keeper) -> list[Read]:
    """Put the drafts' bytes into the capture store while the rest of the batch is still parsed.

    Where that fails the file's `parsed` becomes the OSError.
    """
    reads: list[Read] = []
    for read in batch:
        if isinstance(read.parsed, Prepared):
            keeper.begin(read.sha256, read.parsed.draft.source.data)
        reads.append(read)
    failed = keeper.settle()
    for read in reads:
        if isinstance(read.parsed, Prepared) and read.sha256 in failed:
            read.parsed = failed[read.sha256]
    return reads


def store(reads: Sequence[Read], storer: Storer) -> list[Result]:
    """Store a batch in one transaction; where its commit fails, each file in one of its own.

    The drafts' bytes must lie in the capture store.
    """
    try:
        return _together(reads, storer)
    except DatabaseError:
        storer.forget()
        return [_alone(read, storer) for read in reads]


def foresee(reads: Sequence[Read], storer: Storer, foreseen: Foreseen) -> list[Result]:
    """What `store` would answer, but None for a draft that is new. Writes nothing.

    `foreseen`: the files before these. What is related to them alone comes with an article without an id.
    """
    known = iter(recognise(_known(reads), note=False))
    return [
        _foresee(read.parsed, storer, foreseen)
        if isinstance(read.parsed, Prepared)
        else (next(known) if read.known else None)
        for read in reads
    ]


def _foresee(item: Prepared, storer: Storer, foreseen: Foreseen) -> Outcome | None:
    status = foreseen.status(item)
    return storer.foresee(item) or (Outcome(status, Article()) if status else None)


def _known(reads: Sequence[Read]) -> list[tuple[str, str]]:
    return [(read.sha256, read.found.path) for read in reads if read.known]


def _together(reads: Sequence[Read], storer: Storer) -> list[Result]:
    with transaction.atomic():
        stored = iter(storer.store_all([read.parsed for read in reads if isinstance(read.parsed, Prepared)]))
        known = iter(recognise(_known(reads)))
        return [
            next(stored) if isinstance(read.parsed, Prepared) else (next(known) if read.known else None)
            for read in reads
        ]


def _alone(read: Read, storer: Storer) -> Result:
    """Store one; a second try meets what another process stored between our look and our write."""
    try:
        return _together([read], storer)[0]
    except IntegrityError:
        storer.forget()
    except DatabaseError as error:
        return error
    try:
        return _together([read], storer)[0]
    except DatabaseError as error:
        storer.forget()
        return error
