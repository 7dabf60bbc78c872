"""Figures that texts claim: signatures, dismissals, arrests, strikers, contract values, donations, fines.

A number counts where its unit and a word that says what it counts stand in the same sentence
(`figures.toml`). Ages, years, hours, percentages, wages and prices are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.draft import Figure
from archive.ingest.figure_money import currency_of
from archive.ingest.figure_qualifiers import qualifier
from archive.ingest.figure_rules import UNRECORDED, Kind, load_figure_rules
from archive.ingest.figure_sentences import claims
from archive.ingest.figure_words import MOST_NUMBERS, TWO, Words
from archive.ingest.number_places import tells_part
from archive.ingest.numbers import Quantity

_PARTED = re.compile(r"[^\w\s\u0610-\u0670()«»]")
_OF_THEM = ("منهم", "منهن")
_AMONG = (*_OF_THEM, "بينهم", "بينهن")
RESIGNATIONS = "resignations"
"""The kind whose number needs no noun: «استقالة ثلاثة»."""
DEMAND = 6
"""Words at which a letter seems to stand when its verb is right before the number."""
BEHIND = 9
"""Words: how far behind a number the verb may stand that says what it counts."""
COUNTED_NOUN = 5
"""Words by which the counted noun (تسعة متظاهرين) seems farther away than a verb before it (اعتقلت)."""


def find_figures(body: str) -> list[Figure]:
    """The figures of a body in order; offsets are code points of the number's words in `body`."""
    rules = load_figure_rules()
    figures: list[Figure] = []
    for start, text, words in claims(body):
        figures.extend(_Sentence(text, words, rules).figures(start))
    return figures


_Meant = tuple[Kind | None, str, int]
"""What a number counts, its unit (nothing where it has none) and the index of the last word that says so."""
_Known = tuple[Quantity, Kind, str]
"""A number that became a figure, its kind and its unit."""


