"""From the reader's `Query` to the tree an engine evaluates. Pure.

An article matches if it contains all of one or two words, or at least half of three or more, each at any
level (word, stem, root) or in any spelling of a name. Scores sum over all levels and words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.arabic import STOP_WORDS, Analyzer
from search.arabic import Term as Analysed
from search.names import Expansion, Group
from search.params import parse_date
from search.plan import (
    TAG_FIELDS,
    All,
    AtLeast,
    Days,
    Everything,
    Hint,
    Node,
    Not,
    Prefix,
    Synonyms,
    Tag,
    Term,
)
from search.plan import (
    Phrase as PhraseNode,
)
from search.query import Clause, Either, Field, Phrase, Query, Word

SURFACE_BOOST = 0.5
GRAM_BOOST = 0.5
CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
"""Particles written onto the first word of a name (ولأمازون); `للـ` and `الـ` belong to the spelling."""


class NameResolver(Protocol):
    """What planning needs of `search.names.Names`."""

    def expand(self, query: Query) -> Expansion: ...
    def resolve(self, kind: str, value: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """A query made ready: `words` are the optional parts, one node a word; `rest` must all match.

    `terms`: the words searched, as typed; `marked_words`, `marked_phrases`, `marked_prefixes`: what a
    highlighter marks; `groups`: names searched in all spellings; `quoted`: a phrase is required.
    """

    words: tuple[Node, ...]
    rest: tuple[Node, ...]
    terms: tuple[str, ...]
    marked_words: tuple[str, ...] = ()
    marked_phrases: tuple[tuple[str, ...], ...] = ()
    marked_prefixes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    all_words: bool = False
    quoted: bool = False

    @property
    def minimum(self) -> int:
        """How many of the words an article must contain."""
        count = len(self.words)
        return count if count <= 2 or self.all_words else -(-count // 2)

    def node(self, minimum: int | None = None) -> Node:
        """The tree; `minimum` None for the rule above, 1 where one word is enough."""
        if not self.words:
            return All(self.rest) if self.rest else Everything()
        wanted = AtLeast(self.words, self.minimum if minimum is None else minimum)
        return All((wanted, *self.rest)) if self.rest else wanted


class Planner:
    """Turns queries into trees with one analyzer and, where given, the gazetteer's names."""

    def __init__(
        self,
        analyzer: Analyzer,
        names: NameResolver | None = None,
        *,
        publishers: Callable[[str], Sequence[str]] = lambda _value: (),
        exact: bool = False,
        all_words: bool = False,
    ) -> None:
        self.analyzer = analyzer
        self.names = names
        self.publishers = publishers
        self.exact = exact
        self.all_words = all_words

    def understand(self, query: Query, *, expand: bool = True) -> Understood:
        """Plan one query. Fields must be known ones (`search.query.settle`)."""
        groups: tuple[Group, ...] = ()
        if expand and self.names is not None and not self.exact:
            groups = self.names.expand(query).groups
        spelled = self._spelled(groups)
        optional = self._without_stop_words(query.clauses)
        words: list[Node] = []
        rest: list[Node] = []
        for index, clause in enumerate(query.clauses):
            node = self._clause(clause, spelled.get(index, ()))
            if node is None:
                continue
            if clause.occur == "prohibited":
                rest.append(Not(node))
            elif clause.occur == "required" or not isinstance(clause, Word):
                rest.append(node)
            elif index in optional:
                words.append(node)
        return self._with_marks(query, groups, tuple(words), tuple(rest), optional)

    def known(self, field: Field) -> bool:
        """Whether a field's value names anything: a date, a company, a campaign or a publisher."""
        if field.name in ("after", "before"):
            return parse_date(field.value, end=False) is not None
        return bool(self._slugs(field))

    def _slugs(self, field: Field) -> tuple[str, ...]:
        if field.name == "publisher":
            return tuple(self.publishers(field.value))
        return self.names.resolve(field.name, field.value) if self.names else ()

    def _without_stop_words(self, clauses: Sequence[Clause]) -> set[int]:
        """Indexes of the optional words that count: all but stop words, unless nothing else remains."""
        optional = [
            i for i, clause in enumerate(clauses) if isinstance(clause, Word) and clause.occur == "optional"
        ]
        telling = [i for i in optional if not self._is_stop(clauses[i])]
        anything_else = telling or any(clause.occur == "required" for clause in clauses)
        return set(telling if anything_else else optional)

    def _is_stop(self, clause: Clause) -> bool:
        if not isinstance(clause, Word) or clause.prefix:
            return False
        return all(term.surface in STOP_WORDS for term in self.analyzer.analyze(clause.text))

    def _clause(self, clause: Clause, spellings: tuple[Node, ...]) -> Node | None:
        if isinstance(clause, Word):
            return self._word(clause, spellings)
        if isinstance(clause, Phrase):
            return self._phrase(self.analyzer.analyze(clause.text))
        if isinstance(clause, Field):
            return self._field(clause)
        return self._either(clause)

    def _word(self, word: Word, spellings: tuple[Node, ...]) -> Node | None:
        terms = self.analyzer.analyze(word.text)
        if not terms:
            return None
        if len(terms) > 1:
            phrase = self._phrase(terms)
            return AtLeast((phrase, *spellings)) if spellings and phrase else phrase
        term = terms[0]
        if word.prefix:
            return Prefix("exact", term.exact) if self.exact else Prefix("text", term.surface)
        if self.exact:
            return Term("exact", term.exact)
        return AtLeast((*self._levels(term), *spellings))

    def _levels(self, term: Analysed) -> Iterable[Node]:
        yield Term("text", term.surface, SURFACE_BOOST)
        yield Term("stem", term.stem)
        yield Term("root", term.root)
        if self.analyzer.ngrams:
            grams = self.analyzer.grams(term.surface)
            yield Hint(tuple(Term("gram", gram, GRAM_BOOST) for gram in grams))

    def _phrase(self, terms: list[Analysed]) -> Node | None:
        if not terms:
            return None
        if self.exact:
            return PhraseNode("exact", tuple((term.exact,) for term in terms))
        return PhraseNode("text", tuple((term.surface,) for term in terms))

    def _field(self, field: Field) -> Node | None:
        if field.name in ("after", "before"):
            day = parse_date(field.value, end=False)
            if day is None:
                return None
            # after:2021 begins with its first day and before:2021 ends the day before: nothing is in both.
            return Days(first=day.toordinal()) if field.name == "after" else Days(last=day.toordinal() - 1)
        if field.name in TAG_FIELDS:
            return Tag(field.name, self._slugs(field))
        return None

    def _either(self, either: Either) -> Node | None:
        options = [self._option(option) for option in either.options]
        nodes = tuple(node for node in options if node is not None)
        return AtLeast(nodes) if nodes else None

    def _option(self, clauses: tuple[Clause, ...]) -> Node | None:
        nodes = []
        for clause in clauses:
            node = self._clause(clause, ())
            if node is not None:
                nodes.append(Not(node) if clause.occur == "prohibited" else node)
        return All(tuple(nodes)) if nodes else None

    def _spelled(self, groups: tuple[Group, ...]) -> dict[int, tuple[Node, ...]]:
        """Clause index → the nodes that let any spelling of a name stand for its word.

        The first word of a name scores; the others only match, so that a name counts once.
        """
        nodes: dict[int, tuple[Node, ...]] = {}
        for group in groups:
            options = tuple(option for words in group.alternatives for option in self._alternative(words))
            for index in range(group.first, group.last + 1):
                boost = float(group.last - group.first + 1) if index == group.first else 0.0
                nodes[index] = (*nodes.get(index, ()), Synonyms(options, boost))
        return nodes

    def _alternative(self, words: tuple[str, ...]) -> Iterable[Term | PhraseNode]:
        surfaces = [term.surface for word in words for term in self.analyzer.analyze(word)]
        if not surfaces:
            return
        first = surfaces[0]
        attached = CLITICS if "ء" <= first[0] <= "ي" else ("",)
        starts = tuple(particle + first for particle in attached)
        if len(surfaces) == 1:
            yield from (Term("text", start) for start in starts)
        else:
            yield PhraseNode("text", (starts, *((surface,) for surface in surfaces[1:])))

    def _with_marks(
        self,
        query: Query,
        groups: tuple[Group, ...],
        words: tuple[Node, ...],
        rest: tuple[Node, ...],
        optional: set[int],
    ) -> Understood:
        shown = [
            clause
            for index, clause in enumerate(query.clauses)
            if clause.occur != "prohibited"
            and (not isinstance(clause, Word) or clause.occur != "optional" or index in optional)
        ]
        plain, phrases, prefixes = _marks(shown)
        spelled = [words_of for group in groups for words_of in group.alternatives]
        return Understood(
            words=words,
            rest=rest,
            terms=tuple(plain + [" ".join(phrase) for phrase in phrases] + prefixes),
            marked_words=tuple(plain),
            marked_phrases=(*phrases, *spelled),
            marked_prefixes=tuple(prefixes),
            groups=groups,
            all_words=self.all_words,
            quoted=any(isinstance(clause, Phrase) for clause in shown),
        )


def _marks(clauses: Iterable[Clause]) -> tuple[list[str], list[tuple[str, ...]], list[str]]:
    """Words, phrases and prefixes that a highlighter marks, from clauses and the options inside them."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    prefixes: list[str] = []
    for clause in clauses:
        if isinstance(clause, Word):
            (prefixes if clause.prefix else words).append(clause.text)
        elif isinstance(clause, Phrase):
            phrases.append(tuple(clause.text.split()))
        elif isinstance(clause, Either):
            for option in clause.options:
                inner = _marks(part for part in option if part.occur != "prohibited")
                words += inner[0]
                phrases += inner[1]
                prefixes += inner[2]
    return words, phrases, prefixes
