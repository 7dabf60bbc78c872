"""Ranges: «250 إلى 300 موظف», «بين 200 و300», «20-30 ألفا». What is certain of one is its lower end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from archive.ingest.numbers import Quantity, Token

REACH = 8
"""Words: how far before a range «ارتفع … من» may stand, which tells of a change."""
_BETWEEN = ("الي", "حتي", "او")
_DASHES = re.compile(r"\s?[-–—]\s?")
_CHANGE = re.compile(
    r"[وفسيتن]{0,2}(?:ا?رتفع|زاد|ازداد|زيد|انخفض|نخفض|هبط|تراجع|قفز|صعد|نزل|رفع|خفض|قلص|تقلص|تحول|انتقل|نتقل)(?:ت|وا|ون)?"
    r"|(?:ال|ب|ل)?(?:ارتفاع|زياده|انخفاض|تراجع|رفع|خفض|تقليص)"
)


def lower_ends(words: Sequence[Token], quantities: Sequence[Quantity], text: str) -> dict[int, Quantity]:
    """The lower number of each range, by the first token of its upper number.

    `words`: tokens of `text`; `quantities`: its numbers in order. A number without a scale takes that of the
    upper one («20 إلى 30 ألفا»). «ارتفع من 250 إلى 300» is a change, not a range.
    """
    found: dict[int, Quantity] = {}
    for index in range(len(quantities) - 1):
        lower, upper = quantities[index], quantities[index + 1]
        if not _is_range(words, lower, upper, text) or _is_change(words, lower):
            continue
        lower = _scaled(words, lower, upper)
        if 0 < lower.value < upper.value and not lower.vague:
            found[upper.first] = lower
    return found


def change_starts(words: Sequence[Token], quantities: Sequence[Quantity]) -> frozenset[int]:
    """First tokens of numbers from which a change started: «ارتفع عدد الموقعين من تسعة إلى أكثر من 600»."""
    return frozenset(
        lower.first
        for lower, upper in pairwise(quantities)
        if _is_change(words, lower) and "الي" in [word.text for word in words[lower.after : upper.first]][:3]
    )


def _is_range(words: Sequence[Token], lower: Quantity, upper: Quantity, text: str) -> bool:
    between = [word.text for word in words[lower.after : upper.first]]
    if not between:
        gap = text[words[lower.after - 1].end : words[upper.first].start]
        joined = words[upper.first].text.startswith("و") and not upper.digits
        return _DASHES.fullmatch(gap) is not None or (joined and _after_between(words, lower))
    if between == ["و"]:
        return _after_between(words, lower)
    return len(between) == 1 and between[0] in _BETWEEN


def _after_between(words: Sequence[Token], lower: Quantity) -> bool:
    """«بين» or «ما بين» stands right before the range."""
    return lower.first > 0 and words[lower.first - 1].text == "بين"


def _is_change(words: Sequence[Token], lower: Quantity) -> bool:
    if lower.first == 0 or words[lower.first - 1].text != "من":
        return False
    before = words[max(0, lower.first - REACH) : lower.first]
    return any(_CHANGE.fullmatch(word.text) for word in before)


def _scaled(words: Sequence[Token], lower: Quantity, upper: Quantity) -> Quantity:
    """The lower number in the upper one's thousands or millions, where it is written without its own."""
    plain = words[upper.first].text.replace(",", "")
    if not (lower.digits and upper.digits and plain.isdigit()) or lower.after - lower.first > 1:
        return lower
    scale = upper.value / max(int(plain), 1)
    return replace(lower, value=lower.value * scale) if scale > 1 and lower.value < int(plain) else lower
