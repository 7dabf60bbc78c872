"""Numbers in Arabic prose: digits with their separators, number words, scales and vague plurals.

`find_quantities` gives every number with its place in the text. A vague plural counts as twice its unit
(مئات → at least 200, عشرات الآلاف → at least 20,000): the smallest number that nobody would dispute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from archive.ingest.normalise import read_word
from archive.ingest.number_words import (
    ACCUSATIVES,
    CLITIC_LETTERS,
    CLITICS,
    DUAL_ONLY,
    HALVES,
    HUNDRED,
    HUNDREDS,
    ONE_OF_ELEVEN,
    PERCENT,
    SCALES,
    TENS,
    UNITS,
    VAGUE,
)
from archive.ingest.remembered import Remembered

_PARTS = {**UNITS, **DUAL_ONLY, **HUNDREDS, **TENS}
REMEMBERED = 30_000
"""Different words whose answers are kept in memory."""
_TOKEN = re.compile(r"\d+(?:[.,٫٬]\d+)*|(?:[^\W\d_]++|[\u0610-\u061a\u064b-\u065f\u0670]++)++|[%٪$€£]")


class Token(NamedTuple):
    """A word, number or sign: its folded form and its offsets in the text."""

    text: str
    start: int
    end: int

    @property
    def number(self) -> bool:
        """Written in digits."""
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as tokens `first` to before `after`; `vague`: a plural without a number (مئات)."""

    value: float
    first: int
    after: int
    vague: bool = False
    digits: bool = False


def tokens(text: str, pieces: Iterable[str] | None = None) -> list[Token]:
    """The words, numbers and signs of a text; `pieces`: the text split at its spaces, where that is known."""
    found, after = [], 0
    for piece in text.split() if pieces is None else pieces:
        start = text.index(piece, after)  # only spaces lie between two of them
        after = start + len(piece)
        for word, first, end in tokens_of(piece):
            found.append(Token(word, start + first, start + end))
    return found


def _tokens_of(piece: str) -> tuple[Token, ...]:
    """The tokens of what stands between two spaces, with their offsets in it."""
    found, end = [], 0
    for raw in _TOKEN.findall(piece):
        start = piece.index(raw, end)  # nothing that begins a word lies between two of them
        end = start + len(raw)
        word, _key = read_word(raw)
        if word:
            found.append(Token(word, start, end))
    return tuple(found)


tokens_of = Remembered(_tokens_of).__getitem__


def find_quantities(words: list[Token], text: str) -> Iterator[Quantity]:
    """Every number among the tokens of `text`, left to right."""
    after, beginnings = 0, _beginnings()
    for position, (word, _start, _end) in enumerate(words):
        if position < after or not (word in beginnings or word[0].isdigit()):  # as `begins_number` says
            continue
        quantity = _digits_at(words, position, text) or _words_at(words, position, text)
        if quantity is not None:
            yield quantity
            after = quantity.after


def begins_number(word: str) -> bool:
    """Whether a quantity can begin with this folded word: most words are none, and this is quickly told."""
    return word in _beginnings() or word[0].isdigit()


@cache
def _beginnings() -> frozenset[str]:
    """Every word, with and without clitics, that begins a number in words."""
    bare = {*_PARTS, *SCALES, *ACCUSATIVES, *VAGUE, *HALVES, *ONE_OF_ELEVEN}
    return frozenset(
        word for before in ("", *CLITICS) for word in map(before.__add__, bare) if _may_begin(word)
    )


def _may_begin(word: str) -> bool:
    if _part(word, start=True) is not None or _bare(word) in VAGUE:
        return True
    return any(form in HALVES or form in ONE_OF_ELEVEN for form in _forms(word))


def _digits_at(words: list[Token], position: int, text: str) -> Quantity | None:
    if not words[position].number:
        return None
    after = position + 1
    scale = 1
    while after < len(words) and _touching(words, after, text) and _bare(words[after].text) in SCALES:
        scale *= SCALES[_bare(words[after].text)]
        after += 1
    value = _decimal(words[position].text, scale > 1)
    return None if value is None else Quantity(value * scale, position, after, digits=True)


