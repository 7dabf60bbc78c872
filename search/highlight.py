"""Marks in the original text the words a query found, and picks the passages worth showing. Pure.

Whole written words are marked, with their vocalisation, tatweel and attached particles; a phrase or name is
one mark. The text is escaped first and last: only `<mark>` is markup in what comes out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from search.arabic import Analyzer
from search.clitics import attached_forms
from search.forms import Forms, Lookup, lookup
from search.normalize import surface_of
from search.passages import Passage, best_passages
from search.reading import Analysed, Reading, Stored, Written

Level = Literal["word", "stem", "root", "name", "phrase"]

LEVELS: tuple[Level, ...] = ("phrase", "word", "name", "stem", "root")
"""The nearest match first."""
SHORTEST_ROOT = 3
"""Letters below which a root says too little to be marked."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A mark from `start` to `end` (code points of the text) and why it is there."""

    start: int
    end: int
    level: Level


@dataclass(frozen=True, slots=True)
class _Hit:
    """Tokens from `first` to `last` match what is wanted under the number `key`."""

    first: int
    last: int
    level: Level
    key: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What one query finds in one text: `spans` in order, and for each the number of what it matches."""

    text: str
    spans: list[Span]
    keys: list[int]

    @property
    def levels(self) -> frozenset[Level]:
        """Every level at which something matched."""
        return frozenset(span.level for span in self.spans)

    def html(self) -> str:
        """The text as HTML, escaped, with `<mark>` around each span."""
        return _marked(self.text, 0, len(self.text), self.spans)

    def snippet(self, width: int = 220, passages: int = 2) -> str:
        """The best `passages` of the text, together about `width` characters, as HTML with marks.

        Passages begin and end between words, in the order of the text, with … where something is left out;
        runs of white space become one space. Without a match: the beginning of the text.
        """
        text = self.text
        found = [
            Passage(span.start, span.end, key, WEIGHTS[span.level])
            for span, key in zip(self.spans, self.keys, strict=True)
        ]
        pieces = best_passages(text, found, width, passages)
        shown = []
        for start, end in pieces:
            inside = [span for span in self.spans if start <= span.start and span.end <= end]
            shown.append(_SPACE.sub(" ", _marked(text, start, end, inside)).strip())
        before = "… " if pieces and text[: pieces[0][0]].strip() else ""
        after = " …" if pieces and text[pieces[-1][1] :].strip() else ""
        return before + " … ".join(shown) + after


Sequences = dict[str, list[tuple[tuple[str, ...], int]]]
"""First word → the words that must follow it, and the number of the phrase or name."""


class Marker:
    """Marks what one query looks for."""

    def __init__(
        self,
        analyzer: Analyzer,
        words: Iterable[str] = (),
        phrases: Iterable[Sequence[str]] = (),
        exact: bool = False,
        prefixes: Iterable[str] = (),
        names: Iterable[Sequence[str]] = (),
    ) -> None:
        """What to mark, as typed: `words` at any level (with `exact`, as written); `phrases` word by word;
        words that begin with one of `prefixes`; `names`: spellings, as their words, also behind particles.
        """
        self._analyzer = analyzer
        self._exact = exact
        self._keys = 0
        self._surfaces: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._roots: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._phrases: Sequences = defaultdict(list)
        self._names: Sequences = defaultdict(list)
        for word in words:
            self._want_word(word)
        for phrase in phrases:
            self._want_phrase(phrase)
        for prefix in prefixes:
            for term in analyzer.analyze(prefix):
                self._prefixes.setdefault(term.exact if exact else term.surface, self._next())
        self._want_names(names)
        self._lookups: dict[str, Lookup] = {}

    def read(self, text: str, forms: Forms | None = None) -> Marked:
        """What the query finds in `text`. `forms`: its analysis, if at hand."""
        analyzer = self._analyzer
        read = Stored(text, forms, analyzer) if forms else Analysed(analyzer.analyze(text))
        hits = self._hits(read)
        spans = [Span(read.start(hit.first), read.end(hit.last), hit.level) for hit in hits]
        return Marked(text, spans, [hit.key for hit in hits])

    def spans(self, text: str, forms: Forms | None = None) -> list[Span]:
        """The marks of `text` in order; they do not overlap. `forms`: its analysis, if at hand."""
        return self.read(text, forms).spans

    def mark(self, text: str, forms: Forms | None = None) -> str:
        """`text` as HTML, escaped, with `<mark>` around each span."""
        return self.read(text, forms).html()

    def snippet(self, text: str, width: int = 220, passages: int = 2, forms: Forms | None = None) -> str:
        """See `Marked.snippet`."""
        return self.read(text, forms).snippet(width, passages)

    def _next(self) -> int:
        self._keys += 1
        return self._keys

    def _want_word(self, word: str) -> None:
        terms = self._analyzer.analyze(word)
        if len(terms) > 1:
            self._want_phrase([word])
        elif terms:
            term, key = terms[0], self._next()
            self._surfaces.setdefault(term.exact if self._exact else term.surface, key)
            if not self._exact:
                self._stems.setdefault(term.stem, key)
                if len(term.root) >= SHORTEST_ROOT:
                    self._roots.setdefault(term.root, key)

    def _want_phrase(self, phrase: Sequence[str]) -> None:
        terms = [term for word in phrase for term in self._analyzer.analyze(word)]
        words = [term.exact if self._exact else term.surface for term in terms]
        if words:
            self._phrases[words[0]].append((tuple(words[1:]), self._next()))

    def _want_names(self, names: Iterable[Sequence[str]]) -> None:
        for name in names:
            words = [term.surface for word in name for term in self._analyzer.analyze(word)]
            key = self._next()
            for form in attached_forms(words[0]) if words else ():
                self._names[form].append((tuple(words[1:]), key))

    def _hits(self, read: Reading) -> list[_Hit]:
        """What matches, in order, without overlaps: phrases and names before words, longer before shorter."""
        hits = self._sequence_hits(read, self._phrases, "phrase", exact=self._exact)
        hits += self._sequence_hits(read, self._names, "name")
        hits.sort(key=lambda hit: (hit.first - hit.last, hit.first))
        hits += self._word_hits(read)
        taken: set[int] = set()
        kept = []
        for hit in hits:
            places = range(hit.first, hit.last + 1)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.first)

    def _word_hits(self, read: Reading) -> list[_Hit]:
        """Single words. A root counts only for a word of the query that nothing nearer stands for."""
        written: Written = "exact" if self._exact else "surface"
        hits = [
            _Hit(at, at, "word", self._surfaces[word])
            for at, word in self._places(read, "word", self._surfaces, written)
        ]
        for prefix, key in self._prefixes.items():
            hits += [_Hit(at, at, "word", key) for at in read.beginning(prefix, written)]
        hits += [
            _Hit(at, at, "stem", self._stems[word])
            for at, word in self._places(read, "stem", self._stems, "stem")
        ]
        met = {hit.key for hit in hits}
        roots = {root: key for root, key in self._roots.items() if key not in met}
        found = self._places(read, "root", self._roots, "root") if roots else ()
        return hits + [_Hit(at, at, "root", roots[word]) for at, word in found if word in roots]

    def _sequence_hits(
        self, read: Reading, wanted: Sequences, level: Level, *, exact: bool = False
    ) -> list[_Hit]:
        written: Written = "exact" if exact else "surface"
        return [
            _Hit(at, at + len(rest), level, key)
            for at, word in self._places(read, level, wanted, written)
            for rest, key in wanted[word]
            if read.stands(at + 1, rest, written)
        ]

    def _places(
        self, read: Reading, name: str, wanted: Collection[str], written: Written
    ) -> list[tuple[int, str]]:
        """Each place of each of the words, with the word; `name`: what these words are kept under."""
        if not wanted:
            return []
        if name not in self._lookups:
            # How a word is written exactly has no column: it stands only where the word itself does.
            words = map(surface_of, wanted) if written == "exact" else wanted
            self._lookups[name] = lookup(words)
        return read.places(self._lookups[name], wanted, written)


WEIGHTS: dict[Level, float] = {"phrase": 4.0, "name": 3.0, "word": 3.0, "stem": 2.0, "root": 1.0}
"""How much a match of each level speaks for a passage."""


def _marked(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    """`text` from `start` to `end` as HTML with `spans` (all inside) marked."""
    parts = []
    for span in spans:
        parts += [escape(text[start : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>"]
        start = span.end
    parts.append(escape(text[start:end]))
    return "".join(parts)
