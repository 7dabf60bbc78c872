"""Which way a numeric date reads, by what proves it: 07/05/2025 alone is no date.

Proofs are a weekday or the other calendar beside it, a locale's own marks, a known publisher's habit, another
date of the page that reads one way only, a change that cannot lie before the first publication, the day of
the capture, and what the text calls today, yesterday or «الاثنين 5 أيار».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from archive.ingest.calendars import alternation, flat, load_calendars
from archive.ingest.clean import Layout
from archive.ingest.dateline import DateLine, Labelled
from archive.ingest.dates import DateFound, Order, make_date, weekdays_in
from archive.ingest.header import first_paragraphs

TOLD = 3
"""Paragraphs that may tell the day."""
RECENT = timedelta(7)
"""News speaks of «الاثنين 5 أيار» within a week."""
TWIN = timedelta(2)
"""A Hijri date lies so near its Gregorian twin, as moons are seen earlier or later."""
SOON, LATE = timedelta(3), timedelta(25)
"""News is changed within days; of two orders, one that makes it a month is not how the page writes."""
_LOCALE_MARKS = re.compile("\\d\u200f[/-]\u200f?\\d")
_WEEKDAY = r"(?:ال)?(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد)\b"
_SAID = re.compile(
    rf"(?<!\w)(?P<when>اول امس|امس الاول|امس|اليوم|غدا)[,\s(]{{1,3}}(?:يوم )?(?P<day>{_WEEKDAY})"
)
_AWAY = {"اليوم": 0, "امس": -1, "اول امس": -2, "امس الاول": -2, "غدا": 1}
Chosen = tuple[DateFound, date, str]


def choose(dates: list[Labelled], line: DateLine, order: Order) -> Chosen | None:
    """The line's date: a Gregorian one before its Hijri twin, read one way only, day before month."""
    ordered = sorted(dates, key=lambda item: (item.date.calendar == "hijri", item.date.precision != "day"))
    for item in ordered:
        value, how = resolve(item.date, line.weekdays, "mdy" if line.proves_us else order)
        if value is None:
            value, how = _beside_twin(item.date, ordered), "hijri"
        if value is not None:
            return item.date, value, how
    return None


def resolve(found: DateFound, weekdays: tuple[int, ...], order: Order) -> tuple[date | None, str]:
    """The only reading of a date, or the one that its weekday or a known order proves, and what proved it."""
    if found.value is not None:
        return found.value, ""
    proven = {value for _, value in found.readings if value.weekday() in weekdays}
    if len(weekdays) == 1 and len(proven) == 1:
        return proven.pop(), "weekday"
    if order:
        return found.read_as(order), "order"
    return None, ""


def day_first(raw: str) -> Order:
    """Right-to-left marks before the bars, as Arabic locales print «05/09/2022»: the day comes first."""
    return "dmy" if _LOCALE_MARKS.search(raw) else ""


def before_capture(date_lines: dict[int, DateLine], captured: date) -> None:
    """Drop the readings that lie after the day the page was captured, where another one does not."""
    latest = captured + timedelta(1)
    for index, line in date_lines.items():
        if all(item.date.value for item in line.dates):
            continue
        dates = tuple(replace(item, date=_until(item.date, latest)) for item in line.dates)
        date_lines[index] = replace(line, dates=dates)


def proven_order(layout: Layout) -> Order:
    """The order of day and month that another date outside the text of this page proves."""
    proven: set[Order] = set()
    unread = []
    for index, line in layout.date_lines.items():
        if layout.first <= index <= layout.last:
            continue
        for item in line.dates:
            orders = [reading for reading, _ in item.date.readings if reading in ("dmy", "mdy")]
            if len(orders) == 1:
                proven.add(orders[0])
            elif len(orders) == 2 and index < layout.first:
                unread.append(item)
    if not proven and len(unread) > 1:
        proven = _in_sequence(unread)
    return proven.pop() if len(proven) == 1 else ""


def told_by_text(layout: Layout, dates: list[Labelled]) -> Chosen | None:
    """A date that reads two ways, of which one fits what the text says of the days around it."""
    lines = layout.page.shown
    starts = first_paragraphs(layout) if dates else []
    texts = [flat(line.text) for start in starts for line in lines[start : start + TOLD]]
    for item in dates:
        values = {value for _, value in item.date.readings}
        if item.date.precision != "day" or len(values) < 2:
            continue
        for text in texts:
            fitting = {value for value in values if _fits(text, value)}
            if len(fitting) == 1:
                return item.date, fitting.pop(), "today"
    return None


def _until(found: DateFound, latest: date) -> DateFound:
    kept = tuple(reading for reading in found.readings if reading[1] <= latest)
    return replace(found, readings=kept) if kept else found


def _in_sequence(items: list[Labelled]) -> set[Order]:
    """Orders in which no change lies before the publication."""
    orders: set[Order] = set()
    orders_read: tuple[Order, ...] = ("dmy", "mdy")
    for order in orders_read:
        first = [item.date.read_as(order) for item in items if item.label != "updated"]
        later = [item.date.read_as(order) for item in items if item.label == "updated"]
        if all(one and two and one <= two for one in first for two in later):
            orders.add(order)
    close = {order for order in orders if _gap(items, order) <= SOON}
    late = {order for order in orders if _gap(items, order) >= LATE}
    return close if len(close) == len(late) == 1 else orders


def _gap(items: list[Labelled], order: Order) -> timedelta:
    """How long after the publication the last change was made, if dates read in this order."""
    first = [value for item in items if item.label != "updated" if (value := item.date.read_as(order))]
    later = [value for item in items if item.label == "updated" if (value := item.date.read_as(order))]
    return max(later) - min(first) if first and later else timedelta()


def _beside_twin(found: DateFound, dates: list[Labelled]) -> date | None:
    """The reading that the Hijri date beside it names as well."""
    twins = [item.date.value for item in dates if item.date.calendar == "hijri"]
    near = {
        value
        for _, value in found.readings
        for twin in twins
        if twin is not None and abs(value - twin) <= TWIN
    }
    return near.pop() if found.calendar == "gregorian" and len(near) == 1 else None


def _fits(text: str, value: date) -> bool:
    said = _SAID.search(text)
    if said:
        days = weekdays_in(said["day"])
        return bool(days) and (value + timedelta(_AWAY[said["when"]])).weekday() == days[0][2]
    return any(timedelta() <= value - day <= RECENT for day in _named_days(text, value.year))


def _named_days(text: str, year: int) -> Iterator[date]:
    """Days named with their weekday and month but without a year, where both agree in this year."""
    names = load_calendars()
    for found in _named_day().finditer(text):
        day = make_date(year, names.gregorian[" ".join(found["month"].split())], int(found["number"]))
        said = weekdays_in(found["day"])
        if day and said and day.weekday() == said[0][2]:
            yield day


@lru_cache(maxsize=1)
def _named_day() -> re.Pattern[str]:
    month = alternation(load_calendars().gregorian)
    return re.compile(
        rf"(?<!\w)(?P<day>{_WEEKDAY})[,\s(]{{1,3}}(?P<number>\d{{1,2}}) (?:من )?(?:شهر )?"
        rf"(?P<month>{month})(?!\w)"
    )
