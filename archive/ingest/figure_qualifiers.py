"""How sure a text is of a number: «نحو», «أكثر من», «تناهز قيمته», «على الأقل»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.ingest.draft import FigureQualifier
from archive.ingest.figure_rules import FigureRules
from archive.ingest.numbers import Quantity, Token

REACH = 10
"""Words: how far before a number «تجاوز عدد …» may stand, if no other number lies between."""
BEHIND = 5
"""Words: how far behind a number «تقريبا» may stand."""
_MEASURE = r"(?:عدد|قيمه|قيمت|مجموع|مبلغ|كلفه|كلفت|تكلف)"
_EXCEEDS = re.compile(rf"(?:^|\s)[وف]?[يت]?(?:تجاوز|فوق|فاق|زيد)ت? {_MEASURE}")
_NEARS = re.compile(rf"(?:^|\s)[وف]?[يت]?(?:ناهز|قارب)ت? {_MEASURE}")
"""The verb, then what it measures: «تجاوزت قيمته أربعة ملايين», «يناهز عدد الموقعين 300»."""


def qualifier(
    words: Sequence[Token], quantities: Sequence[Quantity], quantity: Quantity, rules: FigureRules
) -> FigureQualifier:
    """What the words around a number, one of the `quantities` of its sentence, say of its exactness."""
    near = f" {_joined(words, quantity.first - 4, quantity.first)}"
    for name, endings in rules.before:
        if near.endswith(endings):
            return name
    floor = max((other.after for other in quantities if other.after <= quantity.first), default=0)
    before = _joined(words, max(floor, quantity.first - REACH), quantity.first)
    if quantity.vague or _EXCEEDS.search(before):
        return "at_least"
    if _NEARS.search(before):
        return "about"
    behind = f" {_joined(words, quantity.after, quantity.after + BEHIND)} "
    for name, phrases in rules.after:
        if any(f" {phrase} " in behind for phrase in phrases):
            return name
    return "exact"


def _joined(words: Sequence[Token], start: int, stop: int) -> str:
    return " ".join(word.text for word in words[max(0, start) : stop])
