"""From the reader's `Query` to the tree an engine evaluates. Pure.

An article matches if it contains all of one or two words, or at least half of three or more, each at any
level (word, stem, root) or in any spelling of a name. A word that is a name by itself has no root: most are
foreign, and three of their letters belong to words that have nothing to do with them. Scores sum over all
levels and words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from search.arabic import STOP_WORDS, Analyzer
from search.arabic import Term as Analysed
from search.marks import Marks, marks_of
from search.names import Expansion, Group, Path
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
    Tag,
    Term,
)
from search.plan import Phrase as PhraseNode
from search.query import Clause, Either, Field, Phrase, Query, Word
from search.spellings import Spellings

SURFACE_BOOST = 0.5
GRAM_BOOST = 0.5


class NameResolver(Protocol):
    """What planning needs of `search.names.Names`."""

    def expand(self, query: Query) -> Expansion: ...
    def resolve(self, kind: str, value: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """A query made ready: `words` are the optional parts, one node a word; `rest` must all match.

    `marks`: what a highlighter marks; `groups`: names searched in all spellings; `offers`: names it may
    mean; `quoted`: a phrase is required.
    """

    words: tuple[Node, ...]
    rest: tuple[Node, ...]
    marks: Marks = field(default_factory=Marks)
    groups: tuple[Group, ...] = ()
    offers: tuple[Group, ...] = ()
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
        found = Expansion()
        if expand and self.names is not None and not self.exact:
            found = self.names.expand(query)
        optional = self._without_stop_words(query.clauses)
        spelled = Spellings(self.analyzer, (*found.groups, *found.inner), scoring=optional)
        words: list[Node] = []
        rest: list[Node] = []
        for index, clause in enumerate(query.clauses):
            node = self._clause(clause, spelled, (), index)
            if node is None:
                continue
            if clause.occur == "prohibited":
                rest.append(Not(node))
            elif clause.occur == "required" or not isinstance(clause, Word):
                rest.append(node)
            elif index in optional:
                words.append(node)
        return self._with_marks(query, found, tuple(words), tuple(rest), optional)

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

    def _clause(self, clause: Clause, spelled: Spellings, within: Path, index: int) -> Node | None:
        """The node of the clause at `index` of the list that `within` leads to."""
        if isinstance(clause, Word):
            name = spelled.is_name(within, index) or self._excludes_name(clause)
            return self._word(clause, spelled.at(within, index), root=not name)
        if isinstance(clause, Phrase):
            return self._phrase(self.analyzer.analyze(clause.text))
        if isinstance(clause, Field):
            return self._field(clause)
        return self._either(clause, spelled, within, index)

    def _excludes_name(self, word: Word) -> bool:
        """Whether an excluded word is a name. It keeps out its own spelling, not the others: who leaves out
        Facebook may be after WhatsApp.
        """
        if word.occur != "prohibited" or self.names is None:
            return False
        return bool(self.names.expand(Query(word.text, (replace(word, occur="optional"),))).groups)

    def _word(self, word: Word, spellings: tuple[Node, ...], *, root: bool) -> Node | None:
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
        return AtLeast((*self._levels(term, root), *spellings))

    def _levels(self, term: Analysed, root: bool) -> Iterable[Node]:
        yield Term("text", term.surface, SURFACE_BOOST)
        yield Term("stem", term.stem)
        if root:
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

    def _either(self, either: Either, spelled: Spellings, within: Path, index: int) -> Node | None:
        options = []
        for number, option in enumerate(either.options):
            node = self._option(option, spelled, (*within, (index, number)))
            if node is not None:
                options.append(node)
        return AtLeast(tuple(options)) if options else None

    def _option(self, clauses: tuple[Clause, ...], spelled: Spellings, within: Path) -> Node | None:
        nodes = []
        for index, clause in enumerate(clauses):
            node = self._clause(clause, spelled, within, index)
            if node is not None:
                nodes.append(Not(node) if clause.occur == "prohibited" else node)
        return All(tuple(nodes)) if nodes else None

    def _with_marks(
        self,
        query: Query,
        found: Expansion,
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
        marks = marks_of(shown)
        groups = (*found.groups, *found.inner)
        return Understood(
            words=words,
            rest=rest,
            marks=replace(
                marks,
                names=tuple(words for group in groups for words in group.alternatives),
                proper=frozenset(_written(query, group) for group in groups if group.first == group.last),
            ),
            groups=groups,
            offers=found.offers,
            all_words=self.all_words,
            quoted=any(isinstance(clause, Phrase) for clause in shown),
        )


def _written(query: Query, group: Group) -> str:
    """The first word of a name as it was typed."""
    clauses = query.clauses
    for at, option in group.within:
        either = clauses[at]
        clauses = either.options[option] if isinstance(either, Either) else clauses
    clause = clauses[group.first]
    return clause.text if isinstance(clause, Word) else ""
