"""Which line is the headline: it stands high, the page repeats it, the text takes up its words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

STRONG_WORDS = 20
STATEMENT_WORDS = 10
"""A line this long that ends with a full stop is a sentence: headlines do without one."""
LONGEST_SENTENCE = 20
"""Where a page begins with a sentence it is the headline only if it is this short."""
LONGEST_TITLE = 40
TAKEN_UP = 4.0
"""What it counts that all words of a line come back in the text."""
DEPTH = 0.15
"""What it costs that another line, which may be the headline as well, stands higher."""
DATED = 3.0
"""What it costs a line that it holds a date or a time of day: headlines name years at most."""
DATE_REACH = 5
TRAIL_WORDS = 4
LABELLED_WORDS = 8
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_LABELLED = re.compile(
    r"^(?:كتبت?|بقلم|اعداد|تقرير|تحرير|ترجمه|تصوير|مراسل\w*|بواسطه|نص|كتابه|المصدر"
    r"|by|from|to|cc|reply-to|date) ?[:/|–-]|@\w"
)
PERSON_WORDS = 4
MASTHEAD_WORDS = 10
SUBJECT = re.compile(r"(?:subject|الموضوع)\s?:\s?", re.IGNORECASE)
"""The label of a letter's headline."""
_PATH = re.compile(r"\s[-–—|>»›/]+\s")
_TRAIL = re.compile(r", |\s/\s")
STEMMED = 20_000
"""Characters of one line whose words are compared."""
WINDOW = 60
"""How many lines of a page are looked at for its headline."""


def strong_prose(line: PageLine) -> bool:
    """A line that can only be a paragraph."""
    if line.ends_period:
        return line.words >= STATEMENT_WORDS
    return line.words >= 30 or (line.words >= STRONG_WORDS and line.ends_sentence)


def first_paragraph(lines: list[PageLine]) -> int:
    """Index of the first line that can only be a paragraph and is still open; else the number of lines."""
    for index, line in enumerate(lines):
        if line.open and strong_prose(line) and not line.hint:
            return index
    return len(lines)


def find_title(lines: list[PageLine], lexicon: Lexicon, dated: Container[int] = ()) -> int | None:
    """Index of the headline among the page's shown lines; None where nothing can be one.

    `dated`: indexes of lines that hold a date.
    """
    stop = first_paragraph(lines)
    candidates = [
        index
        for index, line in enumerate(lines[: min(stop, WINDOW)])
        if line.open and line.words <= LONGEST_TITLE
    ]
    named = [index for index in candidates if _may_be_title(lines[index], lexicon)]
    if named:
        taken_up = stems(lines[index].key for index in range(stop, min(stop + 6, len(lines))))
        if not taken_up:
            taken_up = stems(line.key for line in lines if line.prose)
        plain = (i for i in named if not _is_trail(lines[i]) and not _is_masthead(lines[i], lexicon))
        first = next(plain, named[0])
        scores = [
            (
                _score(lines, index, first, taken_up, lexicon)
                - DEPTH * depth
                - (DATED if index in dated or _CLOCK.search(lines[index].folded) else 0.0),
                -index,
            )
            for depth, index in enumerate(named)
        ]
        return -max(scores)[1]
    if candidates:
        return candidates[0]
    return stop if stop + 1 < len(lines) and lines[stop].words <= LONGEST_SENTENCE else None


def _score(
    lines: list[PageLine], index: int, first: int, taken_up: frozenset[str], lexicon: Lexicon
) -> float:
    line = lines[index]
    words = line.words
    score = 2.0 if words >= 4 else (0.5 if words >= 2 else -3.0)
    medium = _is_masthead(line, lexicon)
    if words <= PERSON_WORDS and lexicon.is_person(line.key):
        dated = index + 1 < len(lines) and lines[index + 1].hint.startswith("date")
        score -= 3.0 if dated else 1.0  # whose post it is
    if SUBJECT.match(line.text):
        score += 4.0
    if medium:
        score -= 2.0
    elif index == first:
        score += 2.0
    if index == 0 and index == first and words >= 2 and not medium:
        score += 1.0
    if words <= 3 and index + 1 < len(lines) and lines[index + 1].line.kind == "removed":
        score -= 2.0  # a site's name above its menus
    if any(below.hint.startswith("date") for below in lines[index + 1 : index + 1 + DATE_REACH]):
        score += 1.0
    own = stems([line.key])
    if own:
        score += TAKEN_UP * len(own & taken_up) / len(own) * min(1.0, words / 6)
    return score + _looks(line) + _echoes(lines, index)


def _is_masthead(line: PageLine, lexicon: Lexicon) -> bool:
    """A medium's name, alone or with the slogan behind it."""
    if line.words <= 5 and lexicon.is_medium(line.key):
        return True
    name, mark, _ = line.text.partition("..")
    return bool(mark) and line.words <= MASTHEAD_WORDS and lexicon.is_medium(phrase_key(name))


def _is_trail(line: PageLine) -> bool:
    """Short names between commas or slashes: the page's sections or topics."""
    pieces = [piece.split() for piece in _TRAIL.split(line.text) if piece.strip()]
    return len(pieces) > 1 and max(map(len, pieces)) <= TRAIL_WORDS


def _looks(line: PageLine) -> float:
    """A headline is no list item, and does not end like a sentence, a label or a credit."""
    score = -2.0 if line.bullet or _is_trail(line) else 0.0
    if line.text.endswith((".", "،", ":")) and not line.text.endswith(".."):
        score -= 1.5
    if line.text.endswith(")"):
        score -= 0.5
    return score


def _echoes(lines: list[PageLine], index: int) -> float:
    """A page repeats its headline, alone or in its path; of two such lines the shorter is the headline."""
    line, score = lines[index], 0.0
    for other in lines[: max(index + 4, 12)]:
        if other is line or other.words < 2 or line.words < 2:
            continue
        extra = other.words - line.words
        if 0 <= extra <= 10 and f" {line.key} " in f" {other.key} ":
            path = other.line.rule == "menu.breadcrumb"
            score = max(score, 2.5) if line.words >= 4 or path else min(score, -2.0)
        elif -8 <= extra < 0 and other.words >= 4 and f" {other.key} " in f" {line.key} ":
            return -2.5
        elif _cut_short(other, line):
            score = max(score, 2.5)
        elif _cut_short(line, other):
            return -2.5
    return score


def _cut_short(path: PageLine, line: PageLine) -> bool:
    """Of the pieces of a path or a window's title, the last is the beginning of this line."""
    pieces = _PATH.split(path.text)
    if len(pieces) == 1:
        return False
    last = phrase_key(pieces[-1].rstrip(".… "))
    return last.count(" ") >= 3 and line.key.startswith(last)


def _may_be_title(line: PageLine, lexicon: Lexicon) -> bool:
    return not line.hint and not line.elsewhere and not _byline_like(line, lexicon)


def _byline_like(line: PageLine, lexicon: Lexicon) -> bool:
    if line.words <= LABELLED_WORDS and _LABELLED.search(line.folded):
        return True
    return line.words <= 4 and (
        lexicon.is_place(line.key) or lexicon.is_agency(line.key) or lexicon.is_desk(line.key)
    )


def stems(keys: Iterable[str]) -> frozenset[str]:
    """The middle of each longer word: enough to see that two texts speak of the same things."""
    found = {_stem(word) for text in keys for word in text[:STEMMED].split(" ")}
    found.discard("")
    return frozenset(found)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Four letters of the word behind its particle and article; nothing where it is shorter."""
    for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    return word[:4] if len(word) >= 4 else ""
