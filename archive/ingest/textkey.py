"""A text by its words as comparison sees them: marks, variants of letters, case and spaces folded. Pure."""

from __future__ import annotations

from functools import lru_cache

from search.arabic import normalize

REMEMBERED = 5_000
"""Different words whose folded form is kept in memory: titles and names are made of the same few."""


def text_key(text: str) -> str:
    """The words of a text as the index folds them, single-spaced; punctuation stays."""
    return " ".join(filter(None, map(_remembered, text.split())))


def folded_word(word: str) -> str:
    """`text_key` of what stands between two spaces."""
    folded = " ".join(normalize(word).split())  # folding may leave a space in a word
    return word if folded == word else folded  # most are as they were: one string is kept, not two


_remembered = lru_cache(maxsize=REMEMBERED)(folded_word)
