"""What a query looks for in texts, and where in a text it stands. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from search.arabic import Analyzer, Levels
from search.clitics import attached_forms
from search.forms import Lookup, Lookups, lookup
from search.normalize import surface_of
from search.reading import Reading, Written, stands

Level = Literal["word", "stem", "root", "name", "phrase"]
SHORTEST_ROOT = 3
"""Letters below which a root says too little to be marked."""


class Found(NamedTuple):
    """Tokens from `first` to `last` match what is wanted under the number `key`."""

    first: int
    last: int
    level: Level
    key: int


Sequences = dict[str, list[tuple[tuple[str, ...], int]]]
"""First word → the words that must follow it, and the number of the phrase or name."""


@lru_cache(maxsize=10_000)
def _attached_codes(word: str) -> Lookup:
    """The codes of a name's first word alone and behind particles; every search for it asks for a dozen."""
    return lookup(attached_forms(word))


class Wanted:
    """The words, phrases, prefixes and names of one query, each under a number."""

    def __init__(self, analyzer: Analyzer, exact: bool) -> None:
        """`exact`: words and phrases count only as written."""
        self._analyzer = analyzer
        self._exact = exact
        self._written: Written = "exact" if exact else "surface"
        self._keys = 0
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._roots: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._phrases: Sequences = defaultdict(list)
        self._names: Sequences = defaultdict(list)
        self._name_codes: set[int] = set()

    # -- what to look for, as typed

    def word(self, word: str, *, proper: bool = False) -> None:
        """A word at any level, or as written. A `proper` one, a name, has no root."""
        terms = self._analyzer.analyze(word)
        if len(terms) > 1:
            self.phrase([word])
        elif terms:
            term, key = terms[0], self._next()
            self._words.setdefault(term.exact if self._exact else term.surface, key)
            if not self._exact:
                self._stems.setdefault(term.stem, key)
                if len(term.root) >= SHORTEST_ROOT and not proper:
                    self._roots.setdefault(term.root, key)

    def phrase(self, phrase: Sequence[str]) -> None:
        """Words side by side."""
        terms = [term for word in phrase for term in self._analyzer.analyze(word)]
        words = [term.exact if self._exact else term.surface for term in terms]
        if words:
            self._phrases[words[0]].append((tuple(words[1:]), self._next()))

    def prefix(self, prefix: str) -> None:
        """Words that begin so."""
        for term in self._analyzer.analyze(prefix):
            self._prefixes.setdefault(term.exact if self._exact else term.surface, self._next())

    def name(self, name: Sequence[str]) -> None:
        """A spelling of a name, as its words, also behind particles."""
        words = [surface for word in name for surface in self._analyzer.surfaces(word)]
        key = self._next()
        if words:
            self._name_codes |= _attached_codes(words[0])
            rest = (tuple(words[1:]), key)
            for form in attached_forms(words[0]):
                self._names[form].append(rest)

    def _next(self) -> int:
        self._keys += 1
        return self._keys

    # -- where it stands

    def lookups(self) -> Lookups | None:
        """The codes of every word looked for; None where any token may begin with a prefix."""
        if self._prefixes:
            return None
        # How a word is written exactly has no column: it stands only where the word itself does. At any
        # level it stands only where its stem does.
        first = map(surface_of, (*self._words, *self._phrases)) if self._exact else self._phrases
        return Lookups(lookup(first) | self._name_codes, lookup(self._stems), lookup(self._roots))

    def find(self, read: Reading) -> list[Found]:
        """What matches, in order, without overlaps: phrases and names before words, longer before shorter."""
        several: list[Found] = []
        if self._phrases:
            several += self._sequences(read, self._phrases, "phrase", self._written)
        if self._names:
            several += self._sequences(read, self._names, "name", "surface")
        single = self._single(read)
        if not several:
            return single
        several.sort(key=lambda found: (found.first - found.last, found.first))
        taken: set[int] = set()
        kept = []
        for found in (*several, *single):
            places = range(found.first, found.last + 1)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(found)
        return sorted(kept, key=lambda found: found.first)

    def _single(self, read: Reading) -> list[Found]:
        """Single words in order, each token once: the nearest level at which it is wanted. A root counts only
        for a word of the query that nothing nearer stands for.
        """
        found: list[Found] = []
        met: set[int] = set()
        stems, roots, by_stem = self._stems, self._roots, not self._exact and not self._prefixes
        for at, levels in read.likely():
            stem = stems.get(levels.stem)
            # At any level a word stands only where its stem does.
            word = None if by_stem and not stem else self._word(levels)
            if stem:
                met.add(stem)
            if word:
                met.add(word)
                found.append(Found(at, at, "word", word))
            elif stem:
                found.append(Found(at, at, "stem", stem))
            elif root := roots.get(levels.root):
                found.append(Found(at, at, "root", root))
        return [one for one in found if one.level != "root" or one.key not in met]

    def _word(self, levels: Levels) -> int | None:
        """The number of the word that is written so, or else of the first prefix that it begins with."""
        written = levels.exact if self._exact else levels.surface
        word = self._words.get(written)
        if word is None and self._prefixes:
            return next((key for prefix, key in self._prefixes.items() if written.startswith(prefix)), None)
        return word

    def _sequences(self, read: Reading, wanted: Sequences, level: Level, written: Written) -> Iterable[Found]:
        for at, levels in read.likely():
            for rest, key in wanted.get(levels.exact if written == "exact" else levels.surface, ()):
                if stands(read, at + 1, rest, written):
                    yield Found(at, at + len(rest), level, key)
