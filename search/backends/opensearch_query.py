"""A plan's tree in OpenSearch's query language, scored as `search.evaluate` scores it.

No string of the reader's is ever parsed there: terms go into `term`, and what may be written in several ways
into `match` and `match_phrase` with an analyzer that only splits. Where it is not exact: spellings of a name
with several words score as the best one plus a quarter of the others, and the terms of a prefix add up after
saturation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from search.backends.opensearch_schema import OR, term
from search.documents import encodable
from search.evaluate import idf
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

Query = dict[str, Any]
Counts = Mapping[Node, int]
"""Node → number of articles that match it."""
NOTHING: Query = {"match_none": {}}
PREFIX_TERMS = 50
"""Terms of a prefix that score; all of them match."""
REST = 0.25
"""What the weaker ways to write a name add to the best one's score in an article that has several."""
MOST_SCORED = 800
"""Leaves of a tree beyond which hints are left out: a cluster refuses more than 1,024."""
MOST_IDS = 50_000
"""Ids in one clause; a cluster refuses more than 65,536."""


class Translation:
    """Turns nodes into queries. `total`: articles in the index; `counts`: of what `counted` names."""

    def __init__(self, total: int = 1, counts: Counts | None = None, *, hints: bool = True) -> None:
        self.total = max(1, total)
        self.counts = counts or {}
        self.hints = hints
        self._handlers: dict[type, Callable[[Any], Query]] = {
            Term: self._term,
            Prefix: self._prefix,
            Phrase: self._phrase,
            Synonyms: self._synonyms,
            Tag: lambda node: _silent({"terms": {node.field: [encodable(slug) for slug in node.slugs]}}),
            Days: self._days,
            Undated: lambda _node: _silent(_without("day")),
            Ids: self._ids,
            Everything: lambda _node: _silent({"match_all": {}}),
            Hint: lambda _node: NOTHING,
            All: self._all,
            AtLeast: self._at_least,
            Not: lambda node: self._all(All((node,))),
        }

    def query(self, node: Node) -> Query:
        """The query of a node."""
        return self._handlers[type(node)](node)

    # -- leaves that score

    def _term(self, node: Term) -> Query:
        return _boosted({"term": {node.field: {"value": term(node.text)}}}, node.boost)

    def _prefix(self, node: Prefix) -> Query:
        value = term(node.text)
        matching = {"prefix": {node.field: {"value": value}}}
        if not node.boost:
            return _silent(matching)
        best = {"value": value, "rewrite": f"top_terms_blended_freqs_{PREFIX_TERMS}", "boost": node.boost}
        return {"bool": {"filter": [matching], "should": [{"prefix": {node.field: best}}]}}

    def _phrase(self, node: Phrase) -> Query:
        if not node.places:
            return NOTHING
        return self._weighed(node, node, _in_order(node), node.boost)

    def _synonyms(self, node: Synonyms) -> Query:
        ways = [
            self._weighed(node, way, _in_order(way) if isinstance(way, Phrase) else _any_of(way), node.boost)
            for way in _ways(node)
        ]
        if not ways:
            return NOTHING
        return ways[0] if len(ways) == 1 else {"dis_max": {"queries": ways, "tie_breaker": REST}}

    def _weighed(self, node: Node, way: Node, query: Query, boost: float) -> Query:
        """A way to write `node`, with the idf of the whole node in place of the one that Lucene gives it."""
        if not boost or node not in self.counts:
            return _boosted(query, boost)
        parts = [self._idf(part) for part in _parts(way) if self.counts.get(part)]
        # Lucene adds up the idf of a phrase's terms, and takes that of the commonest synonym.
        given = (sum(parts) if isinstance(way, Phrase) else min(parts, default=0.0)) or 1.0
        return _boosted(query, boost * self._idf(node) / given)

    def _idf(self, node: Node) -> float:
        documents = self.counts.get(node, 0)
        return idf(max(self.total, documents), documents)

    # -- leaves that only match

    def _days(self, node: Days) -> Query:
        bounds = {name: day for name, day in (("gte", node.first), ("lte", node.last)) if day is not None}
        return _silent({"range": {"day": bounds}} if bounds else {"exists": {"field": "day"}})

    def _ids(self, node: Ids) -> Query:
        parts = [list(node.ids[start : start + MOST_IDS]) for start in range(0, len(node.ids), MOST_IDS)]
        return (
            _silent({"bool": {"should": [{"terms": {"id": part}} for part in parts]}}) if parts else NOTHING
        )

    # -- trees

    def _all(self, node: All) -> Query:
        made: dict[str, list[Query]] = {"must": [], "filter": [], "must_not": []}
        for child in node.nodes:
            if isinstance(child, Not):
                made["must_not"].append(self.query(child.node))
            else:
                made["filter" if isinstance(child, _SILENT) else "must"].append(self.query(child))
        if not made["must"] and not made["filter"]:
            made["filter"].append({"match_all": {}})
        return {"bool": made}

    def _at_least(self, node: AtLeast) -> Query:
        children = [child for child in node.nodes if not isinstance(child, Hint)]
        minimum = max(1, node.minimum)
        if minimum > len(children):
            return NOTHING
        matching = {
            "bool": {"should": [self.query(child) for child in children], "minimum_should_match": minimum}
        }
        hints = [hint for child in node.nodes if isinstance(child, Hint) for hint in child.terms]
        if not hints or not self.hints:
            return matching
        return {"bool": {"must": [matching], "should": [self.query(hint) for hint in hints]}}


