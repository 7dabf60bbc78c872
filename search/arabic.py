"""Arabic analysis: one place that turns text into the terms the index holds and the query asks for. Pure.

Each token gives a term at four levels: `exact` (folded for diacritics and alef only), `surface`
(normalised), `stem` (guarded light stem) and `root` (ISRI). Engines receive these terms and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.codes import code_of
from search.normalize import fold_exact, folded, normalize
from search.root import isri_root
from search.stem import LightStemmer
from search.stopwords import STOP_WORDS
from search.tokens import Token, columns, tokenize, words
from search.vocabulary import Vocabulary, default_vocabulary

__all__ = [
    "STOP_WORDS",
    "Analyzer",
    "Columns",
    "Levels",
    "Term",
    "Token",
    "default_analyzer",
    "fold_exact",
    "normalize",
    "tokenize",
]

RULES = "1"
"""Raised whenever a rule changes what a word becomes: an index made under another number is rebuilt."""
GRAM = 4
_CACHED_WORDS = 200_000
_CACHED_NAMES = 10_000
_ARABIC_WORD = re.compile("[ء-غف-ي]+")


class Levels(NamedTuple):
    """What one written word becomes at each level. No level is empty or holds a space.

    `codes`: those of surface, stem and root (`search.codes`), 16 bits each, the first lowest; made once a
    word.
    """

    surface: str
    stem: str
    root: str
    exact: str
    codes: int


class Columns(NamedTuple):
    """The levels of a whole text, one row a token in order; start and length in code points of the text."""

    surface: tuple[str, ...]
    stem: tuple[str, ...]
    root: tuple[str, ...]
    exact: tuple[str, ...]
    codes: tuple[int, ...]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Term:
    """The levels of the token from `start` to `end` (code points of the original text)."""

    surface: str
    stem: str
    root: str
    exact: str
    start: int
    end: int


class Analyzer:
    """Text → terms. Chain A; with `ngrams` also chain B's character grams."""

    def __init__(self, vocabulary: Vocabulary, ngrams: bool = False) -> None:
        self.ngrams = ngrams
        self._version = f"{RULES}-{vocabulary.version}{'-grams' if ngrams else ''}"
        self._stemmer = LightStemmer(vocabulary)
        self.terms_of = lru_cache(maxsize=_CACHED_WORDS)(self._terms_of)
        self.grams = lru_cache(maxsize=_CACHED_WORDS)(self._grams)
        self.surfaces = lru_cache(maxsize=_CACHED_NAMES)(self._surfaces)

    @property
    def version(self) -> str:
        """Identifies rules, vocabulary and chain; an index keeps it and is stale when it differs."""
        return self._version

    def read(self, text: str) -> list[tuple[Levels, int, int]]:
        """Of each token of `text` in order: its levels, its start, its length. Faster than `analyze`."""
        terms_of = self.terms_of
        return [(terms_of(word), start, len(word)) for word, start in words(text)]

    def columns(self, text: str) -> Columns:
        """The same in columns, for a text that is indexed whole: half the time of `read`."""
        found, starts, lengths = columns(text)
        if not found:
            return Columns((), (), (), (), (), starts, lengths)
        surface, stem, root, exact, codes = zip(*map(self.terms_of, found), strict=True)
        return Columns(surface, stem, root, exact, codes, starts, lengths)

    def analyze(self, text: str) -> list[Term]:
        """One term a token of `text`, in order: a term's position is its place in the list."""
        return [
            Term(levels.surface, levels.stem, levels.root, levels.exact, start, start + length)
            for levels, start, length in self.read(text)
        ]

    def _terms_of(self, word: str) -> Levels:
        """The levels of one token as written. Behind `terms_of`, which remembers them."""
        surface, exact = folded(word)
        exact = surface if exact == surface else exact  # one string in memory
        if not _ARABIC_WORD.fullmatch(surface):
            return _levels(surface, surface, surface, exact)
        return _levels(surface, self._stemmer.stem(surface), isri_root(surface), exact)

    def _surfaces(self, text: str) -> tuple[str, ...]:
        """The surfaces of a short text's tokens. Behind `surfaces`, which remembers them: every search for a
        name asks for all words of all its spellings.
        """
        return tuple(levels.surface for levels, _start, _length in self.read(text))

    def _grams(self, word: str) -> tuple[str, ...]:
        """Chain B: each run of four letters of the written `word` after its prefix; the whole if shorter."""
        surface = self.terms_of(word).surface
        base = self._stemmer.cut_prefix(surface) if _ARABIC_WORD.fullmatch(surface) else surface
        if len(base) <= GRAM:
            return (base,)
        return tuple(base[place : place + GRAM] for place in range(len(base) - GRAM + 1))


def _levels(surface: str, stem: str, root: str, exact: str) -> Levels:
    codes = code_of(surface) | code_of(stem) << 16 | code_of(root) << 32
    return Levels(surface, stem, root, exact, codes)


@cache
def default_analyzer(ngrams: bool = False) -> Analyzer:
    """The analyzer with the vocabulary that ships with the project, one for each chain and process."""
    return Analyzer(default_vocabulary(), ngrams)
