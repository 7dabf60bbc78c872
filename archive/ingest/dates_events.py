"""A numeric date that reads two ways, told by the full dates of what its article reports.

News is written within days of what it tells: where one reading falls right behind a date named in words
in the text and the other does not, the first is meant. Anything less leaves the date open.
"""

from __future__ import annotations

from datetime import date

from archive.ingest.clean import Layout
from archive.ingest.dateline import Labelled
from archive.ingest.dates import DateFound, find_dates

FRESH_DAYS = 2
"""So many days after the event, at most, a report says on which day it was."""
APART_DAYS = 20
"""The other reading lies further from every date in the text than this."""


def told_by_events(layout: Layout, dates: list[Labelled]) -> tuple[DateFound, date, str] | None:
    """The date, its only reading that the text's own dates bear out, and what proved it; else nothing."""
    events = _events(layout)
    for item in dates if events else ():
        readings = {value for _, value in item.date.readings}
        fresh = [value for value in readings if _is_fresh(value, events)]
        others = [value for value in readings if not _is_near(value, events)]
        if item.date.precision == "day" and len(fresh) == 1 and len(others) == len(readings) - 1:
            return item.date, fresh[0], "events"
    return None


def _events(layout: Layout) -> list[date]:
    """Days named in words with their years in the text: none that itself reads two ways."""
    return [
        found.value
        for shown in layout.page.shown[layout.first : layout.last + 1]
        if shown.line.kind == "body"
        for found in find_dates(shown.text)
        if found.precision == "day" and found.value is not None
    ]


def _is_fresh(value: date, events: list[date]) -> bool:
    """The latest event was on this day or right before it."""
    return 0 <= (value - max(events)).days <= FRESH_DAYS


def _is_near(value: date, events: list[date]) -> bool:
    return any(abs((value - event).days) <= APART_DAYS for event in events)
