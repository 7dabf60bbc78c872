"""A folded copy of a text for matching names, with the way back to the original offsets. Pure.

Folding is harsher than the index's normalisation and serves one purpose: two spellings of one name
give one string. It drops what carries no letter (diacritics, tatweel, invisible marks), joins the
alefs, ة/ه and ى/ي, the Persian and Maghrebi letters, Latin case, digits and quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

DROP = "\x00"
BREAK = "\x01"
MASK = "\x02"

_LETTERS = {
    "أإآٱ": "ا",
    "ىیێې": "ي",
    "ةھہەۃ": "ه",
    "کگڭڪ": "ك",
    "ڤۏ": "ف",
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڵ": "ل",
    "ڕ": "ر",
    "ۆ": "و",
    "ڨ": "ق",
    "“”„‟«»‹›″〝〞＂": '"',
    "‘’‚‛ʼ′`´": "'",
    "áàâãäå": "a",
    "éèêë": "e",
    "íìîï": "i",
    "óòôõö": "o",
    "úùûü": "u",
    "ç": "c",
    "ñ": "n",
    "–—‐‑−": "-",
    "_\t\r\n\f\v\u00a0\u1680\u202f\u3000": " ",
    "".join(map(chr, range(0x2000, 0x200B))): " ",
}
_DROPPED_RANGES = (
    (0x00AD, 0x00AD),
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2069),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)


_OTHER = 0xFFFD


def _table() -> npt.NDArray[np.uint16]:
    """The folded code point of every code point below 65,536 (`DROP` to remove it).

    Halves of surrogate pairs, which no text has alone, become `_OTHER`.
    """
    table = np.arange(0x10000, dtype=np.uint16)
    table[ord(DROP)] = ord(" ")
    for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ":
        table[ord(upper)] = ord(upper.lower())
    for letters, target in _LETTERS.items():
        for letter in letters + letters.upper():
            table[ord(letter)] = ord(target)
    for first in (0x0660, 0x06F0):
        table[first : first + 10] = np.arange(ord("0"), ord("9") + 1)
    for low, high in _DROPPED_RANGES:
        table[low : high + 1] = ord(DROP)
    table[0xD800:0xE000] = _OTHER
    return table


_TABLE = _table()
_MARKS = dict.fromkeys(np.flatnonzero(~_TABLE.astype(bool)).tolist())
_PLAIN_NAME = re.compile(
    r"[A-Za-z0-9\u0621-\u063a\u0641-\u064a.&'\-]+(?: [A-Za-z0-9\u0621-\u063a\u0641-\u064a.&'\-]+)*"
)
_LETTER_BY_LETTER = {code: chr(_TABLE[code]) for code in range(0x0700) if _TABLE[code]}
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff21-\uff5a]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_JOINT = re.compile(r"[.\-](?<=[\u0621-\u064a].)(?=[\u0621-\u064a])")
_CHUNK = re.compile(r"[A-Za-z0-9]\S{3,}")
_ADDRESS = re.compile(r"(?:\w+://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|[\w-]+(?:\.[\w-]+)+/\S*", re.ASCII)


@dataclass(slots=True)
class Folded:
    """A folded text. `text[i]` comes from `source[origin(i)]`; offsets count code points from 0."""

    source: str
    text: str
    _origins: npt.NDArray[np.intp] | None = None

    def origin(self, index: int) -> int:
        """The offset in the source of the folded character at `index`."""
        return index if self._origins is None else int(self._origins[index])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span, with the marks that sit on its last letter."""
        first, last = self.origin(start), self.origin(end - 1) + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return first, last


def strip_marks(text: str) -> str:
    """The text without diacritics, tatweel and invisible marks; letters stay as written."""
    return text.translate(_MARKS)


@cache
def fold_name(text: str) -> str:
    """A name or word of the gazetteer, folded as texts are, without surrounding spaces.

    Remembered: the same few thousand names are folded to check, to load and to compile the gazetteer.
    Most have nothing in them that needs more than one letter for another.
    """
    if _PLAIN_NAME.fullmatch(text):
        return _JOINT.sub(" ", text.translate(_LETTER_BY_LETTER)).strip()
    return fold(text).text.strip()


def fold(text: str) -> Folded:
    """Fold a text for matching; addresses (URLs, e-mails) become characters no name contains."""
    return _fold_expanding(text) if _PRESENTATION.search(text) else _fold_letters(text)


def _fold_letters(text: str) -> Folded:
    """The fast way, one character for one or none: all but a few texts."""
    may_link = "/" in text or "@" in text or "www." in text
    marked = _PARAGRAPH.sub(_break, _CHUNK.sub(_mask, text) if may_link else text)
    folded = _TABLE[_codes(marked)]
    spaces = folded == ord(" ")
    kept = folded != ord(DROP)
    kept[1:] &= ~(spaces[1:] & spaces[:-1])
    origins = None if kept.all() else np.flatnonzero(kept)
    letters = folded if origins is None else folded[origins]
    return Folded(text, _JOINT.sub(" ", letters.tobytes().decode("utf-16-le", "surrogatepass")), origins)


def _codes(text: str) -> npt.NDArray[np.uint16]:
    """A code for each character; what has none below 65,536 is `_OTHER`."""
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(codes) == len(text):
        return codes
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where(wide < len(_TABLE), wide, _OTHER).astype(np.uint16)


def _mask(chunk: re.Match[str]) -> str:
    """A run of characters as it is, or as many masks if it is a URL or an e-mail address."""
    written = chunk.group()
    return MASK * len(written) if _ADDRESS.match(written) else written


def _break(match: re.Match[str]) -> str:
    return BREAK * len(match.group())


def _fold_expanding(text: str) -> Folded:
    """The slow way for presentation forms (ﻻ is two letters), through their compatibility letters."""
    pieces = [unicodedata.normalize("NFKC", character) for character in text]
    sources = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    inner = _fold_letters("".join(pieces))
    return Folded(text, inner.text, sources if inner._origins is None else sources[inner._origins])
