"""Figures that texts claim: signatures, dismissals, arrests, strikers, contract values, donations, fines.

A number counts where its unit and a word that says what it counts stand in the same sentence
(`figures.toml`). Ages, years, hours, percentages, wages and prices are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from archive.ingest.calendars import load_calendars
from archive.ingest.draft import Figure
from archive.ingest.figure_qualifiers import qualifier
from archive.ingest.figure_rules import FigureRules, Kind, forms, load_figure_rules
from archive.ingest.figure_sentences import claims
from archive.ingest.normalise import fold
from archive.ingest.number_ranges import lower_ends
from archive.ingest.numbers import Quantity, Token, find_quantities

_PARTED = re.compile(r"[^\w\s\u0610-\u0670()«»]")
_HUNDREDTH = ("المئ", "المائ", "المي")
YEARS = range(1900, 2101)
MOST_NUMBERS = 100
"""A sentence with more numbers is a table, and claims nothing that a reader could check."""
RESIGNATIONS = "resignations"
"""The kind whose number needs no noun: «استقالة ثلاثة»."""
SILENCED = 5
DEMAND = 6
"""Words at which a letter seems to stand when its verb is right before the number."""
BEHIND = 9
"""Words: how far behind a number the verb may stand that says what it counts."""
COUNTED_NOUN = 5
"""Words by which the counted noun (تسعة متظاهرين) seems farther away than a verb before it (اعتقلت)."""


@lru_cache(maxsize=1)
def _calendar_words() -> frozenset[str]:
    """Words right before a year: last words of month names, and «عام»."""
    months = (fold(name).split(" ")[-1] for name in load_calendars().gregorian)
    return frozenset({*months, "عام", "سنه", "العام", "لعام", "بعام", "وعام", "منذ", "خلال"})


def find_figures(body: str) -> list[Figure]:
    """The figures of a body in order; offsets are code points of the number's words in `body`."""
    rules = load_figure_rules()
    figures: list[Figure] = []
    for start, text, words in claims(body):
        figures.extend(_Sentence(text, words, rules).figures(start))
    return figures


