"""Date lines that stand apart from the header: above the headline, or stamped below a channel's post.

A page's own clock stands there as well, so each needs a reason to be believed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from archive.ingest.calendars import alternation, flat, load_calendars
from archive.ingest.clean import Layout
from archive.ingest.dateline import DateLine
from archive.ingest.dates import find_dates, weekdays_in
from archive.ingest.header import member_below
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

ABOVE = 3
"""Lines: how far above the headline its date may stand."""
MENU_LINES = 4
"""Below so many lines of menus a date right above the headline is no masthead's clock."""
BORNE_OUT = 2
"""Paragraphs that may bear a date out."""
STAMP_REACH, STAMP_WORDS, HEADLINE_WORDS = 8, 12, 3
_TODAY = re.compile(r"اليوم|امس|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد")
ISSUE_REACH = 4
WEB = ("menu.", "share.", "comments.", "notice.cookies", "related.", "newsletter.", "advert.")
_ISSUE = re.compile(r"(?:ال)?عدد(?: رقم)?\s?:?\s?[(]?\d+|السنه (?:ال\w+|\d+)")
_SPLIT = re.compile(r"\s*[/|:–—]\s*|\s-\s?|-\s")
_WRITTEN = re.compile(r"(?:كتبت?|بقلم|اعداد|تقرير|تحرير|بواسطه)\s?[:/-]?\s\S")
_POSTED = re.compile(r"(?:مرسله|ارسلت|posted) (?:بواسطه|من قبل|by)\s.*\d{1,2}:\d\d")
NAME_WORDS = 5
_STATED = re.compile(r"(?:ال)?(?:بيان|بلاغ|نداء|تصريح|خبر|رساله|مقال|للنشر)(?:\s|$)")
DATELINE = 60
DateLines = list[tuple[int, DateLine]]


def dates_above(layout: Layout, lexicon: Lexicon) -> DateLines:
    """A date line right above the headline that the text bears out; a month there is no page's clock."""
    lines = layout.page.shown
    near = range(layout.title - 1, max(layout.title - 1 - ABOVE, -1), -1)
    changed = [index - 1 for index in near if index and _is_change(layout, index)]
    for index in (*near, *changed):
        line, shown = layout.date_lines.get(index), lines[index]
        if line is None or shown.hint != "date.line":
            continue
        month = line.dates[0].date.precision == "month"
        below_menus = index >= MENU_LINES and not _is_clock(line, beside=index == layout.title - 1)
        if (
            month
            or below_menus
            or _posted_below(layout)
            or _borne_out(layout, line)
            or _before_update(layout, line)
            or _over_byline(layout, index)
            or (index == layout.title - 1 and index > 0 and named_beside_city(lines[index - 1], lexicon))
            or (_is_beside(layout, index) and _is_stamp(layout, index))
        ):
            return [(index, line)]
    return []


def named_beside_city(line: PageLine, lexicon: Lexicon) -> str:
    """The name of «كذا/ بورتسودان», where a city says that the line is a byline; else nothing."""
    pieces = (
        [piece.strip() for piece in _SPLIT.split(line.text.strip(" :"))] if line.words <= NAME_WORDS else []
    )
    cities = [piece for piece in pieces if lexicon.is_city(phrase_key(piece))] if len(pieces) == 2 else []
    if len(cities) != 1:
        return ""
    name = next(piece for piece in pieces if piece not in cities)
    return name if re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", name) else ""


def issue_date(layout: Layout) -> DateLines:
    """The date beside an issue's number in the head or the foot of a printed page, which holds no menu."""
    lines = layout.page.shown
    if any(line.line.rule.startswith(WEB) for line in lines):
        return []
    outside = [*range(min(layout.title, ISSUE_REACH)), *range(layout.last + 1, len(lines))]
    return [
        (index, layout.date_lines[index])
        for index in outside
        if index in layout.date_lines and _ISSUE.search(lines[index].folded)
    ][:1]


def _posted_below(layout: Layout) -> bool:
    """A blog's post is signed below its text with the hour only; its day stands above the headline."""
    lines = layout.page.shown
    return any(
        _POSTED.match(line.folded) is not None
        for line in lines[layout.last + 1 : layout.last + 1 + STAMP_REACH]
    )


def _before_update(layout: Layout, line: DateLine) -> bool:
    """Above the headline another date is labelled as a later change of the page: this one is no clock."""
    own = [item.date.value for item in line.dates if not item.label]
    later = [
        item.date.value
        for index, other in layout.date_lines.items()
        for item in other.dates
        if index < layout.title and item.label == "updated"
    ]
    return any(first and last and first < last for first in own for last in later)


def _over_byline(layout: Layout, index: int) -> bool:
    """Between the date and the headline right below stands who wrote the article."""
    lines = layout.page.shown
    written = index == layout.title - 2 and lines[index + 1].words <= NAME_WORDS
    return written and _WRITTEN.match(lines[index + 1].folded) is not None


