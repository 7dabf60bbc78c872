"""The analysed words of one text, small enough to be stored so that marking needs no analysis. Pure.

Of each token its place and, a level, a 16-bit code of the word it became. A code only says where a word may
stand; who looks for one checks the few tokens found, whose levels the analyser remembers. Nine bytes a token
and nothing to unpack: reading them costs a tenth of what inflating the words themselves did.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from search.arabic import Columns, Levels
from search.codes import CODES, code_of

Codes = NDArray[np.uint16]
Lookup = frozenset[int]
"""The codes of the words that are looked for."""
FEW = 12
"""Codes up to which comparing a column with each is faster than looking each of its codes up."""


class Lookups(NamedTuple):
    """What is looked for at each level."""

    surface: Lookup
    stem: Lookup
    root: Lookup


_HEAD = struct.Struct("<IBB")
_LEVELS = 3
_WIDTHS = (1, 2, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """Columns of equal length, one row a token in order: codes of the levels; start and length in the text,
    in code points.
    """

    surface: Codes
    stem: Codes
    root: Codes
    starts: NDArray[Any]
    lengths: NDArray[Any]

    @classmethod
    def of(cls, read: Sequence[tuple[Levels, int, int]]) -> Self:
        """The columns of a text as `Analyzer.read` reads it."""
        starts = np.array([start for _levels, start, _length in read], dtype=np.int64)
        lengths = np.array([length for _levels, _start, length in read], dtype=np.int64)
        return cls._of([levels.codes for levels, _start, _length in read], starts, lengths)

    @classmethod
    def of_columns(cls, columns: Columns) -> Self:
        """The same of what `Analyzer.columns` gives."""
        return cls._of(columns.codes, columns.starts, columns.lengths)

    @classmethod
    def _of(cls, codes: Sequence[int], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Self:
        # Each word's three codes lie in one number of eight bytes; the last two of these are empty.
        parts = np.array(codes, dtype="<u8").view("<u2")
        surface, stem, root = (np.ascontiguousarray(parts[level::4]) for level in range(_LEVELS))
        return cls(surface, stem, root, _narrow(starts), _narrow(lengths))

    def __len__(self) -> int:
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Forms) and self.pack() == other.pack()

    __hash__ = None  # type: ignore[assignment]  # compared, never a key

    def pack(self) -> bytes:
        """The columns as bytes for storage, the same on every machine."""
        columns = (self.surface, self.stem, self.root, self.starts, self.lengths)
        head = _HEAD.pack(len(self), self.starts.itemsize, self.lengths.itemsize)
        return head + b"".join(column.tobytes() for column in columns)

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """The columns that `pack` gave. Raises ValueError for anything else."""
        if len(packed) < _HEAD.size:
            raise ValueError("not packed forms")
        size, start_width, length_width = _HEAD.unpack_from(packed)
        widths = (2, 2, 2, start_width, length_width)
        if not {start_width, length_width} <= set(_WIDTHS) or len(packed) != _HEAD.size + size * sum(widths):
            raise ValueError("not packed forms")
        columns, at = [], _HEAD.size
        for width in widths:
            columns.append(np.frombuffer(packed, dtype=f"<u{width}", count=size, offset=at))
            at += size * width
        return cls(*columns)


def _narrow(numbers: NDArray[np.int64]) -> NDArray[Any]:
    """The same numbers, none below 0, in as few bytes as hold the largest; little-endian."""
    largest = int(numbers.max(initial=0))
    width = next(width for width in _WIDTHS if largest < 1 << 8 * width)
    return numbers.astype(f"<u{width}")


def lookup(words: Iterable[str]) -> Lookup:
    """What `places` finds the words by."""
    return frozenset(code_of(word) for word in words)


def _having(columns: Iterable[Codes], wanted: Lookup) -> NDArray[np.bool_]:
    """Which rows of these columns, one after the other, hold one of the codes."""
    column = np.concatenate(list(columns))
    if len(wanted) > FEW:
        table = np.zeros(CODES, dtype=np.bool_)
        table[list(wanted)] = True
        return table.take(column)
    found = np.zeros(len(column), dtype=np.bool_)
    for code in wanted:
        found |= column == code
    return found


def places(page: Sequence[Forms], lookups: Lookups) -> list[list[int]]:
    """Of each text of a page the places of the tokens that have a code looked for at any level.

    All texts are looked through as one: of what that costs, most is by the text, not by the token.
    """
    if not page:
        return []
    found = [
        _having((getattr(forms, level) for forms in page), wanted)
        for level, wanted in zip(Lookups._fields, lookups, strict=True)
        if wanted
    ]
    everywhere = np.logical_or.reduce(found).nonzero()[0] if found else np.empty(0, dtype=np.int64)
    ends = np.cumsum([len(forms) for forms in page])
    cuts = np.searchsorted(everywhere, ends).tolist()
    begin, first, texts = 0, 0, []
    for end, last in zip(ends.tolist(), cuts, strict=True):
        texts.append((everywhere[first:last] - begin).tolist())
        begin, first = end, last
    return texts
