"""A whole page on one line: the site's name and its menu, the headline, bylines and buttons, text, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.ingest.calendars import flat
from archive.ingest.dates import DateFound, find_dates
from archive.ingest.furniture import Furniture
from archive.ingest.normalise import phrase_key
from archive.ingest.opening import LEAD_CHARACTERS, Opening, is_headline, open_line

LONGEST_PHRASE = 5
MENU_WORDS = 3
BUTTON_WORDS = 2
TRAIL_WORDS = 60
SITE_WORDS = 4
HOME = frozenset(("الرئيسيه", "الصفحه الرئيسيه", "home"))
SHARE = "share.strip"
META_CHARACTERS = 160
"""Between headline and text bylines, dates and buttons take up no more than this."""
_MARK = re.compile(r"[\s|:»>/–—-]+")
_LABEL = re.compile(
    r"\s(?=(?:كتبت?\s?[:/]|بقلم\s?[:/]?\s|بواسطه\s?:?\s|اعداد\s?[:/]|تحرير\s?[:/]|تقرير\s?[:/]|المصدر\s?:"
    r"|ن\u064f?شرت?\s?(?:[:/]|في\s?:|بتاريخ)|تاريخ\s(?:النشر|الاضافه)|تم\sالنشر|اخر\sتحديث|الكاتبه?\s?:))"
)
_AUTHOR = re.compile(
    r"(?:كتبت?\s?[:/]|بقلم\s?[:/]?|بواسطه\s?:?|اعداد\s?[:/]|تقرير\s?[:/]|الكاتبه?\s?:)\s*"
    r"(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){1,3}?)(?=\s*(?:[-–—|,،/]|\d|ال\w+\s\d))"
)
_PUBLISHED = re.compile(
    r"(?:ن\u064f?شرت?(?:\s(?:في|بتاريخ))?|تاريخ\s(?:النشر|الاضافه)|تم\sالنشر(?:\sفي)?|اخر\sتحديث)\s?[:/]?\s*"
)
_DAY = r"(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)"
_TIME = re.compile(
    r"[\s,،|–—-]*(?:الساعه\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:[صم](?!\w)|صباحا|مساء|am|pm))?", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?:يوم\s)?(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)[\s,،]+(?=\d)")
_BUTTON = re.compile(
    r"[\s|,،–—-]+|(?:[aأا]\s?[+-]\s?){1,3}(?=\s)|(?:مشاركه|شارك|طباعه|حفظ|استمع|حجم الخط)(?=\s)", re.I
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where headline and text begin on the line (characters), and what stands around them."""

    headline: str
    cut: int
    author: str
    dated: DateFound | None


def open_page(text: str, furniture: Furniture) -> Opening | None:
    """The headline in a (tidied) line and where its text begins and ends, the page's frame left out.

    None for a line too short to hold headline and text. Offsets count characters of `text`.
    """
    site, menu = _head(text, furniture)
    found = _framed(text, menu, furniture)
    if found is not None:
        return Opening(found.headline, found.cut, found.dated, _end(text, furniture), site, found.author)
    opening = open_line(text[menu:])
    if opening is None:
        return None
    cut = opening.cut + menu if opening.cut or not menu else 0
    if opening.cut:
        cut += _length(text[cut:], lambda key: furniture.covers(SHARE, key), BUTTON_WORDS)
    elif menu:
        cut = menu
    dated = opening.dated
    if dated is not None:
        dated = replace(dated, start=dated.start + menu, end=dated.end + menu)
    return Opening(opening.headline, cut, dated, _end(text, furniture), site)


def _head(text: str, furniture: Furniture) -> tuple[str, int]:
    """The site's name before the menu, and where the menu ends; a name only stands before «الرئيسية»."""
    words = text[:LEAD_CHARACTERS].split(" ")
    for size in range(min(SITE_WORDS + 2, len(words))):
        if phrase_key(words[size]) in HOME and not (size and words[size - 1].startswith("الصفح")):
            name = " ".join(words[:size])
            start = len(name) + 1 if name else 0
            menu = _menu(text[start:], furniture.is_section)
            if menu:
                return _MARK.sub(" ", name).strip() if name else "", start + menu
    return "", _length(text, furniture.is_section, MENU_WORDS)


def _menu(text: str, is_section: Callable[[str], bool]) -> int:
    """How many characters at the beginning of `text` are a menu: sections, one or two others among them."""
    words = text.split(" ")
    position = last = 0
    while position < len(words) and position - last <= 1:
        length = next(
            (
                size
                for size in range(min(LONGEST_PHRASE, len(words) - position), 0, -1)
                if phrase_key(" ".join(words[position : position + size]))
                and is_section(phrase_key(" ".join(words[position : position + size])))
            ),
            0,
        )
        position += length or 1
        last = position if length else last
    return len(" ".join(words[:last])) + 1 if last else 0


def _framed(text: str, start: int, furniture: Furniture) -> _Frame | None:
    """The headline up to the first label of a byline, and the text behind bylines, date and buttons."""
    label = _LABEL.search(flat(text), start, start + LEAD_CHARACTERS)
    if label is None or not is_headline(text[start : label.start()].strip()):
        return None
    position, author, dated = label.end(), "", None
    limit = position + META_CHARACTERS
    while position < limit:
        named, dates = _AUTHOR.match(flat(text), position), find_dates(text[position : position + 40])
        if named:
            author = author or text[named.start("name") : named.end("name")]
            step = named.end() - position
        elif dates and dates[0].start == 0:
            found = replace(dates[0], start=position, end=position + dates[0].end)
            dated, step = dated or found, dates[0].end
        else:
            step = _button(text, position, furniture)
        if not step:
            break
        position += step
    return _Frame(text[start : label.start()].strip(), position, author, dated)


def _button(text: str, position: int, furniture: Furniture) -> int:
    """How many characters of labels, times and buttons stand at a position."""
    for pattern in (_PUBLISHED, _TIME, _WEEKDAY, _BUTTON):
        found = pattern.match(flat(text), position)
        if found:
            return found.end() - position
    return _length(text[position:], lambda key: furniture.covers(SHARE, key), BUTTON_WORDS)


def _length(text: str, known: Callable[[str], bool], least: int) -> int:
    """How many characters at the beginning of `text` are `known` phrases, of `least` words at least."""
    words = text.split(" ")
    position = taken = count = 0
    while position < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
            phrase = " ".join(words[position : position + length])
            if phrase_key(phrase) and known(phrase_key(phrase)):
                position += length
                taken += len(phrase) + 1
                count += length
                break
        else:
            break
    return min(taken, len(text)) if count >= least else 0


def _end(text: str, furniture: Furniture) -> int | None:
    """Where the last sentence ends, if the page's frame follows: phrases of it alone, or a label first."""
    last = max(text.rfind(mark) for mark in (". ", ".» ", '." ', "؟ ", "! "))
    trail = text[last + 1 :].lstrip('»" ')
    if last < 0 or not trail or trail.count(" ") >= TRAIL_WORDS:
        return None
    taken = _length(trail, lambda key: key in furniture.exact or furniture.is_section(key), 1)
    if taken >= len(trail) or _labelled(trail, furniture):
        return len(text) - len(trail)
    return None


def _labelled(trail: str, furniture: Furniture) -> bool:
    """The words behind the last sentence begin with a label of related headlines, tags or rights."""
    words = phrase_key(trail).split(" ")
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        rule = furniture.exact.get(" ".join(words[:length]))
        if rule is not None and rule.swallows:
            return True
    return trail.startswith("©") or furniture.begins_with(words)