def _words_at(words: list[Token], position: int, text: str) -> Quantity | None:
    """A number in words: additive parts joined by و, each multiplied by the scale that follows it."""
    if words[position].text in PERCENT:
        return None
    first: float | None = _accusative_at(words, position) or _unit_of_eleven(words, position)
    first = first or _part(words[position].text, start=True)
    if first is None:
        return _half_at(words, position, text) or _vague_at(words, position, text)
    total, group, after = 0.0, first, position + 1
    while after < len(words) and _touching(words, after, text):
        word = words[after].text
        joined = word.startswith("و") and word not in UNITS
        bare = word[1:] if joined else word
        scale = SCALES.get(bare)
        if scale and not joined:
            group *= scale
        elif bare in HUNDRED and not joined and 3 <= group <= 9:
            group *= 100
        elif bare in ("عشر", "عشره") and not joined and 1 <= group <= 9:
            group += 10
        elif joined and bare in HALVES and group >= 1_000:
            unit = 10.0 ** (3 * ((len(str(int(group))) - 1) // 3))
            group += HALVES[bare] * unit
            if after + 1 < len(words) and _bare(words[after + 1].text) in SCALES:
                after += 1
        elif joined and (part := _part(bare, start=False)) is not None and _fits(group, part):
            if group >= 1_000:
                total, group = total + group, part
            else:
                group += part
        else:
            break
        after += 1
    return Quantity(total + group, position, after)


def _unit_of_eleven(words: list[Token], position: int) -> int | None:
    """The one of «أحد عشر», «وإحدى عشرة»."""
    ten = words[position + 1].text if position + 1 < len(words) else ""
    is_one = ten in ("عشر", "عشره") and not ONE_OF_ELEVEN.isdisjoint(_forms(words[position].text))
    return 1 if is_one else None


def _accusative_at(words: list[Token], position: int) -> int | None:
    """«مليارا ومئتي مليون» is one and a bit; «مليارا دولار», the same letters, is two (see `_part`)."""
    word = words[position].text
    if word not in ACCUSATIVES or position + 1 >= len(words):
        return None
    below = words[position + 1].text
    goes_on = below.startswith("و") and _part(below[1:], start=False) is not None
    return SCALES[word] if goes_on else None


def _half_at(words: list[Token], position: int, text: str) -> Quantity | None:
    """نصف مليون، ربع مليار."""
    half = next((HALVES[form] for form in _forms(words[position].text) if form in HALVES), None)
    if half is None or position + 1 >= len(words) or not _touching(words, position + 1, text):
        return None
    scale = SCALES.get(_bare(words[position + 1].text))
    return Quantity(half * scale, position, position + 2) if scale else None


def _vague_at(words: list[Token], position: int, text: str) -> Quantity | None:
    """مئات، عشرات الآلاف، آلاف."""
    value = VAGUE.get(_bare(words[position].text))
    if value is None:
        return None
    after = position + 1
    while after < len(words) and _touching(words, after, text) and _bare(words[after].text) in SCALES:
        value *= SCALES[_bare(words[after].text)]
        after += 1
    return Quantity(value, position, after, vague=True)


def _part(word: str, start: bool) -> int | None:
    """One additive part of a number; at the start of a number clitics and the article may stand before it."""
    for form in _forms(word) if start else (word,):
        if form in _PARTS:
            return _PARTS[form]
        if start and form in ACCUSATIVES:
            return 2 * SCALES[form]
        if form in ("الف", "مليون", "مليار", "بليون", "تريليون", "ترليون"):
            return SCALES[form]
    return None


def _fits(group: float, part: float) -> bool:
    """خمسمئة وخمسون، ألف ومئتان، خمسة وعشرون: the next part is smaller, or the unit stands before its ten."""
    if 20 <= part <= 90 and group % 100 and group % 100 < 10:
        return True
    return part < 1_000 if group >= 1_000 and group % 1_000 == 0 else (group >= 100 and part < 100)


@lru_cache(maxsize=REMEMBERED)
def _forms(word: str) -> tuple[str, ...]:
    """The word, then what is left of it without clitics and article."""
    if word[:1] not in CLITIC_LETTERS:
        return (word,)
    return (
        word,
        *(
            word[len(prefix) :]
            for prefix in CLITICS
            if word.startswith(prefix) and len(word) > len(prefix) + 2
        ),
    )


def _bare(word: str) -> str:
    """The word without its article or clitic, where that leaves a scale or a vague plural."""
    for form in _forms(word):
        if form in SCALES or form in VAGUE:
            return form
    return word


def _touching(words: list[Token], position: int, text: str) -> bool:
    """Only spaces (or a tatweel dash) part this token from the one before."""
    between = text[words[position - 1].end : words[position].start]
    return len(between) <= 2 and not between.strip(" \u00a0ـ")


def _decimal(digits: str, scaled: bool) -> float | None:
    """`1,400` and `1.400` are thousands, `19.4` and `1,2` (before a scale) are not."""
    plain = digits.replace("٬", ",").replace("٫", ".")
    pieces = re.split(r"[.,]", plain)
    if len(plain) > 24:
        return None
    if len(pieces) == 1:
        return float(plain)
    if (
        all(len(piece) == 3 for piece in pieces[1:])
        and not (scaled and len(pieces) == 2)
        and len(pieces[0]) <= 3
    ):
        return float("".join(pieces)) if pieces[0] != "0" else float(plain.replace(",", "."))
    if len(pieces) == 2:
        return float(".".join(pieces))
    return None
