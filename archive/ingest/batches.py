"""Files in batches that are read and stored together. Pure.

One commit, and one wait for the disk, serves many files; a batch is small enough to be done at once and
to lie in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.ingest.draft import Source
from archive.ingest.unreadable import Unreadable

Found = Source | Unreadable
FILES = 32
BYTES = 4_000_000
"""Bytes of pages after which a batch ends early."""


def batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    """The files in order, at most FILES at a time and one more than BYTES hold; never an empty batch."""
    batch: list[Found] = []
    size = 0
    for source in found:
        batch.append(source)
        size += len(source.data) if isinstance(source, Source) else 0
        if len(batch) == FILES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
