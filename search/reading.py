"""The tokens of a text as a highlighter reads them, just analysed or from what the index kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from search.arabic import Analyzer, Levels
from search.forms import Forms, Lookups, places

Written = Literal["surface", "exact"]


class Reading(Protocol):
    """The tokens of a text, by their places in order from 0."""

    def likely(self) -> Iterable[tuple[int, Levels]]:
        """Every token that may be looked for, in order: its place, and what it is at each level."""

    def levels(self, at: int) -> Levels:
        """What the token is at each level."""

    def start(self, at: int) -> int:
        """Where the token begins in the text."""

    def end(self, at: int) -> int:
        """Where it ends."""

    def __len__(self) -> int: ...


class Analysed:
    """A text just analysed: any of its tokens may be looked for."""

    def __init__(self, read: Sequence[tuple[Levels, int, int]]) -> None:
        """`read`: as `Analyzer.read` gives it."""
        self._read = read

    def likely(self) -> Iterable[tuple[int, Levels]]:
        """See `Reading`."""
        return enumerate([levels for levels, _start, _length in self._read])

    def levels(self, at: int) -> Levels:
        """See `Reading`."""
        return self._read[at][0]

    def start(self, at: int) -> int:
        """See `Reading`."""
        return self._read[at][1]

    def end(self, at: int) -> int:
        """See `Reading`."""
        _levels, start, length = self._read[at]
        return start + length

    def __len__(self) -> int:
        return len(self._read)


class Stored:
    """A text whose analysis was kept: only tokens whose codes fit are looked at."""

    def __init__(self, text: str, forms: Forms, likely: Iterable[int], analyzer: Analyzer) -> None:
        self._text = text
        self._forms = forms
        self._levels = analyzer.terms_of
        self._likely = [(at, self.levels(at)) for at in likely]

    def likely(self) -> Iterable[tuple[int, Levels]]:
        """See `Reading`."""
        return self._likely

    def levels(self, at: int) -> Levels:
        """See `Reading`."""
        start = int(self._forms.starts[at])
        return self._levels(self._text[start : start + int(self._forms.lengths[at])])

    def start(self, at: int) -> int:
        """See `Reading`."""
        return int(self._forms.starts[at])

    def end(self, at: int) -> int:
        """See `Reading`."""
        return int(self._forms.starts[at]) + int(self._forms.lengths[at])

    def __len__(self) -> int:
        return len(self._forms)


def stands(read: Reading, at: int, words: Sequence[str], written: Written) -> bool:
    """Whether these words stand side by side from place `at` on."""
    if at + len(words) > len(read):
        return False
    if written == "exact":
        return all(read.levels(place).exact == word for place, word in enumerate(words, start=at))
    return all(read.levels(place).surface == word for place, word in enumerate(words, start=at))


def readings(
    texts: Sequence[tuple[str, Forms | None]], lookups: Lookups | None, analyzer: Analyzer
) -> list[Reading]:
    """The texts of a page, each with its analysis if at hand; these are all looked through at once.

    `lookups`: the codes of what is looked for; None where any token may be.
    """
    kept = [forms for _text, forms in texts if forms]
    found = iter(places(kept, lookups) if lookups else [range(len(forms)) for forms in kept])
    return [
        Stored(text, forms, next(found), analyzer) if forms else Analysed(analyzer.read(text))
        for text, forms in texts
    ]
