"""Spelling correction from a given vocabulary: the nearest word that the archive knows. Pure.

Distance: optimal string alignment (Damerau 1964: insertion, deletion, substitution, neighbours swapped) on
normalised letters, where letters that sound or look alike cost half. Candidates are found by comparing the
sets of letters of all words at once, so a word costs a few milliseconds whatever is typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10

import numpy as np

SHORTEST = 3
"""Letters below which a word is not corrected."""
LONGEST = 24
MOST_COMPARED = 600
"""Candidates whose distance is worked out, those with the same letters first: what bounds the time."""
_ALIKE = (
    "ضظدذز",
    "ذدز",
    "ثتس",
    "سص",
    "تط",
    "قكغج",
    "حهخ",
    "عءاأ",
    "يئى",
    "وؤ",
    "اى",
    "بن",
    "فق",
    "رز",
    "غع",
    "جخح",
    "شس",
    "ck",
    "sz",
    "iy",
    "ou",
    "vf",
)
_NEAR = frozenset((a, b) for group in _ALIKE for a in group for b in group if a != b)


def distance(a: str, b: str, limit: float) -> float:
    """The distance of two words, or something above `limit` as soon as it must be more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[float] = []
    row = [float(place) for place in range(len(b) + 1)]
    for i, first in enumerate(a, start=1):
        current = [float(i)]
        for j, second in enumerate(b, start=1):
            step = 0.0 if first == second else 0.5 if (first, second) in _NEAR else 1.0
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + step)
            if before and j > 1 and first == b[j - 2] and a[i - 2] == second:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, row = row, current
    return row[-1]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of the vocabulary near another: how far, and how many articles have it."""

    word: str
    distance: float
    count: int

    @property
    def rank(self) -> float:
        """The smaller, the likelier: ten times as many articles make up for a quarter of a change."""
        return self.distance - log10(self.count) / 4


class Speller:
    """The words of an archive, ready to be compared with. Immutable; 20 bytes a word and the words."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        """`counts`: normalised words, each with the number of articles that have it (above 0)."""
        rows = sorted(
            ((word, count) for word, count in counts if SHORTEST <= len(word) <= LONGEST and word.isalpha()),
            key=lambda row: (-row[1], row[0]),
        )
        self._words = [word for word, _ in rows]
        self._counts = [count for _, count in rows]
        self._known = dict(zip(self._words, self._counts, strict=True))
        self._letters = np.array([_letters(word) for word in self._words], dtype=np.uint64)
        self._lengths = np.array([len(word) for word in self._words], dtype=np.int16)

    def __len__(self) -> int:
        return len(self._words)

    def count(self, word: str) -> int:
        """The number of articles with the normalised `word`; 0 for an unknown one."""
        return self._known.get(word, 0)

    def nearest(self, word: str, most: int = 3) -> list[Candidate]:
        """The nearest known words to an unknown normalised one, best first; () for short or odd ones.

        One change in words of up to four letters, two in longer ones. A word that ten times as many articles
        have may be a quarter of a change further away.
        """
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return []
        limit = 1.0 if len(word) <= 4 else 2.0
        found = []
        for place in self._candidates(word, limit):
            other = self._words[place]
            apart = distance(word, other, limit)
            if 0 < apart <= limit:
                found.append(Candidate(other, apart, self._counts[place]))
        found.sort(key=lambda one: (one.rank, one.word[0] != word[0], one.word))
        return found[:most]

    def _candidates(self, word: str, limit: float) -> list[int]:
        """Places of words of about this length with about these letters; most alike, then commonest first.

        A change touches at most two letters of the set: one that goes and one that comes.
        """
        differing = np.bitwise_count(self._letters ^ np.uint64(_letters(word)))
        # Letters at half the cost may change twice as many places.
        near = (differing <= 4 * limit) & (np.abs(self._lengths - len(word)) <= limit)
        places = np.flatnonzero(near)
        alike = np.argsort(differing[places], kind="stable")[:MOST_COMPARED]
        return [int(place) for place in places[alike]]


def _letters(word: str) -> int:
    """The set of a word's letters as bits of a 64-bit number."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
