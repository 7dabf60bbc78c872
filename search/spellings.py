"""The nodes that let any spelling of a name stand for the words of a query that name it. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from search.arabic import Analyzer
from search.clitics import attached_forms
from search.names import Group, Path
from search.plan import Node, Phrase, Synonyms, Tag, Term


class Spellings:
    """For each clause of a query, what else may stand in its place: other spellings, and the tag of what is
    named, since articles say ميتا or كريم too, which are tagged only where the text tells what is meant.

    A name of several words scores once, on the first of its words that counts; on the others its spellings
    only match. `scoring`: indexes of the query's own optional clauses that count.
    """

    def __init__(self, analyzer: Analyzer, groups: Sequence[Group], *, scoring: Container[int]) -> None:
        self._analyzer = analyzer
        self._nodes: dict[tuple[Path, int], tuple[Node, ...]] = {}
        self._proper: set[tuple[Path, int]] = set()
        for group in groups:
            self._learn(group, scoring)

    def at(self, within: Path, index: int) -> tuple[Node, ...]:
        """The nodes for the clause at `index` of the list that `within` leads to."""
        return self._nodes.get((within, index), ())

    def is_name(self, within: Path, index: int) -> bool:
        """Whether the clause is a name by itself: its letters are no root that other words could share."""
        return (within, index) in self._proper

    def _learn(self, group: Group, scoring: Container[int]) -> None:
        places = range(group.first, group.last + 1)
        if len(places) == 1:
            self._proper.add((group.within, group.first))
        options = tuple(option for words in group.alternatives for option in self._options(words))
        tags = (Tag(group.kind, (group.slug,)),) if group.whole else ()
        scored = next((place for place in places if group.within or place in scoring), group.first)
        for place in places:
            spelled = (Synonyms(options, float(len(places)) if place == scored else 0.0),) if options else ()
            key = (group.within, place)
            self._nodes[key] = (*self._nodes.get(key, ()), *spelled, *tags)

    def _options(self, words: Sequence[str]) -> Iterable[Term | Phrase]:
        """A spelling as terms, also behind particles (ولأمازون)."""
        surfaces = [surface for word in words for surface in self._analyzer.surfaces(word)]
        if not surfaces:
            return
        starts = attached_forms(surfaces[0])
        if len(surfaces) == 1:
            yield from (Term("text", start) for start in starts)
        else:
            yield Phrase("text", (starts, *((surface,) for surface in surfaces[1:])))
