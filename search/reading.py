"""The tokens of a text as a highlighter reads them, just analysed or from what the index kept. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Literal, Protocol

from search.arabic import Analyzer, Term
from search.forms import Forms, Lookup

Written = Literal["surface", "exact", "stem", "root"]


class Reading(Protocol):
    """The tokens of a text, by their places in order from 0."""

    def start(self, at: int) -> int:
        """Where the token begins in the text."""

    def end(self, at: int) -> int:
        """Where it ends."""

    def places(self, table: Lookup, wanted: Collection[str], written: Written) -> list[tuple[int, str]]:
        """Where the tokens stand that are one of the wanted words, with the word; `table`: their codes."""

    def beginning(self, prefix: str, written: Written) -> list[int]:
        """Where the tokens stand that begin so."""

    def stands(self, at: int, words: Sequence[str], written: Written) -> bool:
        """Whether these words stand side by side from place `at` on."""


class Analysed:
    """A text just analysed."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms

    def start(self, at: int) -> int:
        """See `Reading`."""
        return self.terms[at].start

    def end(self, at: int) -> int:
        """See `Reading`."""
        return self.terms[at].end

    def places(self, table: Lookup, wanted: Collection[str], written: Written) -> list[tuple[int, str]]:
        """See `Reading`."""
        words = map(attrgetter(written), self.terms)
        return [(at, word) for at, word in enumerate(words) if word in wanted]

    def beginning(self, prefix: str, written: Written) -> list[int]:
        """See `Reading`."""
        words = map(attrgetter(written), self.terms)
        return [at for at, word in enumerate(words) if word.startswith(prefix)]

    def stands(self, at: int, words: Sequence[str], written: Written) -> bool:
        """See `Reading`."""
        return [getattr(term, written) for term in self.terms[at : at + len(words)]] == list(words)


class Stored:
    """A text whose analysis was kept: of the few tokens whose code fits, the word is looked at."""

    def __init__(self, text: str, forms: Forms, analyzer: Analyzer) -> None:
        self.text = text
        self.forms = forms
        self._levels = analyzer.terms_of

    def start(self, at: int) -> int:
        """See `Reading`."""
        return int(self.forms.starts[at])

    def end(self, at: int) -> int:
        """See `Reading`."""
        return int(self.forms.starts[at]) + int(self.forms.lengths[at])

    def places(self, table: Lookup, wanted: Collection[str], written: Written) -> list[tuple[int, str]]:
        """See `Reading`."""
        column = getattr(self.forms, "surface" if written == "exact" else written)
        found = table[column].nonzero()[0].tolist()
        return [(at, word) for at in found if (word := self._word(at, written)) in wanted]

    def beginning(self, prefix: str, written: Written) -> list[int]:
        """See `Reading`."""
        return [at for at in range(len(self.forms)) if self._word(at, written).startswith(prefix)]

    def stands(self, at: int, words: Sequence[str], written: Written) -> bool:
        """See `Reading`."""
        if at + len(words) > len(self.forms):
            return False
        return all(self._word(place, written) == word for place, word in enumerate(words, start=at))

    def _word(self, at: int, written: Written) -> str:
        start = int(self.forms.starts[at])
        levels = self._levels(self.text[start : start + int(self.forms.lengths[at])])
        return str(getattr(levels, written))
