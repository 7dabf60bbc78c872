"""Folding of spelling: what different writers, keyboards and encodings spell differently becomes one. Pure.

Rules: the normalisation of Larkey, Ballesteros and Connell (light10, "Light Stemming for Arabic
Information Retrieval", 2007) and of Lucene's ArabicNormalizer, plus compatibility forms, Quranic marks,
invisible characters and the Persian letters Arabic keyboards and publishers mix in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pyarabic.araby import TASHKEEL, TATWEEL

_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x180E, 0x180E),
    (0x200B, 0x200F),  # zero-width space, joiners, direction marks
    (0x202A, 0x202E),  # direction embeddings
    (0x2060, 0x2069),  # word joiner, direction isolates
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
)
_MARK_RANGES = (
    (0x0610, 0x061A),  # honorific signs
    (0x064B, 0x065F),  # vocalisation, combining hamza and maddah
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06DC),  # Quranic marks
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
    (0xFC5E, 0xFC63),  # shadda ligatures that NFKC turns into a space and marks
    (0xFCF2, 0xFCF4),
    (0xFE70, 0xFE72),  # free-standing marks, the same
    (0xFE74, 0xFE74),
    (0xFE76, 0xFE7F),
)


def _characters(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


INVISIBLE = _characters(_INVISIBLE_RANGES)
"""Characters without width: they neither separate words nor belong to them."""
MARKS = "".join(dict.fromkeys(_characters(_MARK_RANGES) + "".join(TASHKEEL)))
"""Vocalisation and other signs written on Arabic letters."""

_DROP: dict[int, str | None] = dict.fromkeys(map(ord, INVISIBLE + MARKS + TATWEEL))
_DIGITS = {ord(digit): str(place % 10) for place, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_ALEF = str.maketrans("أإآٱٲٳٵ", "ااااااا")
_SAME_LETTER = str.maketrans("کڪیۍہھە", "ككييههه")
"""Other code points for a letter that looks the same: a matter of keyboards, not of spelling."""
_NEAREST = str.maketrans("ىةۀۃۂڤڥڢگݣڭپچژڨڧێېےۆۇۋ", "يههههفففكككبجزققيييووو")

_EXACT = {**_DROP, **_DIGITS, **_ALEF, **_SAME_LETTER}
_ALL = {**_EXACT, **_NEAREST}
# Free-standing marks are dropped before NFKC, which would turn each into a space and a mark. Combining
# hamza and maddah are left to NFKC, which composes them with their letter.
LONGEST = 64
"""Letters of a term; what is longer is not a word."""
_BEFORE = {code: None for code in _DROP if code >= 0xFC00}
_PLAIN = re.compile("[ء-غف-ي]+")
"""Letters without any mark, of which only forms of alef, ى and ة are ever folded."""
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_THOUSANDS = re.compile(r"[,٬](?=\d{3})")
_POSSESSIVE = re.compile(r"['’][sS]?(?![A-Za-z])|['’]")
_ACCENT = re.compile("[\u0300-\u036f]")


def normalize(word: str) -> str:
    """`word` (or a whole text) with spelling folded: the form under which words are indexed.

    NFKC; no vocalisation, Quranic marks, tatweel or invisible characters; alef with hamza, maddah or
    wasla as bare alef; ى as ي; ة as ه; Persian and neighbouring letters as the nearest Arabic one;
    Arabic-Indic and Persian digits as ASCII; Latin letters without accents, case-folded. Other hamzas
    stay (ؤ ئ ء): folding them joins different words. The length may differ from the original's.
    """
    return _compatible(word).translate(_ALL).casefold()


def fold_exact(word: str) -> str:
    """`word` folded for exact matching: ة and ه, ى and ي, پ and ب stay apart; the rest as `normalize`."""
    return _compatible(word).translate(_EXACT).casefold()


def surface_of(token: str) -> str:
    """The term of a token at the level of its surface: normalised, never empty, without spaces.

    Group separators of numbers go (1,400 is 1400), a decimal comma is a point, an apostrophe goes with the
    s after it; what is longer than `LONGEST` letters is cut.
    """
    return _term(token, normalize)


def exact_of(token: str) -> str:
    """The same at the level of exact matching: `fold_exact` in place of `normalize`."""
    return _term(token, fold_exact)


def folded(token: str) -> tuple[str, str]:
    """`surface_of` and `exact_of` a token, a word of plain letters in a fifth of the time."""
    if not _PLAIN.fullmatch(token):
        return surface_of(token), exact_of(token)
    exact = token.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")[:LONGEST]
    return exact.replace("ى", "ي").replace("ة", "ه"), exact


def _term(token: str, fold: Callable[[str], str]) -> str:
    word = token
    if word[:1].isdigit():
        word = _THOUSANDS.sub("", word).replace(",", ".").replace("٫", ".")
    if not word.isalnum():
        word = _POSSESSIVE.sub("", word)
    return fold(word).replace(" ", "")[:LONGEST] or token[:LONGEST]


def _compatible(text: str) -> str:
    """NFKC, without accents on Latin letters."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE))
    if _ACCENTED.search(text):
        text = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))
    return text
