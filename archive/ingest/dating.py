"""Which date is the article's: the line that proves it, or nothing.

Order of trust: given by a person; stated in a saved page's head; a labelled date line; a date line
between headline and text; a dateline that opens the text; a signature right below it; the address;
words relative to the capture.
The clock in a page's header, a caption's date and dates inside the text never date an article.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.ingest.calendars import flat
from archive.ingest.clean import Layout
from archive.ingest.dateline import DateLine, Labelled
from archive.ingest.dates import DateFound, Order, find_dates, make_date, weekdays_in
from archive.ingest.draft import Evidence, Given, PublishedOn
from archive.ingest.lexicon import Lexicon

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=/|$)")
_AGO = re.compile(
    r"(?:منذ|قبل)\s+(?:(\d+)\s*)?(ساعه|ساعات|ساعتين|ساعتان|دقيقه|دقائق|دقيقتين|يوم|يومين|ايام|اسبوع|اسبوعين)\b"
)
_DATELINE = re.compile(r"^(?P<place>[^\d.:؛]{2,40}?)[\s,،]*(?:في\s+)?$")
_SIGNED = re.compile(r"[)\]]?\s*(?:م\s*)?(?:[(/\[][^)/\]]{1,25}[)/\]]\s*|[^\W\d_]{2,12}\s*)?[-–—:]")
PURE_GROUPS = ("published", "", "updated")


def date_article(
    layout: Layout, given: Given, lexicon: Lexicon, order: Order = "", declared: str | None = None
) -> PublishedOn | None:
    """The article's date with its evidence; marks the date lines it used as metadata.

    `order`: how the publisher is known to write numeric dates; `declared`: the date in a saved page's head.
    """
    candidates = _header_lines(layout, lexicon)
    for index, _ in candidates:
        layout.page.shown[index].mark("meta", "date.line")
    if given.published_on:
        return _given(given.published_on)
    order = order or _proven_order(layout)
    return (
        _from_head(declared)
        or _from_opening(layout)
        or _from_lines(layout, candidates, order)
        or _from_dateline(layout, lexicon, order)
        or _from_signature(layout, order)
        or _from_url(given.url)
        or _from_capture(layout, given)
    )


def _header_lines(layout: Layout, lexicon: Lexicon) -> list[tuple[int, DateLine]]:
    """Date lines that may date the article: between headline and text, or labelled below it."""
    found = []
    for index, line in sorted(layout.date_lines.items()):
        shown = layout.page.shown[index]
        if shown.hint != "date.line" or index == layout.title:
            continue
        labelled = any(item.label == "published" for item in line.dates)
        in_header = layout.title < index < layout.first
        if shown.open and (in_header or (labelled and index > layout.last)):
            found.append((index, line))
        elif labelled and index < layout.title and layout.title - index <= 3 and line.pure(lexicon):
            shown.remark("meta", "date.line")
            found.append((index, line))
    return found


def _from_opening(layout: Layout) -> PublishedOn | None:
    """The date between headline and text where both stand on one line."""
    dated = layout.opening.dated if layout.opening else None
    if dated is None or dated.value is None:
        return None
    line = layout.page.shown[layout.first]
    evidence = Evidence(line.text[dated.start : dated.end], line.line.number, "date.opening")
    return PublishedOn(dated.value, dated.precision, evidence)


def _from_lines(layout: Layout, candidates: list[tuple[int, DateLine]], order: Order) -> PublishedOn | None:
    for label in PURE_GROUPS:
        for index, line in candidates:
            chosen = [item for item in line.dates if item.label == label]
            value = _choose(chosen, line, order)
            if value is not None:
                return _published(layout, index, value, label)
    return None


def _choose(dates: list[Labelled], line: DateLine, order: Order) -> tuple[DateFound, date, str] | None:
    """The line's date: a Gregorian one before its Hijri twin, read one way only, day before month."""
    ordered = sorted(dates, key=lambda item: (item.date.calendar == "hijri", item.date.precision != "day"))
    for item in ordered:
        value, how = resolve(item.date, line.weekdays, "mdy" if line.proves_us else order)
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


