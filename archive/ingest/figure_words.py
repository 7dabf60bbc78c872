"""A sentence that may claim a figure, taken apart: its words, what each can mean, and its numbers. Pure."""

from __future__ import annotations

from itertools import islice

from archive.ingest.figure_rules import FigureRules, Kind, forms
from archive.ingest.number_places import counts_nothing
from archive.ingest.number_ranges import change_starts, lower_ends
from archive.ingest.numbers import Quantity, Token, find_quantities

MOST_NUMBERS = 100
"""A sentence with more numbers is a table, and claims nothing that a reader could check."""
SILENCED = 5
"""Words before a phrase of another meaning that lose their sense with it, where it is one word."""
TWO = ("اثنين", "اثنان", "اثنتين", "اثنتان")


class Words:
    """`meanings`: for each word the kinds and units that it can stand for; `lower`: of a range the lower
    number, by the place of the other; `former`: where the numbers begin that are no longer so.
    """

    def __init__(self, text: str, words: list[Token], rules: FigureRules) -> None:
        self.text, self.words, self.rules = text, words, rules
        folded = [word.text for word in words]
        self.meanings = list(map(rules.meanings, folded))
        # All meanings, and the folded words in one line, show quickly what cannot stand in the sentence.
        self.named = frozenset[str]().union(*self.meanings)
        self.flat = " ".join(folded)
        found = (item for item in find_quantities(self.words, text) if not self._counts_nothing(item))
        self.quantities = list(islice(found, MOST_NUMBERS + 1))
        self.starts = {item.first for item in self.quantities}
        self.lower = lower_ends(self.words, self.quantities, text)
        self.former = change_starts(self.words, self.quantities) if len(self.quantities) > 1 else frozenset()
        self.places: dict[str, list[int]] = {}
        """The words that name each kind, of those that some word names."""

    def _possible(self, kinds: tuple[Kind, ...]) -> list[Kind]:
        """The kinds that some word of the sentence names; words of `never` phrases lose their sense."""
        named, possible = self.named, []
        for kind in kinds:
            verb = kind.verbally in named
            weak, close = verb and kind.weakly in named, kind.closely in named or kind.both in named
            if not (weak or close or kind.name in named):
                continue
            if weak:
                self.meanings = [
                    meanings | {kind.name} if kind.weakly in meanings else meanings
                    for meanings in self.meanings
                ]
            if close:
                self._mark_close(kind, verb)
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

    def _mark_close(self, kind: Kind, verb: bool) -> None:
        """Give their sense to words right before a number («تعهد 550 طالبا», «إنهاء خدمة 40 عاملا»)."""
        for quantity in self.quantities:
            place = self._before(quantity)
            named = self.meanings[place] if place >= 0 else frozenset()
            if kind.closely in named or (verb and kind.both in named):
                self.meanings[place] |= {kind.name}

    def _before(self, quantity: Quantity) -> int:
        """The word before the number and before what qualifies it («أكثر من»); -1 where there is none."""
        place = quantity.first - 1 - self._paired(quantity)
        while place >= 0 and self.words[place].text in self.rules.leading:
            place -= 1
        return place

    def _paired(self, quantity: Quantity) -> bool:
        """«موظفين اثنين»: the noun stands before its number."""
        pair = quantity.first > 0 and self._word(quantity.first) in TWO
        return pair and "people" in self.meanings[quantity.first - 1]

    def _silence(self, kind: Kind, phrase: tuple[str, ...]) -> None:
        for place in range(len(self.words) - len(phrase) + 1):
            if all(word in forms(self.words[place + at].text) for at, word in enumerate(phrase)):
                reach = SILENCED if len(phrase) == 1 else 0
                for silenced in range(max(0, place - reach), place + len(phrase)):
                    self.meanings[silenced] -= {kind.name}

    def _word(self, place: int) -> str:
        return self.words[place].text if 0 <= place < len(self.words) else ""

    def _counts_nothing(self, quantity: Quantity) -> bool:
        counted = quantity.after < len(self.words) and "people" in self.meanings[quantity.after]
        return counts_nothing(self.words, quantity, counted=counted)
