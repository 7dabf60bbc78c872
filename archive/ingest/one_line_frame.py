"""What stands between headline and text where a page is one line: bylines, dates, buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archive.ingest.calendars import flat
from archive.ingest.dates import DateFound, find_dates
from archive.ingest.furniture import Furniture
from archive.ingest.lexicon import Lexicon
from archive.ingest.normalise import phrase_key
from archive.ingest.opening import LEAD_CHARACTERS, before_date, is_headline

LONGEST_PHRASE = 5
BUTTON_WORDS = 2
SHARE = "share.strip"
META_CHARACTERS = 160
"""Between headline and text bylines, dates and buttons take up no more than this."""
REPEATED_WORDS = range(5, 26)
BEFORE_WORDS, BETWEEN_WORDS = 7, 14
"""So many words of the site's name and of a path may stand before and between the two."""
REPEAT_WINDOW = 90
"""Words: within so many of them a page on one line says its headline again."""
_MARKED = re.compile(r"[|:»>/–—-]\s*$")
_LABEL = re.compile(
    r"\s(?=(?:كتبت?\s?[:/]|بقلم\s?[:/]?\s|بواسطه\s?:?\s|اعداد\s?[:/]|تحرير\s?[:/]|تقرير\s?[:/]|المصدر\s?:"
    r"|ن\u064f?شرت?\s?(?:[:/]|في\s?:?\s?\d|بتاريخ|(?:منذ|قبل)\s\d)|(?:مده|وقت|زمن)\sالقراءه|تاريخ\s(?:النشر|الاضافه)|تم\sالنشر|اخر\sتحديث|الكاتبه?\s?:"
    r"|منذ\s(?:\d+\s)?(?:ثوان|دقيق|دقائق|ساع|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|سن|عام)))"
)
_DATELINE = re.compile(
    r"(?<=\s)(?P<place>[^\W\d_]+(?:\s[^\W\d_]+){0,2}?)\s?(?:[-–—:]\s?(?=\S)|[(/،,]\s?[^()/،,]{2,40}[)/:–—-])"
)
_NAME = r"(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){1,3}?)(?=\s*(?:[-–—|,،/]|\d|\w+\s\d))"
_AUTHOR = re.compile(
    r"(?:كتبت?\s?[:/]?|بقلم\s?[:/]?|بواسطه\s?:?|اعداد\s?[:/]|تقرير\s?[:/]|الكاتبه?\s?:)\s*" + _NAME
)
_NAMED = re.compile(_NAME)
_WRITTEN = re.compile(r"\sكتبت?\s(?P<name>[^\W\d_]+\s[^\W\d_]+)(?=\s)")
_PUBLISHED = re.compile(
    r"(?:ن\u064f?شرت?(?:\s(?:في|بتاريخ))?|تاريخ\s(?:النشر|الاضافه)|تم\sالنشر(?:\sفي)?|اخر\sتحديث)\s?[:/]?\s*"
)
_TIME = re.compile(r"[\s,،|–—-]*(?:الساعه\s)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:[صم](?!\w)|صباحا|مساء|am|pm))?")
_WEEKDAY = re.compile(r"(?:يوم\s)?(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)[\s,،]+(?=\d)")
_AGO = re.compile(
    r"(?:منذ|قبل)\s(?:\d+\s)?(?:ثوان\w*|دقيق\w+|دقائق|ساع\w+|يوم\w*|ايام|اسبوع\w*|اسابيع|شهر\w*|اشهر|سن\w+|عام\w*)"
)
_COUNT = re.compile(
    r"\d[\d,.]*\s(?:مشاهد\w+|زيار\w+|قراء\w+|دقائق|دقيقه|تعليق\w*|views|min)(?:\sقراءه)?"
    r"|(?:مده|وقت|زمن)\sالقراءه\s?:?\s?(?:\d+\s)?(?:دقيق\w+|دقائق)(?:\sواحده)?"
)
_BUTTON = re.compile(
    r"[\s|,،–—•:/>-]+|(?:[aا]\s?[+-]\s?){1,3}(?=\s)|(?:مشاركه|شارك|طباعه|حفظ|استمع|حجم الخط)(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where headline and text begin on the line (characters), and what stands between them."""

    headline: str
    cut: int
    author: str
    dated: DateFound | None


def repeated(text: str, start: int, furniture: Furniture, lexicon: Lexicon) -> Frame | None:
    """The longest phrase that stands twice among the first words: the headline, in the window's title too."""
    words = [(phrase_key(found.group()), found.start(), found.end()) for found in _words(text, start)]
    keys = [key for key, _, _ in words]
    best: tuple[int, int, int] | None = None
    for first in range(min(len(keys), BEFORE_WORDS)):
        if first and not _MARKED.search(text[start : words[first][1]]):
            continue
        for second in range(first + REPEATED_WORDS[0], len(keys)):
            length = 0
            while (
                first + length < second
                and second + length < len(keys)
                and keys[first + length] == keys[second + length]
            ):
                length += 1
            near = second - first - length <= BETWEEN_WORDS
            if length in REPEATED_WORDS and near and (best is None or length > best[0]):
                best = (length, first, second)
    if best is None or len(set(keys[best[1] : best[1] + best[0]])) < REPEATED_WORDS[0]:
        return None
    length, first, second = best
    if text[words[first][1] : words[first + length - 1][2]].endswith((".", "،")):
        return None
    headline = text[words[first][1] : words[first + length - 1][2]].strip(" -–—|:»>/")
    frame = _behind(text, headline, words[second + length - 1][2], furniture, lexicon)
    begin, end = words[first + length - 1][2], words[second][1]
    dates = [date for date in find_dates(text[begin:end]) if date.precision == "day"]
    if frame.dated is None and len(dates) == 1:
        date = replace(dates[0], start=begin + dates[0].start, end=begin + dates[0].end)
        return replace(frame, dated=date)
    return frame


def bounded(text: str, start: int, furniture: Furniture, lexicon: Lexicon) -> Frame | None:
    """The headline up to the first byline, date, dateline or row of buttons behind it."""
    ends = sorted(
        end for end in _ends(text, start, furniture, lexicon) if is_headline(text[start:end].strip())
    )
    return _behind(text, text[start : ends[0]].strip(), ends[0], furniture, lexicon) if ends else None


def _words(text: str, start: int) -> Iterator[re.Match[str]]:
    for count, found in enumerate(re.finditer(r"\S+", text[: start + LEAD_CHARACTERS * 3])):
        if count >= REPEAT_WINDOW:
            return
        if found.start() >= start and phrase_key(found.group()):
            yield found


def _ends(text: str, start: int, furniture: Furniture, lexicon: Lexicon) -> Iterator[int]:
    """Where the headline may end, in any order."""
    folded, limit = flat(text), start + LEAD_CHARACTERS
    label = _LABEL.search(folded, start, limit)
    if label:
        yield label.start()
    written = _WRITTEN.search(folded, start, limit)
    if written and lexicon.is_person(phrase_key(written["name"])):
        yield written.start()
    dated = before_date(text[start:])
    if dated is not None:
        yield start + len(text[start:]) - len(text[start:].lstrip()) + len(dated.headline)
    for found in _DATELINE.finditer(folded, start, limit):
        words = found["place"].split(" ")
        for size in range(len(words), 0, -1):
            if lexicon.is_city(phrase_key(" ".join(words[-size:]))):
                yield found.end("place") - len(" ".join(words[-size:]))
                break
    for space in re.finditer(r"\s(?=شارك|مشاركه|فيسبوك|facebook)", folded[:limit]):
        if space.start() > start and length_of(
            text[space.end() :], lambda key: furniture.covers(SHARE, key), BUTTON_WORDS
        ):
            yield space.start()
            break


def _behind(text: str, headline: str, position: int, furniture: Furniture, lexicon: Lexicon) -> Frame:
    """The text behind bylines, dates and buttons that follow the headline at `position`."""
    folded, author, dated = flat(text), "", None
    limit = position + META_CHARACTERS
    while position < limit:
        named, dates = _AUTHOR.match(folded, position), find_dates(text[position : position + 40])
        bare = _NAMED.match(folded, position)
        if bare and not (lexicon.is_person(phrase_key(bare["name"])) and _ends_name(text, bare.end())):
            bare = None
        written = _WRITTEN.match(folded, position - 1) if position else None
        name = named or bare or written
        if name and (named or lexicon.is_person(phrase_key(name["name"]))):
            author = author or text[name.start("name") : name.end("name")]
            step = name.end() - position
        elif dates and dates[0].start == 0:
            found = replace(dates[0], start=position, end=position + dates[0].end)
            dated, step = dated or found, dates[0].end
        else:
            step = _button(text, folded, position, furniture)
        if not step:
            break
        position += step
    return Frame(headline, position, author, dated)


def _ends_name(text: str, end: int) -> bool:
    """A date stands right behind the name."""
    found = find_dates(text[end : end + 40])
    return bool(found) and not re.sub(r"[\s|,،–—-]|ال\w+", "", text[end : end + found[0].start])


def _button(text: str, folded: str, position: int, furniture: Furniture) -> int:
    """How many characters of labels, times, counters and buttons stand at a position."""
    for pattern in (_PUBLISHED, _TIME, _WEEKDAY, _AGO, _COUNT, _BUTTON):
        found = pattern.match(folded, position)
        if found:
            return found.end() - position
    return length_of(text[position:], lambda key: furniture.covers(SHARE, key), BUTTON_WORDS)


def length_of(text: str, known: Callable[[str], bool], least: int) -> int:
    """How many characters at the beginning of `text` are `known` phrases, of `least` words at least."""
    words = text.split(" ", META_CHARACTERS)
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
