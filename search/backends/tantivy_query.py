"""A plan's tree as tantivy queries, scored as `search.evaluate` scores it but for a constant factor.

Where it is not exact: a name's spellings (`Synonyms`) and a prefix's terms score as the best of them plus a
quarter of the others, with the idf of the union; their frequencies do not add up before saturation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search import plan
from search.documents import encodable
from search.evaluate import K1, idf

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


REMEMBERED = 2000
"""Names whose queries are kept a searcher: each took a look-up a form, and a count."""
Known = dict[plan.Node, Query]


class Translation(plan.Visitor[Query]):
    """Turns nodes into queries over one searcher; asks it for document frequencies.

    `known`: queries already made over this searcher.
    """

    def __init__(self, searcher: Searcher, schema: Schema, known: Known | None = None) -> None:
        self.searcher = searcher
        self.schema = schema
        self.known = {} if known is None else known
        self.total = max(1, searcher.num_docs)

    def synonyms(self, node: plan.Synonyms) -> Query:
        query = self.known.get(node)
        if query is None:
            query = self._synonyms(node)
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[node] = query
        return query

    def term(self, node: plan.Term) -> Query:
        """See `Visitor`."""
        return self._scored([self._leaf(node)], node.boost)

    def phrase(self, node: plan.Phrase) -> Query:
        """See `Visitor`."""
        return self._scored(self._phrases(node), node.boost)

    # -- leaves that score

    def _leaf(self, node: plan.Term) -> Leaf | None:
        """A term's query; None where no article has the term."""
        text = encodable(node.text)
        documents = self.searcher.doc_freq(node.field, text)
        if not documents:
            return None
        return Leaf(Query.term_query(self.schema, node.field, text, "freq"), self._idf(documents))

    def _idf(self, documents: int) -> float:
        return idf(max(self.total, documents), documents)

    def _phrases(self, node: plan.Phrase) -> list[Leaf | None]:
        """A query for each combination of the places' alternatives that can occur."""
        places = [
            [text for text in map(encodable, options) if self.searcher.doc_freq(node.field, text)]
            for options in node.places
        ]
        if len(places) == 1:
            return [self._leaf(plan.Term(node.field, text)) for text in places[0]]
        found: list[Leaf | None] = []
        for words in itertools.islice(itertools.product(*places), PHRASE_FORMS):
            # tantivy, as Lucene, scores a phrase with the sum of its terms' idf.
            weight = sum(self._idf(self.searcher.doc_freq(node.field, word)) for word in words)
            found.append(Leaf(Query.phrase_query(self.schema, node.field, list(words)), weight))
        return found

    def _synonyms(self, node: plan.Synonyms) -> Query:
        leaves: list[Leaf | None] = []
        for option in node.options:
            leaves += self._written(option) if isinstance(option, plan.Phrase) else [self._leaf(option)]
        return self._scored(leaves, node.boost)

    def _written(self, phrase: plan.Phrase) -> list[Leaf | None]:
        """The phrases that some article has. The others (the words of «سوق كوم» apart are common ones) would
        be looked for in every search for the name: they took half of its time.
        """
        found = self._phrases(phrase)
        return [leaf for leaf in found if leaf and count(self.searcher, leaf.query)]

    def prefix(self, node: plan.Prefix) -> Query:
        rows = self.searcher.terms_with_prefix(node.field, encodable(node.text))
        terms = sorted(text for text, _count in rows)[:PREFIX_TERMS]
        return self._scored([self._leaf(plan.Term(node.field, text)) for text in terms], node.boost)

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

    def tag(self, node: plan.Tag) -> Query:
        terms = (Query.term_query(self.schema, node.field, encodable(slug), "basic") for slug in node.slugs)
        return silent(either(terms))

    def days(self, node: plan.Days) -> Query:
        first = max(1, node.first or 1)
        return silent(Query.range_query(self.schema, "day", FieldType.Unsigned, first, node.last))

    def ids(self, node: plan.Ids) -> Query:
        ids = [pk for pk in node.ids if pk > 0]
        return silent(Query.term_set_query(self.schema, "id", ids)) if ids else Query.empty_query()

    def undated(self, node: plan.Undated) -> Query:
        """See `Visitor`."""
        return silent(Query.term_query(self.schema, "day", 0))

    def everything(self, node: plan.Everything) -> Query:
        """See `Visitor`."""
        return silent(Query.all_query())

    def hint(self, node: plan.Hint) -> Query:
        """See `Visitor`. Its terms score in the tree that holds it."""
        return Query.empty_query()

    # -- trees

    def no(self, node: plan.Not) -> Query:
        """See `Visitor`."""
        return self.all_of(plan.All((node,)))

    def all_of(self, node: plan.All) -> Query:
        parts = [
            (Occur.MustNot, self.visit(child.node))
            if isinstance(child, plan.Not)
            else (Occur.Must, self.visit(child))
            for child in node.nodes
        ]
        if all(occur == Occur.MustNot for occur, _query in parts):
            parts.append((Occur.Must, silent(Query.all_query())))
        return Query.boolean_query(parts)

    def at_least(self, node: plan.AtLeast) -> Query:
        children, minimum = countable(node)
        if minimum > len(children):
            return Query.empty_query()
        if minimum == 1:
            children = list(spread(children, hinted=False))
        parts = [self.visit(child) for child in children]
        matching = majority(*parts) if (minimum, len(parts)) == (2, 3) else either(parts, minimum)
        hints = [term for child in node.nodes if isinstance(child, plan.Hint) for term in child.terms]
        if not hints:
            return matching
        scored = [(Occur.Should, self.visit(term)) for term in hints]
        return Query.boolean_query([(Occur.Must, matching), *scored])