def _is_change(layout: Layout, index: int) -> bool:
    """The line tells of nothing but a later change of the page; its first date may stand right above."""
    line = layout.date_lines.get(index)
    return line is not None and all(item.label == "updated" for item in line.dates)


def _is_stamp(layout: Layout, index: int) -> bool:
    """A bare date, the only one above the headline: clocks open the page, or tell more than the day."""
    line, below = layout.date_lines[index], layout.page.shown[layout.title : layout.first]
    others = sum(other < layout.title for other in layout.date_lines)
    if index == 0 or _is_masthead(layout, index - 1) or any(line.hint == "date.relative" for line in below):
        return False
    return others == len(line.dates) == 1 and not (line.timed or line.weekdays or line.rest)


def _is_beside(layout: Layout, index: int) -> bool:
    """Nothing but a lone sign stands between the line and the headline."""
    between = layout.page.shown[index + 1 : layout.title]
    return all(line.line.rule == "structure.wordless" for line in between)


def _is_masthead(layout: Layout, index: int) -> bool:
    """A site's name or the weather stands there, below which a page tells the day of the visit."""
    line, below = layout.page.shown[index], layout.page.shown[index + 1]
    if line.hint.startswith("menu.weather") or line.line.rule.startswith("menu.weather"):
        return True
    named = line.line.rule == "structure.above_title" and line.words <= NAME_WORDS and "|" not in line.text
    posted = below.text.rstrip().endswith("·")
    return named and not (posted or layout.is_section(line.key) or _STATED.match(line.key))


def _is_clock(line: DateLine, beside: bool) -> bool:
    """Both calendars, a city beside the hour, or farther from the headline a weekday or a change of the page.

    A masthead tells the day of the visit so.
    """
    if len({item.date.calendar for item in line.dates}) > 1 or (line.timed and line.rest):
        return True
    changed = all(item.label == "updated" for item in line.dates)
    return not beside and (changed or bool(line.weekdays and not line.timed))


def _borne_out(layout: Layout, line: DateLine) -> bool:
    """The first paragraphs speak of the same day: «اليوم الجمعة», or the date again in a dateline."""
    values = {value for item in line.dates for _, value in item.date.readings}
    for shown in layout.page.shown[layout.first : layout.first + BORNE_OUT]:
        text = flat(shown.text[:400])
        said = {day for *_, day in weekdays_in(text)} if _TODAY.search(text) else set()
        if any(value.weekday() in said for value in values):
            return True
        if any(found.value in values for found in find_dates(shown.text[:120])):
            return True
        named = _day_and_month().search(text[:DATELINE])
        if named and any((named["day"], named["month"]) in _spoken(value) for value in values):
            return True
    return False


def _spoken(value: date) -> set[tuple[str, str]]:
    """The day and month of a date in the words of datelines that leave the year out."""
    months = load_calendars().gregorian
    return {(str(value.day), name) for name, number in months.items() if number == value.month}


@lru_cache(maxsize=1)
def _day_and_month() -> re.Pattern[str]:
    """«كذا في 14 أيلول / وكالة / …»: a day at the head of a text, without its year, and a mark behind it."""
    month = alternation(load_calendars().gregorian)
    return re.compile(rf"^[^\W\d_]+(?: [^\W\d_]+)?,? (?:في )?(?P<day>[1-9]\d?) (?P<month>{month})\s?[/(-]")


def stamp_below(layout: Layout) -> DateLines:
    """The only date below the text, with its time of day, as channels stamp their posts; no box above it.

    In a forum the first one, which is the first post's.
    """
    lines = layout.page.shown
    found = [index for index in sorted(layout.date_lines) if index > layout.last]
    if not found or (len(found) > 1 and member_below(layout) is None) or found[0] - layout.last > STAMP_REACH:
        return []
    between = lines[layout.last + 1 : found[0]]
    boxed = any(_is_box(line) for line in between)
    line = layout.date_lines[found[0]]
    return [(found[0], line)] if line.timed and lines[found[0]].hint == "date.line" and not boxed else []


def _is_box(line: PageLine) -> bool:
    """A heading, a headline or a reader's name («فلان يقول:»): what stamps comments and other articles."""
    if line.line.rule.startswith(("related.", "comments.")) or line.text.endswith(":"):
        return True
    if " " not in line.text.strip():
        return False  # an address
    return line.words > (HEADLINE_WORDS if line.line.rule == "structure.below_text" else STAMP_WORDS)


def in_box(layout: Layout, index: int) -> bool:
    """The line stands right below a heading or a headline of another article."""
    above = layout.page.shown[max(index - 2, 0) : index]
    return any(line.line.rule.startswith(("related.", "comments.", "tags.")) for line in above)
