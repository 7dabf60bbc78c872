"""The currency of an amount, behind it or as a sign before it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from archive.ingest.figure_rules import FigureRules
from archive.ingest.numbers import Quantity, Token

_SIGNS = ("$", "€", "£")


def currency_of(words: Sequence[Token], quantity: Quantity, rules: FigureRules) -> tuple[str, int]:
    """The currency of a number, nothing where it has none, and the index of the last word that says so."""
    first = _bare(words, quantity.after)
    if first in rules.currency_words:
        two = f"{first} {_bare(words, quantity.after + 1)}"
        for last, name in ((quantity.after + 1, two), (quantity.after, first)):
            if name in rules.currencies:
                return rules.currencies[name], last
    sign = words[quantity.first - 1].text if quantity.first else ""
    return rules.currencies[sign] if sign in _SIGNS else "", quantity.after - 1


def _bare(words: Sequence[Token], place: int) -> str:
    """The word there without its article; nothing behind the last one."""
    word = words[place].text if place < len(words) else ""
    for prefix in ("ال", "لل"):
        if word.startswith(prefix) and len(word) > 4:
            return word[2:]
    return word