def spread(nodes: Iterable[plan.Node], *, hinted: bool) -> Iterator[plan.Node]:
    """Nodes of which one is enough, with those of such nodes among them in their place: one walk over all
    their articles takes half as long as one over what others walk over. Scores may differ in the last bit.

    `hinted`: also those with hints, which score only there and are left out.
    """
    for node in nodes:
        if isinstance(node, plan.AtLeast) and node.minimum <= 1:
            matching = [child for child in node.nodes if not isinstance(child, plan.Hint)]
            if hinted or len(matching) == len(node.nodes):
                yield from spread(matching, hinted=hinted)
                continue
        yield node


def silent(query: Query) -> Query:
    """The same matches without a score."""
    return Query.const_score_query(query, 0.0)


def countable(node: plan.AtLeast) -> tuple[list[plan.Node], int]:
    """The nodes that can match, and how many of them must; hints match nothing."""
    return [child for child in node.nodes if not isinstance(child, plan.Hint)], max(1, node.minimum)


def either(queries: Iterable[Query], minimum: int = 1) -> Query:
    """At least `minimum` of the queries; scores add up."""
    parts = [(Occur.Should, query) for query in queries]
    if not parts:
        return Query.empty_query()
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts, minimum)


def majority(first: Query, second: Query, third: Query) -> Query:
    """At least two of three; scores add up, each once: (a or b) and (c or (a and b)).

    Asked for as two of three, tantivy keeps a heap of all three, document by document: half as fast.
    """
    both = silent(Query.boolean_query([(Occur.Must, first), (Occur.Must, second)]))
    return Query.boolean_query([(Occur.Must, either((first, second))), (Occur.Must, either((third, both)))])


def count(searcher: Searcher, query: Query) -> int:
    """Number of matching documents. (A limit of 0 would end the process's thread in a panic.)"""
    return total_of(searcher.search(silent(query), 1, count=True))


def total_of(result: Any) -> int:
    """The exact total of a search that was asked to count. (The bindings' stubs forget the attribute.)"""
    return int(result.count or 0)
