"""Keyword in context: each place of a text where a word stands, with what comes before and after. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.normalize import normalize

WIDTH = 45
"""Characters of context on each side, at most; cut between words."""
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
_SEEN = 4
"""Stretch of text looked through for one side, as a multiple of WIDTH: blanks are joined first."""


class Place(Protocol):
    """A mark as `search.highlight.Marker.spans` gives it: code points of the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a concordance. `before` and `after` on one line, `word` as written.

    `paragraph`: the paragraph it stands in, from 1; 0 for a title.
    """

    before: str
    word: str
    after: str
    paragraph: int


def lines_of(text: str, places: Iterable[Place], *, title: bool = False) -> list[Line]:
    """A line for each place, in the order given. `places` ascend and lie inside the text."""
    lines, counted, paragraph = [], 0, 1
    for place in places:
        newline = text.rfind("\n", 0, place.start) + 1
        paragraph += sum(1 for line in text[counted:newline].split("\n") if line.strip())
        counted = max(counted, newline)
        word = _SPACES.sub(" ", text[place.start : place.end])
        number = 0 if title else paragraph
        lines.append(Line(before(text, place.start), word, after(text, place.end), number))
    return lines


def before(text: str, end: int, width: int = WIDTH) -> str:
    """What stands before `end`: whole words, the nearest ones, at most `width` characters."""
    start = max(0, end - _SEEN * width)
    words = text[start:end].split()
    if words and start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        del words[0]  # its beginning lies outside
    kept = _nearest(reversed(words), width)[::-1]
    return " ".join(kept) + (" " if kept and text[end - 1].isspace() else "")


def after(text: str, start: int, width: int = WIDTH) -> str:
    """What stands after `start`: whole words, the nearest ones, at most `width` characters."""
    end = min(len(text), start + _SEEN * width)
    words = text[start:end].split()
    if words and end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        del words[-1]  # its end lies outside
    kept = _nearest(words, width)
    return (" " if kept and text[start].isspace() else "") + " ".join(kept)


def _nearest(words: Iterable[str], width: int) -> list[str]:
    """The first words that fit into `width` characters with a blank between them."""
    kept: list[str] = []
    room = width + 1
    for word in words:
        room -= len(word) + 1
        if room < 0:
            break
        kept.append(word)
    return kept


def order_after(line: Line) -> tuple[Sequence[str], str]:
    """Sorts lines by the words that follow, spelling marks aside, then by the word itself."""
    return _words(line.after), normalize(line.word)


def order_before(line: Line) -> tuple[Sequence[str], str]:
    """Sorts lines by the words in front, the nearest first, then by the word itself."""
    return _words(line.before)[::-1], normalize(line.word)


def _words(text: str) -> list[str]:
    return _WORDS.findall(normalize(text))
