"""Parsed files in batches that are stored together. Pure.

One commit, and one wait for the disk, serves many files; a batch is small enough to be done at once and
to lie in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.ingest.draft import Draft, Rejected, Source
from archive.ingest.unreadable import Unreadable

Parsed = tuple[Source | Unreadable, Draft | Rejected | None]
"""A file with what became of it; None where its bytes were known already."""

FILES = 32
BYTES = 4_000_000
"""Bytes of pages after which a batch ends early."""


def batches(parsed: Iterable[Parsed]) -> Iterator[list[Parsed]]:
    """The files in order, at most FILES at a time and one more than BYTES hold; never an empty batch."""
    batch: list[Parsed] = []
    size = 0
    for source, draft in parsed:
        batch.append((source, draft))
        size += len(source.data) if isinstance(source, Source) else 0
        if len(batch) == FILES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
