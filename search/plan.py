"""What an engine is asked: a tree of terms, filters, order and page. Pure; every engine reads this.

Terms are already analysed (`search.arabic`); an engine never sees the reader's string. Scores: BM25 with
Lucene's idf, summed over all leaves that match; leaves with boost 0 match without scoring.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

TextField = Literal["text", "exact", "stem", "root", "gram"]
TagField = Literal["company", "campaign", "publisher"]
TAG_FIELDS: tuple[TagField, ...] = ("company", "campaign", "publisher")
Order = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Term:
    """Articles with this term in this text field."""

    field: TextField
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a term that begins so; scored as one term."""

    field: TextField
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms in this order side by side; each place may be filled by any of several terms."""

    field: Literal["text", "exact"]
    places: tuple[tuple[str, ...], ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Several ways to write one thing, scored as one term: frequencies add up, the idf is of the union."""

    options: tuple[Term | Phrase, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Tag:
    """Articles with one of these slugs in this field. Never scores."""

    field: TagField
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Dated articles from `first` to `last`, both proleptic ordinals (`date.toordinal`), inclusive.

    None is open. Undated articles never match.
    """

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """Articles without a date."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Articles with these primary keys."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Articles matching at least `minimum` of the nodes; scores of all matching nodes add up."""

    nodes: tuple[Node, ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True)
class All:
    """Articles matching every node; scores add up. Without nodes: every article."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles not matching the node. Never scores."""

    node: Node


@dataclass(frozen=True, slots=True)
class Hint:
    """Adds the scores of its terms to articles that other nodes find; matches nothing itself."""

    terms: tuple[Term, ...]


Leaf = Term | Prefix | Phrase | Synonyms | Tag | Days | Undated | Ids | Everything | Hint
Node = Leaf | AtLeast | All | Not
MAX_DEPTH = 50
"""Deeper trees are refused by `check_depth`; a native engine may crash on a thousand levels."""


Answered = TypeVar("Answered")


class Visitor(ABC, Generic[Answered]):
    """What turns a tree into something else, a method for each kind of node: an engine's reading of plans."""

    def visit(self, node: Node) -> Answered:
        """What becomes of a node; trees call this for their children."""
        answered: Answered = getattr(self, _METHODS[type(node)])(node)
        return answered

    @abstractmethod
    def term(self, node: Term) -> Answered: ...
    @abstractmethod
    def prefix(self, node: Prefix) -> Answered: ...
    @abstractmethod
    def phrase(self, node: Phrase) -> Answered: ...
    @abstractmethod
    def synonyms(self, node: Synonyms) -> Answered: ...
    @abstractmethod
    def tag(self, node: Tag) -> Answered: ...
    @abstractmethod
    def days(self, node: Days) -> Answered: ...
    @abstractmethod
    def undated(self, node: Undated) -> Answered: ...
    @abstractmethod
    def ids(self, node: Ids) -> Answered: ...
    @abstractmethod
    def everything(self, node: Everything) -> Answered: ...
    @abstractmethod
    def hint(self, node: Hint) -> Answered: ...
    @abstractmethod
    def all_of(self, node: All) -> Answered: ...
    @abstractmethod
    def at_least(self, node: AtLeast) -> Answered: ...
    @abstractmethod
    def no(self, node: Not) -> Answered: ...


_METHODS: dict[type[Node], str] = {
    Term: "term",
    Prefix: "prefix",
    Phrase: "phrase",
    Synonyms: "synonyms",
    Tag: "tag",
    Days: "days",
    Undated: "undated",
    Ids: "ids",
    Everything: "everything",
    Hint: "hint",
    All: "all_of",
    AtLeast: "at_least",
    Not: "no",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One search. `limit` None: all hits. `facets`: whether tags and years are counted."""

    node: Node
    order: Order = "relevance"
    offset: int = 0
    limit: int | None = 20
    facets: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's answer: article ids of the page in order with scores, exact total, and counts.

    `tags`: field → slug → number of matching articles; `years`: year (None: undated) → number; `undated`: of
    what the filter of dates that comes last in the tree leaves out, the articles without a date, where an
    engine counts them on the way.
    """

    ids: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    tags: dict[str, dict[str, int]]
    years: dict[int | None, int]
    undated: int | None = None


def depth(node: Node) -> int:
    """Number of levels of the tree, 1 for a leaf."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        current, level = waiting.pop()
        deepest = max(deepest, level)
        if isinstance(current, AtLeast | All):
            waiting += [(child, level + 1) for child in current.nodes]
        elif isinstance(current, Not):
            waiting.append((current.node, level + 1))
    return deepest


def check_depth(node: Node) -> None:
    """Raise ValueError for a tree too deep for an engine."""
    if depth(node) > MAX_DEPTH:
        raise ValueError(f"a query may be nested {MAX_DEPTH} levels deep")
