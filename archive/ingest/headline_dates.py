"""Where lines that may be the headline stand by the article's date and byline, and by a channel's posts."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property

from archive.ingest.headline_shapes import is_byline_like
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine

LINES, REACH = 3, 6
"""So many candidates at most stand above a date as its headline, within so many lines."""
DATED_WORDS = 14
NAME_WORDS = 5
POST_REACH = 24


@dataclass
class Dates:
    """The dates and bylines above the text.

    `named`: indexes of the candidates; `stop`: where the text begins; `dated`: indexes of lines that hold
    a date.
    """

    lines: list[PageLine]
    named: list[int]
    stop: int
    dated: Container[int]
    lexicon: Lexicon

    @cached_property
    def above(self) -> frozenset[int]:
        """Indexes of candidates right above a date or a byline, or with a line or two between."""
        return frozenset[int]().union(*map(self._above, self._found))

    def last(self, is_headline: Callable[[int], bool]) -> int:
        """Index of the last date or byline that has a headline above it; else the number of lines.

        `is_headline`: whether a candidate is made like one, of which the text speaks.
        """
        for date in reversed(self._found):
            if any(map(is_headline, self._above(date))):
                return date
        return len(self.lines)

    def _above(self, date: int) -> list[int]:
        """The last candidates above a date, furniture between them aside."""
        return [index for index in self.named if date - REACH <= index < date][-LINES:]

    @cached_property
    def _found(self) -> list[int]:
        return [
            index
            for index, line in enumerate(self.lines[: self.stop])
            if line.hint == "date.line"
            or (index in self.dated and line.words <= DATED_WORDS)
            or (line.open and not line.hint and is_byline_like(line, self.lexicon))
        ]


def own_post(lines: list[PageLine], stop: int, is_spoken_of: Callable[[int], bool]) -> int:
    """Index of a channel's name right above the last of its posts that begins before line `stop`; else -1.

    The name heads each post, and a count of views parts it from the one above.
    """
    names: dict[str, list[int]] = {}
    for index, line in enumerate(lines[: min(stop, POST_REACH)]):
        if line.open and 0 < line.words <= NAME_WORDS and not line.hint:
            names.setdefault(line.key, []).append(index)
    found = -1
    for places in names.values():
        if len(places) < 2 or places[-1] + 1 >= len(lines):
            continue
        above, last = places[-2:]
        counted = any(line.line.rule == "widget.counter" for line in lines[above:last])
        if counted and is_spoken_of(last + 1):
            found = max(found, last)
    return found
