"""Where on a page a line stands that may be its headline: above menus, in a list of others, below another."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from archive.ingest import structure
from archive.ingest.echoes import echoes, is_quoted
from archive.ingest.headline_dates import Dates, own_post
from archive.ingest.headline_shapes import (
    LETTERHEAD_LINES,
    SKIP,
    heads_statement,
    is_masthead,
    is_shaped,
    is_trail,
    letterheads,
    slogan_of,
)
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.stems import stems

SPOKEN_OF = 0.25
"""So much of a headline comes back in the text at least."""
FEW_STEMS = 3
TOPIC_WORDS = 5
HEADLINE_WORDS = 4
DATED_SHARE = 0.2
"""So much of a headline above a date comes back in the text."""
DECK_REACH = 7
LIST_REACH = 24
MENU = frozenset(("menu.entry", "menu.service", "structure.menu", "comments.form", "menu.weather"))
MENU_LINES = 2
_KICKER = re.compile(
    r"(?:بعد|قبل|وسط|رغم|خلال|بسبب|ضد|عقب|مع|في|علي|من اجل|\w{3,}وا) "
    r"|(?:\S+ ){0,2}(?:منهم|منها|بينهم|بينها) "  # a part of what the headline below counts
)
_LIST = re.compile(
    r"(?:ال)?(?:اخر|احدث|اهم|ابرز|اكثر|اعلي|شريط|عاجل|ترند|تريند|رائج|متداول|شائع|مختارات)(?:\s|$)"
    r"|(?:قد يهمك|قد يعجبك|اخترنا|مقالات (?:ذات|مشابهه|مقترحه|مختاره|حديثه)|مواضيع (?:ذات|مشابهه|مقترحه)"
    r"|اخبار (?:ذات|متعلقه|مقترحه|عاجله)|اقرا|لا تفوت"
    r"|latest|most|trending|breaking|popular|related|recommended)(?:\s|$)"
)
"""A label over headlines of other articles, not the name of a section over this one's."""


