"""Marks in the original text the words a query found, and picks the passages worth showing. Pure.

Whole written words are marked, with their vocalisation, tatweel and attached particles; a phrase or name is
one mark. The text is escaped first and last: only `<mark>` is markup in what comes out.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from search.arabic import Analyzer
from search.forms import Forms
from search.passages import Passage, best_passages
from search.reading import Reading, readings
from search.wanted import Level, Wanted

LEVELS: tuple[Level, ...] = ("phrase", "word", "name", "stem", "root")
"""The nearest match first."""


class Span(NamedTuple):
    """A mark from `start` to `end` (code points of the text) and why it is there."""

    start: int
    end: int
    level: Level


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
            shown.append(" ".join(_marked(text, start, end, inside).split()))
        before = "… " if pieces and text[: pieces[0][0]].strip() else ""
        after = " …" if pieces and text[pieces[-1][1] :].strip() else ""
        return before + " … ".join(shown) + after


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
        proper: Container[str] = (),
    ) -> None:
        """What to mark, as typed: `words` at any level (with `exact`, as written); `phrases` word by word;
        words that begin with one of `prefixes`; `names`: spellings, as their words, also behind particles;
        `proper`: those of `words` that are names, which have no root.
        """
        self._analyzer = analyzer
        self._wanted = Wanted(analyzer, exact)
        for word in words:
            self._wanted.word(word, proper=word in proper)
        for phrase in phrases:
            self._wanted.phrase(phrase)
        for prefix in prefixes:
            self._wanted.prefix(prefix)
        for name in names:
            self._wanted.name(name)
        self._lookups = self._wanted.lookups()

    def read(self, text: str, forms: Forms | None = None) -> Marked:
        """What the query finds in `text`. `forms`: its analysis, if at hand."""
        return self.read_all([(text, forms)])[0]

    def read_all(self, texts: Sequence[tuple[str, Forms | None]]) -> list[Marked]:
        """The same of many texts, which is faster than one after the other."""
        read = readings(texts, self._lookups, self._analyzer)
        return [self._marked(text, reading) for (text, _forms), reading in zip(texts, read, strict=True)]

    def _marked(self, text: str, read: Reading) -> Marked:
        found = self._wanted.find(read)
        spans = [Span(read.start(one.first), read.end(one.last), one.level) for one in found]
        return Marked(text, spans, [one.key for one in found])

    def spans(self, text: str, forms: Forms | None = None) -> list[Span]:
        """The marks of `text` in order; they do not overlap. `forms`: its analysis, if at hand."""
        return self.read(text, forms).spans

    def mark(self, text: str, forms: Forms | None = None) -> str:
        """`text` as HTML, escaped, with `<mark>` around each span."""
        return self.read(text, forms).html()

    def snippet(self, text: str, width: int = 220, passages: int = 2, forms: Forms | None = None) -> str:
        """See `Marked.snippet`."""
        return self.read(text, forms).snippet(width, passages)


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