class _Sentence(Words):
    """What each number of a sentence counts, and in what."""

    def figures(self, offset: int) -> Iterator[Figure]:
        """The figures; `offset`: where the sentence begins in the body."""
        duals = self._places("dual") if "dual" in self.named else []
        if not (self.quantities or duals) or len(self.quantities) > MOST_NUMBERS:
            return
        numbers = [*self.quantities, *(Quantity(2, place, place + 1) for place in duals)]
        currencies = [currency_of(self.words, number, self.rules) for number in numbers]
        if not any(unit for unit, _last in currencies) and not any(map(self._may_have_unit, numbers)):
            return
        counts = self._possible(self.rules.counts)
        money = self._possible(self.rules.money) if any(unit for unit, _last in currencies) else []
        if not (counts or money):
            return
        known: _Known | None = None
        before: Quantity | None = None
        for quantity, currency in zip(numbers, currencies, strict=True):
            meant = self._meant(quantity, currency, money if currency[0] else counts)
            kind, unit, last = self._lent(
                quantity, meant, known, follows=known is not None and known[0] is before
            )
            before = quantity
            if kind is None or not unit or not self._is_told(quantity, kind, last):
                continue
            known = (quantity, kind, unit)
            lower = self.lower.get(quantity.first)
            given = lower or quantity
            start, end = self.words[given.first].start, self.words[max(last, quantity.after - 1)].end
            how = "at_least" if lower else qualifier(self.words, self.quantities, quantity, self.rules)
            yield Figure(kind.name, given.value, unit, how, self.text, offset + start, offset + end)

    def _meant(self, quantity: Quantity, currency: tuple[str, int], kinds: list[Kind]) -> _Meant:
        """What the words around a number say of it."""
        kind = self._nearest(quantity, kinds)
        unit, last = self._unit(quantity, kind) if kind is not None and not currency[0] else currency
        return kind, unit, last

    def _lent(self, quantity: Quantity, meant: _Meant, known: _Known | None, *, follows: bool) -> _Meant:
        """The same with what an earlier number lends; `follows`: that one is the number right before."""
        kind, unit, last = meant
        if known is None:
            return meant
        if not unit and known[1] is kind and self._is_bare(quantity, kind):
            unit, last = known[2], quantity.after - 1
        if not follows:
            return kind, unit, last
        if self._word(quantity.first - 1) in _AMONG and kind is not None and known[2] == "people":
            kind = known[1]  # «18 شخصا، بينهم 4 موظفين»
        if not unit and self._goes_on(quantity, known[0]):
            kind, unit, last = known[1], known[2], quantity.after - 1
        return kind, unit, last

    def _is_told(self, quantity: Quantity, kind: Kind, last: int) -> bool:
        """Whether a number of this kind is recorded, stands as it is now and beside its noun."""
        recorded = kind.name not in UNRECORDED and quantity.first not in self.former
        return recorded and self._touching(quantity, last)

    def _goes_on(self, quantity: Quantity, before: Quantity) -> bool:
        """«90 موظفا هنا وأكثر من 300 هناك»: the second number counts what the first did."""
        joined = any(
            self._word(place).startswith("و") for place in range(quantity.first - 3, quantity.first + 1)
        )
        near = 0 < quantity.first - before.after <= 8
        return joined and near and self._word(quantity.after) in ("في", "لدي", "اخرين", "اخرون", "اخري")

    def _is_bare(self, quantity: Quantity, kind: Kind) -> bool:
        """«سرحت 11 ألف موظف، وتنوي تسريح 10 آلاف، …»: the noun was said with the number before."""
        end = self.words[quantity.after - 1].end
        ends = quantity.after == len(self.words) or self.text[end] in "،,.؛"
        place = self._before(quantity)
        return ends and place >= 0 and kind.name in self.meanings[place]

    def _unit(self, quantity: Quantity, kind: Kind) -> tuple[str, int]:
        """people, jobs or nothing, and the index of the word that says so."""
        first, named = quantity.after, self.meanings[quantity.after : quantity.after + 4]
        own = any(
            kind.name in meanings for meanings in self.meanings[max(0, quantity.first - 2) : quantity.first]
        )
        if "dual" in self.meanings[quantity.first]:
            part = self._word(quantity.first - 1) in _AMONG
            return ("people" if own and not part else ""), quantity.first
        if self._paired(quantity):
            return "people", quantity.after - 1
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
        if own and tells_part(self.words, first):
            return "people", first - 1
        if named and kind.name in named[0] and self._word(first).endswith("وا"):
            return "people", first - 1
        numbered = "عدد" in map(self._word, range(quantity.first - 9, quantity.first))
        of_them = self._word(quantity.first - 1) in _OF_THEM
        alone = own and (kind.name == RESIGNATIONS or of_them)
        alone = alone or (numbered and self._numbered(quantity, kind))
        return ("people" if alone else ""), first - 1

    def _may_have_unit(self, quantity: Quantity) -> bool:
        """Whether `_unit` may answer anything for some kind: of most numbers this is quickly told."""
        near = self.meanings[quantity.after : quantity.after + 4]
        return (
            any("people" in meanings or "jobs" in meanings for meanings in near)
            or "dual" in self.meanings[quantity.first]
            or self._word(quantity.first) in TWO
            or self._word(quantity.first - 1) in _OF_THEM
            or self._word(quantity.after).endswith("وا")
            or tells_part(self.words, quantity.after)
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

        A word behind this number that has a number of its own right after it speaks of that one. A letter to
        so many people is not theirs.
        """
        best: tuple[float, Kind] | None = None
        addressed = "الي" in [self._word(place) for place in range(quantity.first - 3, quantity.first)]
        for kind in kinds:
            if not addressed and self._demands(quantity, kind):
                best = (DEMAND, kind)
        for kind in kinds:
            distance = min(self._distances(quantity, kind, addressed), default=None)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, kind)
        return best[1] if best else None

    def _distances(self, quantity: Quantity, kind: Kind, addressed: bool) -> Iterator[float]:
        """How far each word of the kind within its reach stands from the number."""
        lead = quantity.first - 1 - self._before(quantity)
        for place in self.places[kind.name]:
            if quantity.first - kind.reach <= place < quantity.first:
                weak = addressed and kind.weakly in self.meanings[place]
                if not weak and not self._parted(kind, quantity, place):
                    yield quantity.first - lead - place
        behind = [place for place in self.places[kind.name] if place >= quantity.after]
        high = self._horizon(quantity, kind) if behind else 0
        for place in behind:
            others = self.starts & {place + 1, place + 2}
            if place < high and not others and not self._parted(kind, quantity, place):
                yield place - quantity.after + 1.5 + (COUNTED_NOUN if place == quantity.after else 0)

    def _parted(self, kind: Kind, quantity: Quantity, place: int) -> bool:
        """A word between the two says that the number counts something else («خفضت أجور 300 عامل»)."""
        if not kind.parted:
            return False
        low, high = (place + 1, quantity.first) if place < quantity.first else (quantity.after, place)
        return any(kind.apart in meanings for meanings in self.meanings[low:high])

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
