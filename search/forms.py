"""The analysed words of one text in columns: what can be stored so that marking needs no analysis. Pure.

Marking looks a few words up among hundreds; columns of strings do that several times faster than a list of
`Term`s, and pack small.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from search.arabic import Term


@dataclass(frozen=True, slots=True)
class Forms:
    """Columns of equal length, one place a token: the four levels, and start and end in the text."""

    surface: tuple[str, ...]
    stem: tuple[str, ...]
    root: tuple[str, ...]
    exact: tuple[str, ...]
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Self:
        """The columns of an analysed text."""
        rows = list(terms)
        return cls(
            tuple([term.surface for term in rows]),
            tuple([term.stem for term in rows]),
            tuple([term.root for term in rows]),
            tuple([term.exact for term in rows]),
            array("I", [term.start for term in rows]),
            array("I", [term.end for term in rows]),
        )

    def pack(self) -> bytes:
        """The columns as bytes for storage, the same on every machine: about 11 bytes a token."""
        levels = "\n".join(" ".join(level) for level in (self.surface, self.stem, self.root, self.exact))
        return zlib.compress(
            struct.pack("<I", len(self.starts))
            + _little(self.starts)
            + _little(self.ends)
            + levels.encode("utf-8")
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """The columns that `pack` gave. Raises ValueError for anything else."""
        try:
            data = zlib.decompress(packed)
            (size,) = struct.unpack_from("<I", data)
            numbers, text = data[4 : 4 + 8 * size], data[4 + 8 * size :].decode("utf-8")
        except (zlib.error, struct.error, UnicodeDecodeError) as error:
            raise ValueError("not packed forms") from error
        levels = [tuple(line.split(" ")) if size else () for line in text.split("\n")]
        if [len(level) for level in levels] != [size] * 4 or len(numbers) != 8 * size:
            raise ValueError("not packed forms")
        starts, ends = _from_little(numbers[: 4 * size]), _from_little(numbers[4 * size :])
        return cls(levels[0], levels[1], levels[2], levels[3], starts, ends)


def _little(numbers: array[int]) -> bytes:
    copy = array("I", numbers)
    if sys.byteorder == "big":
        copy.byteswap()
    return copy.tobytes()


def _from_little(data: bytes) -> array[int]:
    numbers = array("I", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