class _Sentence:
    """A sentence taken apart: its words, what each can mean, and its numbers."""

    def __init__(self, text: str, words: list[Token], rules: FigureRules) -> None:
        self.text, self.words, self.rules = text, words, rules
        folded = [word.text for word in words]
        self.meanings = list(map(rules.meanings, folded))
        # All meanings, and the folded words in one line, show quickly what cannot stand in the sentence.
        self.named = frozenset[str]().union(*self.meanings)
        self.flat = " ".join(folded)
        found = (item for item in find_quantities(self.words, text) if not self._is_date_or_share(item))
        self.quantities = list(islice(found, MOST_NUMBERS + 1))
        self.starts = {item.first for item in self.quantities}
        self.lower = lower_ends(self.words, self.quantities, text)
        self.places: dict[str, list[int]] = {}
        """The words that name each kind, of those that some word names."""

    def figures(self, offset: int) -> Iterator[Figure]:
        """The figures; `offset`: where the sentence begins in the body."""
        duals = self._places("dual") if "dual" in self.named else []
        if not (self.quantities or duals) or len(self.quantities) > MOST_NUMBERS:
            return
        numbers = [*self.quantities, *(Quantity(2, place, place + 1) for place in duals)]
        currencies = list(map(self._currency, numbers))
        if not any(unit for unit, _last in currencies) and not any(map(self._may_have_unit, numbers)):
            return
        counts = self._possible(self.rules.counts)
        money = self._possible(self.rules.money) if any(unit for unit, _last in currencies) else []
        if not (counts or money):
            return
        known: tuple[Quantity, Kind, str] | None = None
        before: Quantity | None = None
        for quantity, (unit, last) in zip(numbers, currencies, strict=True):
            kind = self._nearest(quantity, money if unit else counts)
            if kind is not None and not unit:
                unit, last = self._unit(quantity, kind)
            if not unit and known and known[0] is before and self._goes_on(quantity, before):
                kind, unit, last = known[1], known[2], quantity.after - 1
            before = quantity
            if kind is None or kind.name == "other" or not unit or not self._touching(quantity, last):
                continue
            known = (quantity, kind, unit)
            lower = self.lower.get(quantity.first)
            given = lower or quantity
            start, end = self.words[given.first].start, self.words[max(last, quantity.after - 1)].end
            how = "at_least" if lower else qualifier(self.words, self.quantities, quantity, self.rules)
            yield Figure(kind.name, given.value, unit, how, self.text, offset + start, offset + end)

    def _possible(self, kinds: tuple[Kind, ...]) -> list[Kind]:
        """The kinds that some word of the sentence names; words of `never` phrases lose their sense."""
        possible = []
        for kind in kinds:
            if kind.weakly in self.named and kind.verbally in self.named:
                self.meanings = [
                    meanings | {kind.name} if kind.weakly in meanings else meanings
                    for meanings in self.meanings
                ]
            elif kind.name not in self.named:
                continue
            for phrase in kind.never:
                if all(map(self.flat.__contains__, phrase)):
                    self._silence(kind, phrase)
            self.places[kind.name] = self._places(kind.name)
            if self.places[kind.name]:
                possible.append(kind)
        return possible

    def _places(self, meaning: str) -> list[int]:
        """The words that can mean this."""
        return [place for place, meanings in enumerate(self.meanings) if meaning in meanings]

    def _silence(self, kind: Kind, phrase: tuple[str, ...]) -> None:
        for place in range(len(self.words) - len(phrase) + 1):
            if all(word in forms(self.words[place + at].text) for at, word in enumerate(phrase)):
                reach = SILENCED if len(phrase) == 1 else 0
                for silenced in range(max(0, place - reach), place + len(phrase)):
                    self.meanings[silenced] -= {kind.name}

    def _goes_on(self, quantity: Quantity, before: Quantity) -> bool:
        """«90 موظفا هنا وأكثر من 300 هناك»: the second number counts what the first did."""
        joined = any(
            self._word(place).startswith("و") for place in range(quantity.first - 3, quantity.first + 1)
        )
        near = 0 < quantity.first - before.after <= 8
        return joined and near and self._word(quantity.after) in ("في", "لدي", "اخرين", "اخرون", "اخري")

    def _word(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""

    def _is_date_or_share(self, quantity: Quantity) -> bool:
        """A year, a day of a month or a percentage."""
        before, after = self._word(quantity.first - 1), self._word(quantity.after)
        if after in ("%", "٪", "بالمئه", "بالمائه", "بالميه") or before in ("%", "٪"):
            return True
        if after in ("في", "ب") and self._word(quantity.after + 1).startswith(_HUNDREDTH):
            return True
        if before == "في" and self._word(quantity.first).startswith(_HUNDREDTH):
            return True
        if not quantity.digits or quantity.value not in YEARS or quantity.after - quantity.first > 1:
            return False
        counted = quantity.after < len(self.words) and "people" in self.meanings[quantity.after]
        return before in _calendar_words() or not counted

    def _currency(self, quantity: Quantity) -> tuple[str, int]:
        """The currency behind (or, as a sign, before) the number and the index of its last word."""
        first = _without_article(self._word(quantity.after))
        if first in self.rules.currency_words:
            two = f"{first} {_without_article(self._word(quantity.after + 1))}"
            for last, name in ((quantity.after + 1, two), (quantity.after, first)):
                if name in self.rules.currencies:
                    return self.rules.currencies[name], last
        sign = self._word(quantity.first - 1)
        if sign in ("$", "€", "£"):
            return self.rules.currencies[sign], quantity.after - 1
        return "", quantity.after - 1

    def _unit(self, quantity: Quantity, kind: Kind) -> tuple[str, int]:
        """people, jobs or nothing, and the index of the word that says so."""
        first, named = quantity.after, self.meanings[quantity.after : quantity.after + 4]
        own = any(
            kind.name in meanings for meanings in self.meanings[max(0, quantity.first - 2) : quantity.first]
        )
        if "dual" in self.meanings[quantity.first]:
            return ("people" if own else ""), quantity.first
        if named and "other_units" in named[0]:
            return "", first
        says = any(kind.name in meanings for meanings in named)
        for place, meanings in enumerate(named[: 4 if says else 2]):
            if self.words[first + place].number:
                break
            if "jobs" in meanings:
                return "jobs", first + place
            linked = self._word(first) == "من" or any(kind.name in other for other in named[: place + 1])
            if "people" in meanings and (place == 0 or linked):
                return "people", first + place
        if named and kind.name in named[0] and self._word(first).endswith("وا"):
            return "people", first - 1
        numbered = "عدد" in map(self._word, range(first - 9, quantity.first))
        alone = (kind.name == RESIGNATIONS and own) or (numbered and self._numbered(quantity, kind))
        return ("people" if alone else ""), first - 1

    def _may_have_unit(self, quantity: Quantity) -> bool:
        """Whether `_unit` may answer anything for some kind: of most numbers this is quickly told."""
        near = self.meanings[quantity.after : quantity.after + 4]
        return (
            any("people" in meanings or "jobs" in meanings for meanings in near)
            or "dual" in self.meanings[quantity.first]
            or self._word(quantity.after).endswith("وا")
            or "عدد" in self.flat
            or RESIGNATIONS in self.named
        )

    def _numbered(self, quantity: Quantity, kind: Kind) -> bool:
        """«ارتفع عدد الموقعين إلى 4000»."""
        before = range(max(0, quantity.first - 8), quantity.first)
        return any(self._word(place - 1) == "عدد" and kind.name in self.meanings[place] for place in before)

    def _touching(self, quantity: Quantity, last: int) -> bool:
        """No punctuation parts the number from its noun (`"972+" ومجلة` counts nothing)."""
        if last < quantity.after:
            return True
        between = self.text[self.words[quantity.after - 1].end : self.words[last].start]
        return _PARTED.search(between) is None

    def _nearest(self, quantity: Quantity, kinds: list[Kind]) -> Kind | None:
        """The kind whose word stands nearest to the number; before it rather than behind.

        A word behind this number that has a number of its own right after it speaks of that one.
        """
        best: tuple[float, Kind] | None = None
        for kind in kinds:
            if self._demands(quantity, kind):
                best = (DEMAND, kind)
        for kind in kinds:
            distance = min(self._distances(quantity, kind), default=None)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, kind)
        return best[1] if best else None

    def _distances(self, quantity: Quantity, kind: Kind) -> Iterator[float]:
        """How far each word of the kind within its reach stands from the number."""
        places = self.places[kind.name]
        yield from (
            quantity.first - at for at in places if quantity.first - kind.reach <= at < quantity.first
        )
        behind = [at for at in places if at >= quantity.after]
        high = self._horizon(quantity, kind) if behind else 0
        for place in behind:
            if place < high and not self.starts & {place + 1, place + 2}:
                yield place - quantity.after + 1.5 + (COUNTED_NOUN if place == quantity.after else 0)

    def _demands(self, quantity: Quantity, kind: Kind) -> bool:
        """«طالب أكثر من 100 موظف ... في رسالة»: the verb stands before the number, the letter anywhere."""
        if kind.verbally not in self.named or kind.weakly not in self.named:
            return False
        before = self.meanings[max(0, quantity.first - 4) : quantity.first]
        return any(kind.verbally in named for named in before)

    def _horizon(self, quantity: Quantity, kind: Kind) -> int:
        """How far behind the number its verb may stand: not beyond another noun for people."""
        high = min(len(self.words), quantity.after + min(kind.reach, BEHIND))
        noun = next(
            (place for place in range(quantity.after, high) if "people" in self.meanings[place]), high
        )
        for place in range(noun + 1, high):
            if "people" in self.meanings[place] and kind.name not in self.meanings[place]:
                return place
        return high


def _without_article(word: str) -> str:
    for prefix in ("ال", "لل"):
        if word.startswith(prefix) and len(word) > 4:
            return word[2:]
    return word