_SILENT = (Tag, Days, Undated, Ids, Everything)


def counted(node: Node) -> list[Node]:
    """What must be counted before `node` can be scored: phrases, names in several spellings, their terms."""
    found: dict[Node, None] = {}
    for leaf in leaves(node):
        if isinstance(leaf, Synonyms | Phrase) and leaf.boost:
            ways = _ways(leaf) if isinstance(leaf, Synonyms) else [leaf]
            parts = [part for way in ways for part in _parts(way)]
            if len(parts) > 1:
                found.update(dict.fromkeys([leaf, *parts]))
    return list(found)


def leaves(node: Node) -> Iterator[Node]:
    """The leaves of a tree, without what only excludes."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, All | AtLeast):
            waiting += current.nodes
        elif isinstance(current, Hint):
            yield from current.terms
        elif not isinstance(current, Not):
            yield current


def _ways(node: Synonyms) -> list[Node]:
    """The ways to write a name: its single words together, and each of its phrases."""
    words = tuple(option for option in node.options if isinstance(option, Term))
    phrases: list[Node] = [option for option in node.options if isinstance(option, Phrase) and option.places]
    fields = dict.fromkeys(word.field for word in words)
    return [
        *(Synonyms(tuple(word for word in words if word.field == field)) for field in fields),
        *phrases,
    ]


def _parts(way: Node) -> list[Term]:
    """The terms of a way to write something."""
    if isinstance(way, Phrase):
        return [Term(way.field, text) for place in way.places for text in place]
    return [option for option in way.options if isinstance(option, Term)] if isinstance(way, Synonyms) else []


def _in_order(phrase: Phrase) -> Query:
    places = [OR.join(map(term, place)) for place in phrase.places]
    return {"match_phrase": {phrase.field: {"query": " ".join(places), "analyzer": "alternatives"}}}


def _any_of(words: Node) -> Query:
    """Single words as one term: their frequencies add up."""
    texts = _parts(words)
    joined = OR.join(term(word.text) for word in texts)
    return {"match": {texts[0].field: {"query": joined, "analyzer": "alternatives"}}}


def _without(field: str) -> Query:
    return {"bool": {"must_not": [{"exists": {"field": field}}]}}


def _silent(query: Query) -> Query:
    """The same matches without a score."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def _boosted(query: Query, boost: float) -> Query:
    """A leaf query with a boost; 0 matches without a score."""
    if not boost:
        return _silent(query)
    if boost == 1:
        return query
    [(kind, fields)] = query.items()
    [(field, body)] = fields.items()
    return {kind: {field: {**body, "boost": boost}}}


def scaled(query: Query, divisor: float) -> Query:
    """The query with every score divided."""
    return query if divisor == 1 else {"bool": {"must": [query], "boost": 1 / divisor}}


def filters(nodes: Iterable[Node]) -> dict[str, Any]:
    """An aggregation that counts the articles of each node."""
    match = Translation()
    return {"filters": {"filters": [match.query(node) for node in nodes]}}
