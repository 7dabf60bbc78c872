"""A headline out of a line that holds more than it: articles saved as one line, pages without a headline.

Tried in turn: what stands before a wide gap or a bar; what stands before a date; the first sentence;
failing these the first words, which then stay in the text as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.ingest.dates import DateFound, find_dates

HEADLINE_WORDS = range(3, 26)
LEAD_CHARACTERS = 300
"""A headline stands within so many characters."""
FIRST_WORDS = 12
_GAP = re.compile(r"\s{2,}|\s*[|\t]\s*|\s+(?:--|\*{3,}|_{3,})\s+")
_STOP = re.compile(r"(?:[.؟?!]|\.{2,}|…)[\"”»)\]]*\s+")
_COMMA = re.compile(r"[،؛:]\s")
_BEFORE_DATE = re.compile(
    r"(?:^|\s)(?:في|منذ|حتى|يوم|بتاريخ|قبل|بعد|من|إلى|الى|ليوم|مساء|صباح|فجر|بين|عام|خلال)\s*$"
)
_TIME = re.compile(
    r"^[\s,،|–—-]*(?:الساعة\s*)?(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:[صم]|AM|PM|am|pm)?\b)?[\s,،|–—-]*"
)
_WEEKDAY = re.compile(
    r"[\s,،|–—-]*(?:يوم\s+)?(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)?[\s,،|–—-]*$"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """`headline`, where the text begins in the line (`cut`, characters), and the date that parted them.

    `end`: where the text ends, if the frame of the page follows on the same line. `site`, `author`: the
    names before its menu and behind a label of a byline, or nothing.
    """

    headline: str
    cut: int
    dated: DateFound | None = None
    end: int | None = None
    site: str = ""
    author: str = ""


def open_line(text: str) -> Opening | None:
    """The headline in a (tidied) line that goes on with the text; None for a line too short to hold both."""
    if text.count(" ") < FIRST_WORDS:
        return None
    return _before_gap(text) or before_date(text) or _first_sentence(text) or _first_words(text)


def _before_gap(text: str) -> Opening | None:
    found = _GAP.search(text, 0, LEAD_CHARACTERS)
    if found and is_headline(text[: found.start()]):
        return Opening(text[: found.start()].strip(), found.end())
    return None


def before_date(text: str) -> Opening | None:
    """What stands before the first date, if it makes a headline that does not run into the date."""
    for found in find_dates(text[:LEAD_CHARACTERS])[:1]:
        before = _WEEKDAY.sub("", text[: found.start])
        if found.precision == "day" and is_headline(before) and not _BEFORE_DATE.search(text[: found.start]):
            time = _TIME.match(text[found.end :])
            return Opening(before.strip(), found.end + (time.end() if time else 0), found)
    return None


def _first_sentence(text: str) -> Opening | None:
    for found in _STOP.finditer(text, 0, LEAD_CHARACTERS):
        if is_headline(text[: found.start()]):
            return Opening(text[: found.end()].strip().rstrip("."), found.end())
    return None


def _first_words(text: str) -> Opening:
    """The words before the first comma if they make a headline, else the first dozen; the text keeps them."""
    for found in _COMMA.finditer(text, 0, LEAD_CHARACTERS):
        if is_headline(text[: found.start()]) and text[: found.start()].count(" ") >= 4:
            return Opening(text[: found.start()].strip(), 0)
    return Opening(" ".join(text[: LEAD_CHARACTERS * 2].split()[:FIRST_WORDS])[:LEAD_CHARACTERS], 0)


def is_headline(text: str) -> bool:
    """As many words as headlines have."""
    return text.count(" ") + 1 in HEADLINE_WORDS
