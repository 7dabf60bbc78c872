"""Dates as they stand in a line of text. Which of them dates the article is `dating`'s question.

Understands day-month-year in words (Egyptian, Levantine, Maghrebi, dual and English names), ISO,
numeric dates in three orders, Hijri dates (converted by the Umm al-Qura tables of `hijridate`) and
month-year. A date that does not exist (31 شباط) is no date; a numeric one that can be read two ways
keeps both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from hijridate import Hijri

from archive.ingest.calendars import alternation, flat, load_calendars
from archive.ingest.draft import DatePrecision

Order = Literal["", "ymd", "ydm", "dmy", "mdy"]
YEARS = range(1900, 2100)
HIJRI_YEARS = range(1343, 1501)


_YEAR = re.compile(r"(?:1[3-59]|20)\d\d")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}-[a-z]{3}-\d\d(?!\d)")
CENTURY = 2000


def holds_year(text: str) -> bool:
    """Whether a folded line may hold a date at all: a year of four digits, or «26-sep-25»."""
    return _FOUR_DIGITS.search(text) is not None or _SHORT_YEAR.search(text) is not None


_MARKS = re.compile("[\u064b-\u0652\u0670]")
_COUNTED = re.compile(r"(?:(?:ال)?عدد|رقم|(?:ال)?مجلد|(?:ال)?سنه|issue|vol|no)[\s.:]*$")
"""«العدد 12 - مارس 2020»: the number is the issue's, not the day."""
_ISSUE_BEFORE = re.compile(_COUNTED.pattern.replace("$", r"\d+\W{0,3}$"))
LOOK_BACK = 30
_DAY_BEFORE = re.compile(
    r"(?<!\w)من(?: شهر)? ?$"
    r"|(?<![\d:])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[\s,./(-]{1,3}[^\W\d_]{1,7})?[\s,./(-]{0,3}$"
)
"""A day before month and year that no form understood: no date of a month then."""
_FOUR_DIGITS = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class DateFound:
    """One date expression: offsets into the line, its possible readings by order, precision, calendar."""

    start: int
    end: int
    readings: tuple[tuple[Order, date], ...]
    precision: DatePrecision
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    separator: str = ""

    @property
    def value(self) -> date | None:
        """The date if it can only be read one way."""
        values = {value for _, value in self.readings}
        return values.pop() if len(values) == 1 else None

    def read_as(self, order: Order) -> date | None:
        """The date if its parts stand in this order."""
        return dict(self.readings).get(order)


@dataclass(frozen=True, slots=True)
class _Forms:
    textual: re.Pattern[str]
    numeric: re.Pattern[str]
    weekday: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    names = load_calendars()
    month, hijri = alternation(names.gregorian), alternation(names.hijri)
    ordinal = alternation(names.ordinals)
    # A year may be glued to a reading time or a counter: «20252 دقائق».
    year = (
        r"(?:1[89]|20)\d\d(?:(?!\d)|(?=\d{1,3}\s*(?:دقيق|دقائق|min|قراء|تعليق|مشاهد|زيار))"
        r"|(?=[01]\d:\d\d|2[0-3]:\d\d)"
        rf"|(?=\d{{1,2}} (?:{month})))"
    )
    day = r"(?<![\d.:/])\d{1,2}(?:\s?(?:st|nd|rd|th)\b)?"
    dual = rf"(?:(?:\s*[/(,-]\s*|\s+)(?P<DUAL>{month})(?![^\W\d_])\s*\)?)?"
    gap = r"[\s,./_-]*"
    of = r"(?:(?:من|de|of)\s+)?(?:شهر\s+)?"
    in_year = r"(?:(?:من\s+|ل)?(?:عام|سنه|العام|السنه)\s+)?"
    bound, end = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    named = rf"(?:{alternation(names.weekdays)})"

    def dual_as(group: str) -> str:
        return dual.replace("DUAL", group)

    weekday = rf"{bound}(?P<w>{named}){end}"
    glued = "|".join(re.escape(name) for name in names.weekdays if name.startswith("ال"))
    textual = (
        rf"(?P<d1>{day}|{bound}(?:{ordinal})(?=\s)){gap}{of}(?P<m1>{month}){end}{dual_as('n1')}{gap}{in_year}(?P<y1>{year})"
        rf"|{bound}(?P<m2>{month}){end}{dual_as('n2')}[\s.]*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y2>{year})"
        rf"|(?<!\d)(?P<y3>(?:1[89]|20)\d\d){gap}(?P<m3>{month}){end}{dual_as('n3')}{gap}(?P<d3>\d{{1,2}})(?!\d)"
        rf"|(?<!\d)(?P<y5>(?:1[89]|20)\d\d){gap}{named}{gap}(?P<d5>{day}){gap}(?P<m5>{month}){end}{dual_as('n5')}"
        rf"|(?<!\d)(?P<hd>\d{{1,2}}){gap}{of}(?P<hm>{hijri}){end}{gap}{in_year}(?P<hy>1[345]\d\d)(?!\d)\s*(?:ه{end}|هـ)?"
        rf"|(?<![\d-])(?P<d7>\d{{1,2}})-(?P<m7>{month})-(?P<y7>\d\d)(?![\d-])(?P<n7>)?"
        rf"|{bound}(?:ال)?(?:شتاء|ربيع|صيف|خريف)\s+{in_year}(?P<y6>{year})"
        rf"|{bound}(?P<m4>{month}){end}{dual_as('n4')}[\s,/-]*{in_year}(?P<y4>{year})"
    )
    numeric = (
        r"(?<![\d/.])(?P<a>\d{1,4})(?P<s>\s?[/.\-]\s?)(?P<b>\d{1,2})(?P=s)"
        r"(?P<c>\d{4}(?=\D|$|\d{1,2}:|\d{1,2} [^\W\d_])|\d{1,2}(?!\d))"
    )
    # A name may be glued to the weekday of a date: «فلان نتالجمعة، 25 …».
    weekday += rf"|(?<=[^\W\d_])(?P<g>{glued})(?=[\s,]*\d)"
    return _Forms(re.compile(textual), re.compile(numeric), re.compile(weekday))


