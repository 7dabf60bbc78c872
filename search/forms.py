"""The analysed words of one text in columns: what can be stored so that marking needs no analysis. Pure.

A column stays one string of bytes: a few words are found in it as bytes, several times faster than in a
list of `Term`s, and only what needs every word takes it apart.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from search.arabic import Term

FEW = 12
"""Up to so many words are looked for one by one; for more, the column is taken apart."""


class Column:
    """The words of one level in order. A word never holds white space."""

    def __init__(self, joined: bytes, size: int) -> None:
        """`joined`: `size` words in UTF-8, a space before and after each."""
        self.joined = joined
        self.size = size

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """The column of these words."""
        return cls(f" {' '.join(words)} ".encode("utf-8", "replace") if words else b"", len(words))

    @cached_property
    def words(self) -> list[str]:
        """All words in order."""
        return self.joined.decode("utf-8").split(" ")[1:-1] if self.size else []

    def places(self, wanted: Collection[str]) -> Iterator[tuple[int, str]]:
        """Each place (from 0) of each of the words, with the word."""
        if len(wanted) > FEW:
            yield from ((at, word) for at, word in enumerate(self.words) if word in wanted)
            return
        for word in wanted:
            for at in self._found(f" {word} "):
                yield at, word

    def beginning(self, prefix: str) -> Iterator[int]:
        """The places of the words that begin so."""
        yield from self._found(f" {prefix}")

    def _found(self, text: str) -> Iterator[int]:
        joined, wanted = self.joined, text.encode("utf-8", "replace")
        place, counted, at = 0, 0, joined.find(wanted)
        while at >= 0:
            place += joined.count(b" ", counted, at)
            counted = at
            yield place
            at = joined.find(wanted, at + 1)

    def stands(self, at: int, words: Sequence[str]) -> bool:
        """Whether these words stand side by side from place `at` on."""
        return not words or self.words[at : at + len(words)] == list(words)

    def __len__(self) -> int:
        return self.size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Column) and self.joined == other.joined

    __hash__ = None  # type: ignore[assignment]  # compared, never a key


@dataclass(frozen=True, slots=True)
class Forms:
    """Columns of equal length, one place a token: the four levels, and start and end in the text."""

    surface: Column
    stem: Column
    root: Column
    exact: Column
    starts: array[int]
    ends: array[int]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Self:
        """The columns of an analysed text."""
        rows = list(terms)
        return cls(
            Column.of([term.surface for term in rows]),
            Column.of([term.stem for term in rows]),
            Column.of([term.root for term in rows]),
            Column.of([term.exact for term in rows]),
            array("I", [term.start for term in rows]),
            array("I", [term.end for term in rows]),
        )

    def pack(self) -> bytes:
        """The columns as bytes for storage, the same on every machine: about 11 bytes a token."""
        return zlib.compress(
            struct.pack("<I", len(self.starts))
            + _little(self.starts)
            + _little(self.ends)
            + b"\n".join(level.joined for level in (self.surface, self.stem, self.root, self.exact))
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """The columns that `pack` gave. Raises ValueError for anything else."""
        try:
            data = zlib.decompress(packed)
            (size,) = struct.unpack_from("<I", data)
        except (zlib.error, struct.error) as error:
            raise ValueError("not packed forms") from error
        numbers, levels = data[4 : 4 + 8 * size], data[4 + 8 * size :].split(b"\n")
        if len(levels) != 4 or len(numbers) != 8 * size:
            raise ValueError("not packed forms")
        starts, ends = _from_little(numbers[: 4 * size]), _from_little(numbers[4 * size :])
        surface, stem, root, exact = (Column(level, size) for level in levels)
        return cls(surface, stem, root, exact, starts, ends)


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
