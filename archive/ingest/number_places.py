"""Numbers that count nobody by their place: years, days, shares, telephones, the whole of a part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from archive.ingest.calendars import load_calendars
from archive.ingest.normalise import fold
from archive.ingest.numbers import Quantity, Token

YEARS = range(1900, 2101)
_PERCENT = ("%", "٪", "بالمئه", "بالمائه", "بالميه")
_SHARE = (*_PERCENT, "المئه", "المائه")
_HUNDREDTH = ("المئ", "المائ", "المي")
_ABOUT = ("نحو", "حوالي", "قرابه", "زهاء")
_WHOLE = ("بين", "اصل", "مجموع", "اجمالي", "جمله")
_MONDAY = ("الاثنين", "والاثنين", "الاتنين")
_NUMBERED = ("رقم", "الرقم", "بالرقم", "هاتف", "الهاتف", "واتساب", "الماده", "البند", "العدد")

_TELLING = frozenset((*_NUMBERED, *_WHOLE, *_ABOUT, "من"))
"""Only behind these can a number be a telephone's or a whole."""


def counts_nothing(words: Sequence[Token], quantity: Quantity, *, counted: bool) -> bool:
    """A year, a day of a month or of the week, a share, a telephone's number, the whole of a part.

    `counted`: a noun for people stands behind the number.
    """
    before, after = _word(words, quantity.first - 1), _word(words, quantity.after)
    if before in _TELLING and (before in _NUMBERED or is_whole(words, quantity.first)):
        return True
    if words[quantity.first].text in _MONDAY:
        return True
    if after in _PERCENT or before in ("%", "٪"):
        return True
    if after in ("في", "ب") and _word(words, quantity.after + 1).startswith(_HUNDREDTH):
        return True
    if before == "في" and _word(words, quantity.first).startswith(_HUNDREDTH):
        return True
    if not quantity.digits or quantity.value not in YEARS or quantity.after - quantity.first > 1:
        return False
    return before in _calendar_words() or not counted


def is_whole(words: Sequence[Token], first: int) -> bool:
    """«9 من أصل 40», «70% من 1500»: the number at `first` tells of how many the one before is a part."""
    while _word(words, first - 1) in _ABOUT:
        first -= 1
    if _word(words, first - 1) == "من":
        return _word(words, first - 2) in _SHARE
    return _word(words, first - 1) in _WHOLE and _word(words, first - 2) in ("من", "ومن")


def tells_part(words: Sequence[Token], after: int) -> bool:
    """«9 من أصل …»: behind a number the whole is told of which it is a part."""
    return _word(words, after) == "من" and _word(words, after + 1) in _WHOLE


@lru_cache(maxsize=1)
def _calendar_words() -> frozenset[str]:
    """Words right before a year: last words of month names, and «عام»."""
    months = (fold(name).split(" ")[-1] for name in load_calendars().gregorian)
    return frozenset({*months, "عام", "سنه", "العام", "لعام", "بعام", "وعام", "منذ", "خلال"})


def _word(words: Sequence[Token], place: int) -> str:
    return words[place].text if 0 <= place < len(words) else ""
