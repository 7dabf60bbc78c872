"""Two readings of a line: `tidy` for people (as written, minus typesetting noise), `fold` for rules.

Pure string work. Nothing here changes a letter, a diacritic or a tatweel that a reader would see;
`fold` goes further and is only ever compared with other folded text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from archive.ingest.remembered import Remembered

PHRASE = 60
"""Characters of a text whose key is kept in memory: a name or a label."""

_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
"""A run of Arabic letters, in their base block or as presentation forms."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PRESENTATION = [*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)]
_SPACES = "\t\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Marks that only steer a renderer: soft hyphen, joiners, direction marks and isolates, BOM, fillers.
_INVISIBLE = [
    0xAD,
    0x61C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
]
_CONTROLS = [*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
_MARKS = [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6ED), 0x640]
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه",
    "ڤ": "ف", "پ": "ب", "چ": "ج", "گ": "ك", "ژ": "ز",
}  # fmt: skip


def _presentation_forms() -> dict[int, str]:
    """Arabic presentation forms and ligatures to the letters they show (Unicode NFKC)."""
    forms = {}
    for point in _PRESENTATION:
        plain = unicodedata.normalize("NFKC", chr(point))
        if plain != chr(point):
            forms[point] = plain.strip()  # a spacing mark decomposes to a space and the mark
    return forms


def _tidy_table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict(_presentation_forms())
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(dict.fromkeys(_INVISIBLE))
    table.update(dict.fromkeys(_CONTROLS))
    return table


def _fold_table() -> dict[int, str | None]:
    table = _tidy_table()
    letters = {ord(letter): plain for letter, plain in _LETTERS.items()}
    for point, plain in _presentation_forms().items():
        kept = (letter for letter in plain if ord(letter) not in _MARKS)
        table[point] = "".join(letters.get(ord(letter), letter) for letter in kept)
    table.update(letters)
    table.update(dict.fromkeys(_MARKS))
    table.update({0x66B: ".", 0x66C: ","})  # Arabic decimal and thousands separators
    for zero in (0x660, 0x6F0):
        table.update({zero + digit: str(digit) for digit in range(10)})
    return table


def _class_of(points: Iterable[int]) -> str:
    return "[" + "".join(re.escape(chr(point)) for point in sorted(points)) + "]"


_TIDY = _tidy_table()
_FOLD = _fold_table()
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W_]+")
_UNTIDY = re.compile(_class_of(_TIDY))


def unescape(text: str) -> str:
    """Decode HTML entities, also doubly escaped ones (`&amp;quot;`); other ampersands stay."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return text


def tidy(text: str) -> str:
    """A line as a reader should see it: one kind of space, no invisible marks, no entities.

    Letters, diacritics, tatweel, quotation marks and inner spacing stay as written, so that a
    quotation from the archive is a quotation from the page.
    """
    text = unescape(text)
    return (text.translate(_TIDY) if _UNTIDY.search(text) else text).strip()


def fold(text: str) -> str:
    """A line for rules to look at: letters in one spelling, ASCII digits, single spaces, lower case."""
    return fold_and_key(text)[0]


def key(folded: str) -> str:
    """The words of a folded line, single-spaced, without punctuation; every number is written `0`."""
    return _DIGITS.sub("0", " ".join(_WORDS.findall(folded)))


def phrase_key(text: str) -> str:
    """`key(fold(text))`: how a phrase of a data file is written in the rule tables."""
    return _phrases[text] if len(text) <= PHRASE else fold_and_key(text)[1]


def fold_and_key(text: str) -> tuple[str, str]:
    """`fold(text)` and the `key` of it, from words cut once; texts are made of the same few."""
    text = unescape(text)
    if not text.isprintable():  # breaks and invisible marks may go from within a word
        return _read(text)
    readings = list(map(_words.__getitem__, text.split()))
    if len(readings) < 2:
        return readings[0] if readings else ("", "")
    folded, keys = zip(*readings, strict=True)
    return " ".join(filter(None, folded)), " ".join(filter(None, keys))


def _read_word(word: str) -> tuple[str, str]:
    """`fold` and `key` of what stands between two spaces and holds no entity."""
    folded, plain = _read(word)
    folded = word if folded == word else folded  # most are as they were: one string is kept, not three
    return folded, folded if plain == folded else plain


_phrases = Remembered(lambda text: fold_and_key(text)[1], most=5_000)
"""Names are asked for several times a page, and stand on each page of a site."""
_words = Remembered(_read_word)
read_word = _words.__getitem__


def _read(text: str) -> tuple[str, str]:
    folded = " ".join(text.translate(_FOLD).casefold().split())
    return folded, key(folded)


def has_arabic(text: str, fewest: int) -> bool:
    """Whether `text` holds at least so many Arabic letters; looks no further than it must."""
    found = 0
    for run in _ARABIC.finditer(text):
        found += run.end() - run.start()
        if found >= fewest:
            return True
    return False


def arabic_letters(text: str) -> int:
    """How many Arabic letters `text` holds."""
    return sum(map(len, _ARABIC.findall(text)))
