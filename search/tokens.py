"""Words of a text with their places in it. Pure.

Letters are taken with the marks written on them (كِتَابٌ is one token) and with invisible characters
between them. A token never joins words across punctuation: hashtags and addresses fall into their words.
Arabic letters, Latin words and numbers touching each other (ب3, 1878م, الـGoogle) are separate tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.normalize import INVISIBLE, MARKS

_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
)
_LETTERS += "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9"
_LETTERS += "\ufb50-\ufbb1\ufbd3-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufdfb\ufe80-\ufefc"
_TATWEEL = "\u0640"
_ARABIC = f"[{_LETTERS}{_TATWEEL}][{_LETTERS}{_TATWEEL}{MARKS}{INVISIBLE}]*"
# 1,400,000.5 and 19.4 are one number; 12.5.2024, 2.2024 and 2019,2020 are several.
_GROUPED = r"\d{1,3}(?:[,٬]\d{3}){1,6}(?:[.٫]\d{1,3})?"
_DECIMAL = r"\d{1,15}[.,٫]\d{1,3}"
_LATIN_AHEAD = rf"(?![^\W_{_LETTERS}])"
_NUMBER = rf"(?<!\d[.,٬٫])(?:{_GROUPED}|{_DECIMAL}){_LATIN_AHEAD}(?![.,٬٫]\d)|\d+{_LATIN_AHEAD}"
_OTHER = rf"[^\W_{_LETTERS}](?:[^\W_{_LETTERS}]|[\u0300-\u036f]|['’](?=[A-Za-z]))*"
_TOKEN = re.compile(f"{_ARABIC}|{_NUMBER}|{_OTHER}")
_APART = re.compile(f"({_TOKEN.pattern})")
"""Splits a text into what is between words and, every other piece, the words."""
_LETTER = re.compile(f"[{_LETTERS}]")
_BEGINS_ARABIC = re.compile(f"[{_LETTERS}{_TATWEEL}]")
_UNSEEN = re.compile(f"[{_TATWEEL}{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the original's slice from `start` to `end`, in code points."""

    text: str
    start: int
    end: int


def words(text: str) -> list[tuple[str, int]]:
    """The words and numbers of `text` in order, each with the place where it starts. Linear in its length."""
    found = [(match.group(), match.start()) for match in _TOKEN.finditer(text)]
    if not _UNSEEN.search(text):
        return found
    # A run of tatweel is no word, and what is invisible belongs to no Arabic word that it ends.
    return [
        (word.rstrip(INVISIBLE) if _BEGINS_ARABIC.match(word) else word, start)
        for word, start in found
        if word[0] != _TATWEEL or _LETTER.search(word)
    ]


def columns(text: str) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """The same as three columns: words, starts, lengths. For whole texts; no object is made of a place."""
    if _UNSEEN.search(text):
        found = words(text)
        places = np.array([start for _word, start in found], dtype=np.int64)
        return [word for word, _start in found], places, _lengths([word for word, _start in found])
    pieces = _APART.split(text)
    lengths = _lengths(pieces)
    return pieces[1::2], lengths.cumsum()[0:-1:2], lengths[1::2]


def _lengths(pieces: list[str]) -> NDArray[np.int64]:
    return np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))


def tokenize(text: str) -> list[Token]:
    """The same as tokens."""
    return [Token(word, start, start + len(word)) for word, start in words(text)]