def _published(layout: Layout, index: int, chosen: tuple[DateFound, date, str], label: str) -> PublishedOn:
    found, value, how = chosen
    text = layout.page.shown[index].text
    rule = ".".join(
        filter(None, ("date", label or "line", found.calendar if found.calendar == "hijri" else "", how))
    )
    evidence = Evidence(text, layout.page.shown[index].line.number, rule)
    return PublishedOn(value, found.precision, evidence)


def _proven_order(layout: Layout) -> Order:
    """The order of day and month that another numeric date outside the text of this page proves."""
    proven: set[Order] = set()
    for index, line in layout.date_lines.items():
        if layout.first <= index <= layout.last:
            continue
        for item in line.dates:
            orders = [reading for reading, _ in item.date.readings if reading in ("dmy", "mdy")]
            if len(orders) == 1:
                proven.add(orders[0])
    return proven.pop() if len(proven) == 1 else ""


def _from_dateline(layout: Layout, lexicon: Lexicon, order: Order) -> PublishedOn | None:
    """«القاهرة في 5 يناير 2021 (شينخوا) –» at the very start of the text."""
    line = layout.page.shown[layout.first]
    head = line.text[:120]
    for found in find_dates(head)[:1]:
        before = _DATELINE.match(flat(head[: found.start]).lstrip("(["))
        after = head[found.end : found.end + 40].lstrip()
        if before is None or not _SIGNED.match(after):
            continue
        place = re.sub(r"[\W_]+", " ", before["place"]).strip()
        value, how = resolve(found, tuple(day for *_, day in weekdays_in(head[: found.start])), order)
        if value is not None and found.precision == "day" and lexicon.is_place(place.removesuffix(" في")):
            rule = f"date.dateline.{how}" if how else "date.dateline"
            return PublishedOn(value, "day", Evidence(head[: found.end], line.line.number, rule))
    return None


def _from_signature(layout: Layout, order: Order) -> PublishedOn | None:
    """A date alone on the line right below the text."""
    index = layout.last + 1
    line = layout.date_lines.get(index)
    if line is None or not layout.page.shown[index].open or layout.page.shown[index].hint != "date.line":
        return None
    chosen = _choose([item for item in line.dates if not item.label], line, order)
    if chosen is None:
        return None
    layout.page.shown[index].mark("meta", "date.line")
    return _published(layout, index, chosen, "signature")


def _given(text: str) -> PublishedOn | None:
    """A date that a person gave: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    found = re.fullmatch(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*", flat(text))
    if not found:
        return None
    value = make_date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    precision = "day" if found[3] else "month" if found[2] else "year"
    return PublishedOn(value, precision, Evidence(text, 0, "given")) if value else None  # type: ignore[arg-type]


def _from_head(declared: str | None) -> PublishedOn | None:
    """The date that a saved page's head states (ISO 8601; the day where it was written)."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", declared or "")
    value = make_date(int(found[1]), int(found[2]), int(found[3])) if found else None
    return PublishedOn(value, "day", Evidence(declared or "", 0, "page.published")) if value else None


def _from_url(url: str | None) -> PublishedOn | None:
    if not url:
        return None
    found = _URL_DAY.search(url)
    if found:
        value = make_date(int(found[1]), int(found[3]), int(found[4]))
        if value:
            return PublishedOn(value, "day", Evidence(url, 0, "date.url"))
    month = _URL_MONTH.search(url)
    if month:
        value = make_date(int(month[1]), int(month[2]), 1)
        if value:
            return PublishedOn(value, "month", Evidence(url, 0, "date.url"))
    return None


def _from_capture(layout: Layout, given: Given) -> PublishedOn | None:
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
