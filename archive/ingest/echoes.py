"""Where a page says its headline again: in its path, its window's title, a caption, a line about comments.

What a paragraph says again is no headline but a standfirst or a quotation set apart.
"""

from __future__ import annotations

import re

from archive.ingest.headline_shapes import strong_prose
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

QUOTED_WORDS = 5
DOUBLED = 6
"""So near, a line that stands twice is no more a headline than a caption: templates double both."""
LONGEST_ECHO = 40
"""Words: a longer line is a paragraph, whatever ends it."""
_PATH = re.compile(r"\s[-–—|>»›/]+\s")


def echoes(lines: list[PageLine], index: int) -> float:
    """A page repeats its headline, alone or in its path; of two such lines the shorter is the headline."""
    line, score = lines[index], 0.0
    for place, other in enumerate(lines[: max(index + 4, 12)]):
        if other is line or other.words < 2 or line.words < 2 or _is_paragraph(other):
            continue
        extra = other.words - line.words
        if (other.key == line.key and abs(place - index) <= DOUBLED) or _credits(other, extra):
            continue
        if _is_cut(line, other):
            return -2.5
        if _is_cut(other, line):
            score = max(score, 2.5)
        elif 0 <= extra <= 10 and f" {line.key} " in f" {other.key} ":
            path = other.line.rule == "menu.breadcrumb"
            score = max(score, 2.5) if line.words >= 4 or path else min(score, -2.0)
        elif -8 <= extra < 0 and other.words >= 4 and f" {other.key} " in f" {line.key} ":
            return -2.5
        elif _cut_short(other, line):
            score = max(score, 2.5)
        elif _cut_short(line, other):
            return -2.5
    if line.words >= 3 and any(_names(other, line) for other in lines[index + 4 :]):
        return max(score, 2.5)
    return score


def is_quoted(lines: list[PageLine], index: int, start: int) -> bool:
    """The line stands, word by word, in a longer line of the text, which begins at index `start`."""
    line = lines[index]
    return line.words >= QUOTED_WORDS and any(
        other.words >= line.words + QUOTED_WORDS and f" {line.key} " in f" {other.key} "
        for other in lines[max(start, index + 1) :]
        if _is_paragraph(other)
    )


def _credits(other: PageLine, extra: int) -> bool:
    """A picture's description again, with its credit behind it."""
    return extra > 0 and other.line.rule.startswith("picture.")


def _is_paragraph(line: PageLine) -> bool:
    return line.words > LONGEST_ECHO or (line.open and strong_prose(line))


def _names(other: PageLine, line: PageLine) -> bool:
    """A line below the text speaks of the headline: «3 تعليقات على “…”»، «… - كذا»."""
    extra = other.words - line.words
    return 0 < extra <= 8 and not other.ends_period and f" {line.key} " in f" {other.key} "


def _is_cut(short: PageLine, long: PageLine) -> bool:
    """A line that is the beginning of another one, with no mark behind it as before a site's name."""
    if short.words < 4 or short.text == long.text or not long.text.startswith(short.text.rstrip("….")):
        return False
    return re.match(r"\s+[^\W_]", long.text[len(short.text.rstrip("….")) :]) is not None


def _cut_short(path: PageLine, line: PageLine) -> bool:
    """Of the pieces of a path or a window's title, the last is the beginning of this line."""
    pieces = _PATH.split(path.text)
    if len(pieces) == 1:
        return False
    last = phrase_key(pieces[-1].rstrip(".… "))
    return last.count(" ") >= 3 and line.key.startswith(last)