def find_dates(line: str) -> list[DateFound]:
    """Every date expression in a (tidied) line, left to right, without overlaps."""
    text, places = _unmarked(flat(line))
    if not _YEAR.search(text) and not _SHORT_YEAR.search(text):
        return []
    found = [
        replace(item, start=places[item.start], end=places[item.end])
        for item in (*_textual(text), *_numeric(text))
    ]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[DateFound] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def weekdays_in(line: str) -> list[tuple[int, int, int]]:
    """(start, end, weekday from 0 for Monday) of every weekday named in a line."""
    names = load_calendars().weekdays
    text, places = _unmarked(flat(line))
    return [
        (places[found.start()], places[found.end()], names[" ".join((found["w"] or found["g"]).split())])
        for found in _forms().weekday.finditer(text)
    ]


def _unmarked(text: str) -> tuple[str, Sequence[int]]:
    """The text without vowel signs («تمّوز»), and for each offset in it, its end included, that in `text`."""
    if not _MARKS.search(text):
        return text, range(len(text) + 1)
    places = [place for place, letter in enumerate(text) if not _MARKS.match(letter)]
    return "".join(text[place] for place in places), [*places, len(text)]


def _textual(text: str) -> Iterator[DateFound]:
    names = load_calendars()
    for found in _forms().textual.finditer(text):
        if found["hm"]:
            value = hijri_date(int(found["hy"]), names.hijri[_name(found["hm"])], int(found["hd"]))
            if value:
                yield DateFound(found.start(), found.end(), (("", value),), "day", "hijri")
            continue
        if found["y6"]:  # a quarterly's issue: its season has no first day, its year has
            value = make_date(int(found["y6"][:4]), 1, 1)
            if value:
                yield DateFound(found.start(), found.end(), (("", value),), "year")
            continue
        which = next(number for number in "123457" if found[f"m{number}"])
        month = names.gregorian[_name(found[f"m{which}"])]
        dual = found[f"n{which}"]
        if dual and names.gregorian[_name(dual)] != month:
            continue
        year = int(found[f"y{which}"][:4]) + (CENTURY if which == "7" else 0)
        before = text[max(found.start() - LOOK_BACK, 0) : found.start()]
        if which == "4" and _DAY_BEFORE.search(before) and not _ISSUE_BEFORE.search(before):
            continue
        whole = which != "4" and not (which == "1" and _COUNTED.search(before))
        value = make_date(year, month, _day(found[f"d{which}"], names.ordinals) if whole else 1)
        if value:
            start = found.start() if whole or which == "4" else found.start("m1")
            yield DateFound(start, found.end(), (("", value),), "day" if whole else "month")


def _numeric(text: str) -> Iterator[DateFound]:
    for found in _forms().numeric.finditer(text):
        a, b, c = found["a"], found["b"], found["c"]
        if len(a) == 4 and len(c) <= 2:
            readings = _readings(text, found, int(a), (("ymd", int(b), int(c)), ("ydm", int(c), int(b))))
        elif len(c) == 4 and len(a) <= 2:
            readings = _readings(text, found, int(c), (("dmy", int(b), int(a)), ("mdy", int(a), int(b))))
        else:
            continue
        if readings:
            hijri = int(a if len(a) == 4 else c) in HIJRI_YEARS
            yield DateFound(
                found.start(),
                found.end(),
                readings,
                "day",
                "hijri" if hijri else "gregorian",
                found["s"].strip(),
            )


def _readings(
    text: str, found: re.Match[str], year: int, orders: tuple[tuple[Order, int, int], ...]
) -> tuple[tuple[Order, date], ...]:
    """The orders in which the parts make a date that exists. Year-day-month only where nothing else fits."""
    build = make_date
    if year in HIJRI_YEARS:
        if not re.match(r"\s*ه", text[found.end() : found.end() + 4]):
            return ()
        build = hijri_date
    if (year in HIJRI_YEARS or found["s"].strip() == ".") and orders[0][0] == "dmy":
        orders = orders[:1]  # nobody writes the month first in the Hijri calendar, or between dots
    readings = tuple((order, value) for order, month, day in orders if (value := build(year, month, day)))
    if len(readings) == 2 and orders[0][0] == "ymd":
        return readings[:1]
    return readings


def make_date(year: int, month: int, day: int) -> date | None:
    """A Gregorian date if it exists and lies in living memory (1900 to 2099)."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hijri_date(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of an Umm al-Qura date, if it exists (1343 to 1500 AH)."""
    if year not in HIJRI_YEARS:
        return None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def _name(text: str) -> str:
    return " ".join(text.split())


def _day(text: str, ordinals: dict[str, int]) -> int:
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ordinals[_name(text)]
