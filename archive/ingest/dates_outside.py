"""Dates told outside the lines of a page: by a person, the saved page's head, the address, the capture."""

from __future__ import annotations

import re
from datetime import timedelta

from archive.ingest.calendars import flat
from archive.ingest.clean import Layout
from archive.ingest.dates import make_date, weekdays_in
from archive.ingest.draft import Evidence, Given, PublishedOn

_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d/]\d|\d)"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d))"
)
"""Without separators month and day have two digits: shorter numbers are counters of articles."""
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=/|$)")
_AGO = re.compile(
    r"(?:منذ|قبل)\s+(?:(\d+)\s*)?(ساعه|ساعات|ساعتين|ساعتان|دقيقه|دقائق|دقيقتين|يوم|يومين|ايام|اسبوع|اسبوعين)\b"
)


def given_date(text: str) -> PublishedOn | None:
    """A date that a person gave: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    found = re.fullmatch(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*", flat(text))
    if not found:
        return None
    value = make_date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    precision = "day" if found[3] else "month" if found[2] else "year"
    return PublishedOn(value, precision, Evidence(text, 0, "given")) if value else None  # type: ignore[arg-type]


def from_head(declared: str | None) -> PublishedOn | None:
    """The date that a saved page's head states (ISO 8601; the day where it was written)."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", declared or "")
    value = make_date(int(found[1]), int(found[2]), int(found[3])) if found else None
    return PublishedOn(value, "day", Evidence(declared or "", 0, "page.published")) if value else None


def from_url(url: str | None) -> PublishedOn | None:
    if not url:
        return None
    found = _URL_DAY.search(url)
    if found:
        value = make_date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
        if value:
            return PublishedOn(value, "day", Evidence(url, 0, "date.url"))
    month = _URL_MONTH.search(url)
    if month:
        value = make_date(int(month[1]), int(month[2]), 1)
        if value:
            return PublishedOn(value, "month", Evidence(url, 0, "date.url"))
    return None


def from_capture(layout: Layout, given: Given) -> PublishedOn | None:
    """«منذ 3 ساعات» in the header, or «أمس الثلاثاء» in the first lines, counted from the capture."""
    if given.captured_at is None:
        return None
    captured = given.captured_at.date()
    for index in range(layout.title + 1, min(layout.first + 3, len(layout.page.shown))):
        line = layout.page.shown[index]
        text = flat(line.text)
        if index < layout.first and line.words <= 8:
            ago = _AGO.search(text)
            if ago:
                value = (given.captured_at - _duration(ago)).date()
                return PublishedOn(value, "day", Evidence(line.text, line.line.number, "relative.ago"))
        for start, end, weekday in weekdays_in(line.text) if index >= layout.first else ():
            before = re.search(r"(امس|اليوم)\s*(?:يوم\s*)?$", text[max(0, start - 12) : start])
            if before:
                late = 1 if before[1] == "امس" else 0
                value = captured - timedelta((captured.weekday() - weekday - late) % 7)
                evidence = Evidence(
                    line.text[max(0, start - 6) : end].strip(), line.line.number, "relative.weekday"
                )
                return PublishedOn(value, "day", evidence)
    return None


def _duration(ago: re.Match[str]) -> timedelta:
    unit = ago[2]
    count = 2 if unit.endswith(("تين", "تان", "مين", "عين")) and not ago[1] else int(ago[1] or 1)
    if unit.startswith("دق"):
        return timedelta(minutes=count)
    if unit.startswith("سا"):
        return timedelta(hours=count)
    return timedelta(days=count * (7 if unit.startswith("اسبوع") else 1))
