"""A plan's tree as tantivy queries, scored as `search.evaluate` scores it but for a constant factor.

Where it is not exact: a name's spellings (`Synonyms`) and a prefix's terms score as the best of them plus a
quarter of the others, with the idf of the union; their frequencies do not add up before saturation.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search.documents import encodable
from search.evaluate import K1, idf
from search.plan import (
    All,
    AtLeast,
    Days,
    Everything,
    Hint,
    Ids,
    Node,
    Not,
    Phrase,
    Prefix,
    Synonyms,
    Tag,
    Term,
    Undated,
)

SCALE = 1 + K1
"""tantivy multiplies every score by k1 + 1; Lucene since version 8, and we, do not."""
PREFIX_TERMS = 200
"""Terms that a prefix may stand for; the alphabetically first ones count."""
PHRASE_FORMS = 64
"""Combinations of alternatives that a phrase is spelled out to."""
REST = 0.25
"""What the weaker spellings add to the best one's score in an article that has several."""


class Leaf(NamedTuple):
    """A query and the idf that tantivy gives it."""

    query: Query
    idf: float


class Translation:
    """Turns nodes into queries over one searcher; asks it for document frequencies."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self.searcher = searcher
        self.schema = schema
        self.total = max(1, searcher.num_docs)
        self._handlers: dict[type, Callable[[Any], Query]] = {
            Term: lambda node: self._scored([self._leaf(node)], node.boost),
            Prefix: self._prefix,
            Phrase: lambda node: self._scored(self._phrases(node), node.boost),
            Synonyms: self._synonyms,
            Tag: self._tag,
            Days: self._days,
            Undated: lambda _node: silent(Query.term_query(self.schema, "day", 0)),
            Ids: self._ids,
            Everything: lambda _node: silent(Query.all_query()),
            Hint: lambda _node: Query.empty_query(),
            All: self._all,
            AtLeast: self._at_least,
            Not: lambda node: self._all(All((node,))),
        }

    def query(self, node: Node) -> Query:
        """The query of a node."""
        return self._handlers[type(node)](node)

    # -- leaves that score

    def _leaf(self, node: Term) -> Leaf | None:
        """A term's query; None where no article has the term."""
        text = encodable(node.text)
        documents = self.searcher.doc_freq(node.field, text)
        if not documents:
            return None
        return Leaf(Query.term_query(self.schema, node.field, text, "freq"), self._idf(documents))

    def _idf(self, documents: int) -> float:
        return idf(max(self.total, documents), documents)

    def _phrases(self, node: Phrase) -> list[Leaf | None]:
        """A query for each combination of the places' alternatives that can occur."""
        places = [
            [text for text in map(encodable, options) if self.searcher.doc_freq(node.field, text)]
            for options in node.places
        ]
        if len(places) == 1:
            return [self._leaf(Term(node.field, text)) for text in places[0]]
        found: list[Leaf | None] = []
        for words in itertools.islice(itertools.product(*places), PHRASE_FORMS):
            # tantivy, as Lucene, scores a phrase with the sum of its terms' idf.
            weight = sum(self._idf(self.searcher.doc_freq(node.field, word)) for word in words)
            found.append(Leaf(Query.phrase_query(self.schema, node.field, list(words)), weight))
        return found

    def _synonyms(self, node: Synonyms) -> Query:
        leaves: list[Leaf | None] = []
        for option in node.options:
            leaves += self._phrases(option) if isinstance(option, Phrase) else [self._leaf(option)]
        return self._scored(leaves, node.boost)

    def _prefix(self, node: Prefix) -> Query:
        rows = self.searcher.terms_with_prefix(node.field, encodable(node.text))
        terms = sorted(text for text, _count in rows)[:PREFIX_TERMS]
        return self._scored([self._leaf(Term(node.field, text)) for text in terms], node.boost)

    def _scored(self, leaves: Iterable[Leaf | None], boost: float) -> Query:
        """One leaf or several ways to write one thing: the idf of the union, times the boost."""
        filled = [leaf for leaf in leaves if leaf is not None]
        if not filled:
            return Query.empty_query()
        if not boost:
            return silent(either(leaf.query for leaf in filled))
        union = self._union_idf(filled)
        weighed = [Query.boost_query(leaf.query, boost * union / leaf.idf / SCALE) for leaf in filled]
        return weighed[0] if len(weighed) == 1 else Query.disjunction_max_query(weighed, REST)

    def _union_idf(self, leaves: list[Leaf]) -> float:
        # A string of one leaf is a term, whose idf is known; its query need not run to be counted.
        if len(leaves) == 1 and not str(leaves[0].query).startswith("Query(PhraseQuery"):
            return leaves[0].idf
        return self._idf(count(self.searcher, either(leaf.query for leaf in leaves)))

    # -- leaves that only match

    def _tag(self, node: Tag) -> Query:
        terms = (Query.term_query(self.schema, node.field, encodable(slug), "basic") for slug in node.slugs)
        return silent(either(terms))

    def _days(self, node: Days) -> Query:
        first = max(1, node.first or 1)
        return silent(Query.range_query(self.schema, "day", FieldType.Unsigned, first, node.last))

    def _ids(self, node: Ids) -> Query:
        ids = [pk for pk in node.ids if pk > 0]
        return silent(Query.term_set_query(self.schema, "id", ids)) if ids else Query.empty_query()

    # -- trees

    def _all(self, node: All) -> Query:
        parts = [
            (Occur.MustNot, self.query(child.node))
            if isinstance(child, Not)
            else (Occur.Must, self.query(child))
            for child in node.nodes
        ]
        if all(occur == Occur.MustNot for occur, _query in parts):
            parts.append((Occur.Must, silent(Query.all_query())))
        return Query.boolean_query(parts)

    def _at_least(self, node: AtLeast) -> Query:
        children = [child for child in node.nodes if not isinstance(child, Hint)]
        minimum = max(1, node.minimum)
        if minimum > len(children):
            return Query.empty_query()
        matching = either((self.query(child) for child in children), minimum)
        hints = [term for child in node.nodes if isinstance(child, Hint) for term in child.terms]
        if not hints:
            return matching
        scored = [(Occur.Should, self.query(term)) for term in hints]
        return Query.boolean_query([(Occur.Must, matching), *scored])


def silent(query: Query) -> Query:
    """The same matches without a score."""
    return Query.const_score_query(query, 0.0)


def either(queries: Iterable[Query], minimum: int = 1) -> Query:
    """At least `minimum` of the queries; scores add up."""
    parts = [(Occur.Should, query) for query in queries]
    if not parts:
        return Query.empty_query()
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts, minimum)


def count(searcher: Searcher, query: Query) -> int:
    """Number of matching documents. (A limit of 0 would end the process's thread in a panic.)"""
    return total_of(searcher.search(silent(query), 1, count=True))


def total_of(result: Any) -> int:
    """The exact total of a search that was asked to count. (The bindings' stubs forget the attribute.)"""
    return int(result.count or 0)