@dataclass
class Places:
    """The lines of a page that may be its headline, with what their neighbours say of them.

    `lines`: the page's shown lines; `named`: indexes of the candidates; `stop`: where the text begins;
    `taken_up`: stems of the text's first paragraphs; `dated`: indexes of lines that hold a date; `window`:
    how many lines are looked at for links.
    """

    lines: list[PageLine]
    named: list[int]
    stop: int
    taken_up: frozenset[str]
    lexicon: Lexicon
    dated: Container[int] = ()
    window: int = 0
    _echoes: dict[int, float] = field(default_factory=dict)
    _shares: dict[int, float] = field(default_factory=dict)

    def echo(self, index: int) -> float:
        """What it says for or against a line that the page says it again: see `echoes`."""
        if index not in self._echoes:
            self._echoes[index] = echoes(self.lines, index)
        return self._echoes[index]

    def share(self, index: int) -> float:
        """Which part of a line's words comes back in the text, 0 to 1; of one or two words less than all."""
        if index not in self._shares:
            own = stems([self.lines[index].key])
            self._shares[index] = len(own & self.taken_up) / max(len(own), FEW_STEMS)
        return self._shares[index]

    @cached_property
    def first(self) -> int:
        """Index of the highest line made like a headline: long enough, the text speaks of the same things.

        Failing that, one whose words come back at all, and then any line that is no list of sections.
        """
        plain = [index for index in self.named if self._is_plain(index)]
        best = max(
            (
                self.share(i)
                for i in plain
                if self.lines[i].words >= HEADLINE_WORDS and not self.is_below_date(i)
            ),
            default=0.0,
        )
        enough = max(SPOKEN_OF, 0.5 * best)
        for words, share in ((4, enough), (3, enough), (2, 0.01)):
            for index in plain:
                line = self.lines[index]
                needed = min(share, SPOKEN_OF) if is_shaped(line) else share
                if line.words >= words and self.share(index) >= needed:
                    return index
        return plain[0] if plain else self.named[0]

    def _is_plain(self, index: int) -> bool:
        line = self.lines[index]
        return not (
            is_trail(line)
            or self.is_masthead(index)
            or structure.is_credited(line, self.lexicon)
            or self.is_kicker(index)
            or index in self.listed
            or self.names_site(index)
            or self.above_menu(index)
            or self.is_quoted(index)
            or self.is_earlier_post(index)
            or self.echo(index) < -2.0  # it holds another line, which is the headline
        )

    def is_kicker(self, index: int) -> bool:
        """«بعد …»، «طالبوا بـ…» right above another headline: what, when or why, but no who. Or a topic."""
        line, below = self.lines[index], self._below(index)
        if below is None or not below.open or below.hint or below.words < 4 or below.ends_period:
            return False
        marked = re.search(r"[:،؟!]|\.\.", line.text)
        if line.words <= 3 and below.words >= 5 and stems([line.key]) & stems([below.key]):
            return True
        if line.words <= TOPIC_WORDS and below.words >= line.words + 2 and not marked:
            spoken_of = self.share(index + 1) > max(SPOKEN_OF, self.share(index))
            return spoken_of or self.echo(index + 1) > 0 >= self.echo(index)
        if not _KICKER.match(line.key) or re.search(r"[:،]|\.\.", line.text):
            return False
        return self.share(index + 1) >= max(SPOKEN_OF, self.share(index) - 0.2)

    @cached_property
    def last_skip(self) -> int:
        """Index of the last link that skips the page's head; -1 if there is none."""
        found = (index for index, line in enumerate(self.lines[: self.window]) if SKIP.match(line.key))
        return max(found, default=-1)

    def above_menu(self, index: int) -> bool:
        """Between the line and the text stand two lines of a menu in a row."""
        return index < self._last_menu

    @cached_property
    def _last_menu(self) -> int:
        """Index of the last line of a menu above the text; -1 if there is none."""
        last, run = -1, 0
        for index in range(min(self.stop, len(self.lines))):
            line = self.lines[index]
            run = run + 1 if (line.hint or line.line.rule) in MENU else 0
            if run >= MENU_LINES:
                last = index
        return last

    def names_site(self, index: int) -> bool:
        """A site's name with what it says of itself, or an organisation's above its statement."""
        if slogan_of(self.lines[index]):
            return True
        return any(
            self.lines[index] in letterheads(self.lines, below, self.lexicon)
            for below in self._statements
            if index < below <= index + LETTERHEAD_LINES
        )

    @cached_property
    def _statements(self) -> list[int]:
        """Indexes of lines that begin like a statement below an organisation's name."""
        return [index for index in self.named if heads_statement(self.lines, index, self.lexicon)]

    @cached_property
    def _dates(self) -> Dates:
        return Dates(self.lines, self.named, self.stop, self.dated, self.lexicon)

    @cached_property
    def _last_date(self) -> int:
        return self._dates.last(self._heads_date)

    def is_above_date(self, index: int) -> bool:
        """The line stands right above the article's date or byline, or with a line or two between."""
        return index in self._dates.above

    def is_below_date(self, index: int) -> bool:
        """Below a date with a headline above it, and nothing of the kind follows: a caption, a standfirst."""
        return self._last_date < index

    def _heads_date(self, index: int) -> bool:
        if self.lines[index].words < HEADLINE_WORDS or self.share(index) < DATED_SHARE:
            return False
        return not self.is_masthead(index) and not self.is_earlier_post(index)

    def is_masthead(self, index: int) -> bool:
        """A medium's name, or an organisation's above a headline of which the text speaks as much."""
        line = self.lines[index]
        if is_masthead(line, self.lexicon):
            return True
        if line.words > TOPIC_WORDS or not self.lexicon.names_organisation(line.key):
            return False
        share = min(self.share(index), 0.75) - 0.5
        return any(
            below > index and self.lines[below].words > TOPIC_WORDS and self.share(below) >= share
            for below in self.named
        )

    def is_quoted(self, index: int) -> bool:
        """A paragraph of the text says the same again: a standfirst or a quotation set apart."""
        return is_quoted(self.lines, index, self.stop)

    def is_deck(self, index: int) -> bool:
        """A standfirst: right below a headline, or below the headline's date and names."""
        above = self.first
        if not above < index <= above + DECK_REACH or self.lines[above].words < HEADLINE_WORDS:
            return False
        if self.is_above_date(index) and not self.is_above_date(above):
            return False
        if self.share(above) < max(SPOKEN_OF, self.share(index) - 0.6) or self.echo(index) > 0:
            return False
        between = self.lines[above + 1 : index]
        return not any(line.open and not line.hint and line.words >= HEADLINE_WORDS + 2 for line in between)

    @cached_property
    def listed(self) -> frozenset[int]:
        """Indexes of headlines of other articles: below «الأكثر قراءة» and above the article's own.

        So is a row of headlines that stands again, in the same order, at the foot of the page.
        """
        found = self._standing_twice()
        for index, line in enumerate(self.lines[: self.stop]):
            if line.line.rule == "related.heading" and _LIST.match(line.key):
                found.update(self._others(index + 1))
        return frozenset(found)

    def is_earlier_post(self, index: int) -> bool:
        """A message above the article's own in a channel: the channel's name heads both, counts part them."""
        return index + 1 < self._own_post

    @cached_property
    def _own_post(self) -> int:
        return own_post(self.lines, self.stop, lambda index: self.share(index) >= SPOKEN_OF)

    def _standing_twice(self) -> set[int]:
        """Indexes of two or more headlines in a row that follow each other below the text as well."""
        foot = {above.key: below.key for above, below in pairwise(self.lines[self.stop :])}
        pairs = [
            index
            for index in range(min(self.stop, len(self.lines)) - 1)
            if self.lines[index].words >= HEADLINE_WORDS
            and foot.get(self.lines[index].key) == self.lines[index + 1].key
        ]
        return {*pairs, *(index + 1 for index in pairs)}

    def _others(self, start: int) -> list[int]:
        """The headlines of a list but its last, if that one is the article's own by what it speaks of."""
        run = []
        for index in range(start, min(start + LIST_REACH, self.stop)):
            line = self.lines[index]
            if line.hint.startswith(("date", "menu.time")):
                continue
            if not line.open or line.words < 3 or line.hint:
                break
            run.append(index)
        if len(run) < 2:
            return []
        own = max(run, key=lambda index: (self._weight(index), -index))
        return run[: run.index(own)]

    def _weight(self, index: int) -> float:
        below = self._below(index)
        dated = below is not None and (below.hint.startswith("date") or not below.open)
        return self.share(index) * min(1.0, self.lines[index].words / 6) + 0.3 * dated

    def _below(self, index: int) -> PageLine | None:
        return self.lines[index + 1] if index + 1 < len(self.lines) else None
