"""How postings lie in a Whoosh index: each block as columns of numbers that are read without decoding.

Whoosh pickles tuples of ids, weights and values, and adds deltas up one by one when it reads them. Here a
block holds the same as three rows of bytes (uint32 ids, float32 frequencies, uint32 positions of all
postings after each other), which numpy takes as they are. Whoosh's own code still writes, merges and finds
the blocks: `whoosh.codec.whoosh3` of 2.7.4, which is frozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3PostingsWriter

BLOCK = 4096
"""Postings a block holds at most."""
_ID, _FREQUENCY = np.dtype("<u4"), np.dtype("<f4")
POSITION = np.dtype("<u4")


class Block(NamedTuple):
    """Postings: documents ascending, how often each has the term, and the packed positions of all of them.

    A field without positions has none of these.
    """

    docs: NDArray[np.int32]
    freqs: NDArray[np.float32]
    positions: bytes

    @property
    def size(self) -> int:
        """Bytes it takes in memory, and a little for being kept."""
        return 8 * len(self.docs) + len(self.positions) + 200

    def places(self, among: NDArray[np.int32]) -> NDArray[np.int64]:
        """Every position in these documents as a number: document above, position in the lower 32 bits."""
        chosen = np.isin(self.docs, among)
        counts = self.freqs.astype(np.int64)
        positions = np.frombuffer(self.positions, dtype=POSITION).astype(np.int64)[np.repeat(chosen, counts)]
        return (np.repeat(self.docs[chosen], counts[chosen]).astype(np.int64) << 32) + positions


class ColumnWriter(W3PostingsWriter):
    """Writes a block's ids, weights and values as columns."""

    _ids: list[int]

    def add_columns(
        self, docs: NDArray[np.uint32], freqs: NDArray[np.float32], positions: NDArray[np.uint32]
    ) -> None:
        """All postings of the term begun, block by block; the last block is left to `finish_postings`."""
        bounds = np.concatenate([[0], np.cumsum(freqs.astype(np.int64))]) if len(positions) else None
        for first in range(0, len(docs), self._blocklimit):
            if self._ids:
                self._write_block()
            last = min(first + self._blocklimit, len(docs))
            self._ids, self._weights = docs[first:last].tolist(), freqs[first:last].tolist()
            self._maxweight = max(self._weights)
            if bounds is not None:
                self._values = [positions[bounds[first] : bounds[last]].tobytes()]

    def _mini_ids(self) -> bytes:
        return np.array(self._ids, dtype=_ID).tobytes()

    def _mini_weights(self) -> bytes:
        return np.array(self._weights, dtype=_FREQUENCY).tobytes()

    def _mini_values(self) -> bytes:
        return b"".join(self._values)


class ColumnMatcher(W3LeafMatcher):
    """Reads them back: whole blocks for our searches, posting by posting for Whoosh when it merges."""

    def blocks(self) -> Iterator[Block]:
        """Every block from the first on."""
        while self.is_active():
            self._read_data()
            ids, freqs, positions = self._data
            yield Block(
                np.frombuffer(ids, dtype=_ID).astype(np.int32),
                np.frombuffer(freqs, dtype=_FREQUENCY),
                positions,
            )
            self._next_block()

    def _read_ids(self) -> None:
        self._ids = np.frombuffer(self._column(0), dtype=_ID).tolist()

    def _read_weights(self) -> None:
        self._weights = np.frombuffer(self._column(1), dtype=_FREQUENCY).tolist()

    def _read_values(self) -> None:
        """A posting has as many positions as its frequency says, or none where the field has none."""
        packed = self._column(2)
        if not packed:
            self._values = (b"",) * self._blocklength
            return
        counts = np.frombuffer(self._column(1), dtype=_FREQUENCY).astype(np.int64)
        bounds = [0, *(np.cumsum(counts) * POSITION.itemsize).tolist()]
        self._values = [packed[start:end] for start, end in pairwise(bounds)]

    def _column(self, number: int) -> bytes:
        if self._data is None:
            self._read_data()
        return bytes(self._data[number])


class ColumnCodec(W3Codec):
    """Whoosh's codec with blocks of columns, and without a length for every posting.

    Lengths are a column of ours; without `length_stats` Whoosh does not look for its own file of them once
    a posting, which took a third of the time.
    """

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=0)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        """See Whoosh."""
        return ColumnWriter(dbfile, blocklimit=BLOCK, byteids=byteids, compression=0)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ColumnMatcher:
        """See Whoosh."""
        offset, length = terminfo.extent()
        return ColumnMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)


def whole(blocks: Iterable[Block]) -> Block:
    """The blocks of a term, in order, as one."""
    parts = list(blocks)
    if len(parts) == 1:
        return parts[0]
    docs, freqs, positions = zip(*parts, strict=True)
    return Block(np.concatenate(docs), np.concatenate(freqs), b"".join(positions))
