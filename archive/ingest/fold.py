"""A folded copy of a text for matching names, with the way back to the original offsets. Pure.

Folding is harsher than the index's normalisation and serves one purpose: two spellings of one name
give one string. It drops what carries no letter (diacritics, tatweel, invisible marks), joins the
alefs, ة/ه and ى/ي, the Persian and Maghrebi letters, Latin case, digits and quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

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


def _table() -> dict[int, str]:
    """Every code point that folding changes, each to exactly one character (`DROP` to remove it)."""
    table = {ord(letter): target for letters, target in _LETTERS.items() for letter in letters}
    for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑ":
        lower = upper.lower()
        table[ord(upper)] = table.get(ord(lower), lower)
    for first in (0x0660, 0x06F0):
        table |= {first + digit: str(digit) for digit in range(10)}
    for low, high in _DROPPED_RANGES:
        table |= dict.fromkeys(range(low, high + 1), DROP)
    return table | {0: " "}


_TABLE = _table()
_MARKS = {code: None for code, target in _TABLE.items() if target == DROP}
_DROPS = re.compile(DROP)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff21-\uff5a]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_JOINT = re.compile(r"(?<=[\u0621-\u064a])[.\-](?=[\u0621-\u064a])")
_SPACES = re.compile(r"(?<= ) +")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|[\w-]+(?:\.[\w-]+)+/\S*", re.ASCII)


@dataclass(slots=True)
class Folded:
    """A folded text. `text[i]` comes from `source[origin(i)]`; offsets count code points from 0."""

    source: str
    text: str
    _shifts: list[int] = field(default_factory=list)
    _map: list[int] | None = None

    def origin(self, index: int) -> int:
        """The offset in the source of the folded character at `index`."""
        if self._map is not None:
            return self._map[index]
        return index + bisect_right(self._shifts, index)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span, with the marks that sit on its last letter."""
        first, last = self.origin(start), self.origin(end - 1) + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return first, last


def strip_marks(text: str) -> str:
    """The text without diacritics, tatweel and invisible marks; letters stay as written."""
    return text.translate(_MARKS)


def fold_name(text: str) -> str:
    """A name from the gazetteer, folded as texts are, without surrounding spaces."""
    return fold(text).text.strip()


def fold(text: str) -> Folded:
    """Fold a text for matching; addresses (URLs, e-mails) become characters no name contains."""
    if _PRESENTATION.search(text):
        return _fold_expanding(text)
    masked = _ADDRESS.sub(_mask, text) if "." in text else text
    masked = _PARAGRAPH.sub(_break, masked)
    folded = masked.translate(_TABLE)
    folded = _SPACES.sub(_drop, folded)
    kept = folded.replace(DROP, "")
    kept = _JOINT.sub(" ", kept)
    if len(kept) == len(folded):
        return Folded(text, kept)
    shifts = [match.start() - order for order, match in enumerate(_DROPS.finditer(folded))]
    return Folded(text, kept, shifts)


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match.group())


def _break(match: re.Match[str]) -> str:
    return BREAK * len(match.group())


def _drop(match: re.Match[str]) -> str:
    return DROP * len(match.group())


def _fold_expanding(text: str) -> Folded:
    """The slow way for presentation forms (ﻻ is two letters): a map with one number a character."""
    pieces = [unicodedata.normalize("NFKC", character) for character in text]
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    inner = fold("".join(pieces))
    positions = [origins[inner.origin(index)] for index in range(len(inner.text))]
    return Folded(text, inner.text, [], positions)
