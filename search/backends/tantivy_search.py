"""One plan over one tantivy searcher: the page, the exact total, the facets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from search.backends.tantivy_facets import Counts, Remembered, apart, counts
from search.backends.tantivy_matches import Matches
from search.backends.tantivy_query import Known, Translation, count, total_of
from search.backends.tantivy_ranking import first_hits
from search.backends.tantivy_schema import ID_MASK, schema
from search.plan import All, Days, Found, Ids, Node, Plan

PLACES = 10_000
"""Articles whose place is kept a searcher."""


class Opened(NamedTuple):
    """A generation as it was at one commit; the queries made over it, where articles were found in it, what
    was counted in it.
    """

    folder: Path
    opened: tantivy.Index
    searcher: tantivy.Searcher
    known: Known
    places: dict[int, tantivy.DocAddress]
    counts: Remembered

    def ids(self, places: list[tantivy.DocAddress]) -> list[int]:
        """The ids of articles at these places, kept for who asks for more of them."""
        ids = [int(pk or 0) for pk in self.searcher.fast_field_values("id", places)]
        if len(self.places) > PLACES:
            self.places.clear()
        self.places.update(zip(ids, places, strict=True))
        return ids

    def find(self, ids: Sequence[int]) -> list[tantivy.DocAddress]:
        """Where those of these articles lie that the index has."""
        missing = tuple(pk for pk in ids if pk not in self.places)
        if missing:
            query = Translation(self.searcher, schema()).visit(Ids(missing))
            self.ids([place for _score, place in self.searcher.search(query, len(missing), count=False).hits])
        return [self.places[pk] for pk in ids if pk in self.places]

    def hashes(self, places: list[tantivy.DocAddress]) -> list[bytes]:
        """The content hashes of articles at these places, from columns."""
        parts = [self.searcher.fast_field_values(f"hash{number}", places) for number in range(4)]
        return [
            b"".join(int(part or 0).to_bytes(8, "big") for part in row) for row in zip(*parts, strict=True)
        ]


Dated = tuple[Node, Days, Counts]
"""A tree without the dates it is narrowed to, these, and how many match."""


class Search:
    """One plan over one searcher."""

    def __init__(self, opened: Opened, plan: Plan) -> None:
        self.opened = opened
        self.searcher = opened.searcher
        self.plan = plan
        self.translation = Translation(opened.searcher, schema(), opened.known)
        self.total: int | None = None

    @cached_property
    def query(self) -> tantivy.Query:
        """The whole tree, scored; what is counted, or ranked without its dates, does not ask it."""
        return self.translation.visit(self.plan.node)

    def found(self) -> Found:
        """The page, the exact total, and the facets if asked for."""
        if not self.plan.facets:
            return Found(*self._page(), self._total(), {}, {})
        node, days = apart(self.plan.node)
        counted = self._counted(node, days)
        self.total = counted.total
        page = self._page((node, days, counted) if days else None)
        return Found(*page, counted.total, counted.tags, counted.years, counted.undated)

    def _counted(self, node: Node, days: Days | None) -> Counts:
        """The facets of a tree on these dates."""
        counted = self.opened.counts.get(node, days)
        if counted is None:
            counted = counts(self.searcher, self._matches(node), days)
            self.opened.counts.keep(node, days, counted)
        return counted

    def _matches(self, node: Node) -> tantivy.Query:
        """What finds the articles of a tree, unscored."""
        return Matches(self.searcher, schema(), self.opened.known).visit(node)

    def _page(self, dated: Dated | None = None) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """Ids of the page in order, and their scores."""
        if self.plan.limit == 0 or self.total == 0:
            return (), ()
        ids, scores = self._ranked(dated) if self.plan.order == "relevance" else self._dated()
        return tuple(ids), tuple(scores)

    def _total(self) -> int:
        """How many articles match: counted beside the page where nothing told it before."""
        return count(self.searcher, self._matches(self.plan.node)) if self.total is None else self.total

    def _search(self, limit: int, **order: Any) -> list[tuple[Any, tantivy.DocAddress]]:
        """The first hits, each with its score or sort key; counts all, unless their number is known."""
        result = self.searcher.search(self.query, limit, count=self.total is None, **order)
        if self.total is None:
            self.total = total_of(result)
        return result.hits

    def _stop(self) -> int:
        """How many hits are needed to show the page; at least one, since tantivy panics at none."""
        if self.plan.limit is None:
            return max(1, self.searcher.num_docs)
        return max(1, self.plan.offset + self.plan.limit)

    def _ranked(self, dated: Dated | None) -> tuple[list[int], list[float]]:
        """By score, ties by id."""
        stop, hits = self._stop(), None
        if dated:
            node, days, counted = dated
            hits = first_hits(self.searcher, self.translation.visit(node), days, counted, stop)
        if hits is None:
            hits = self._untied(stop)
        ids = self.opened.ids([place for _score, place in hits])
        ranked = sorted(zip((-score for score, _place in hits), ids, strict=True))[self.plan.offset : stop]
        return [pk for _score, pk in ranked], [-score for score, _pk in ranked]

    def _untied(self, stop: int) -> list[tuple[float, tantivy.DocAddress]]:
        """The first hits, so many that no tie is cut at the page's end."""
        fetched = min(stop + 8, max(1, self.searcher.num_docs))
        while True:
            hits = self._search(fetched)
            if len(hits) < fetched or len(hits) <= stop or hits[-1][0] < hits[stop - 1][0]:
                return hits
            fetched = min(4 * fetched, max(1, self.searcher.num_docs))
            if fetched == len(hits):
                return hits

    def _dated(self) -> tuple[list[int], list[float]]:
        """By a column that holds day and id; scores are asked for once the page is known."""
        order = tantivy.Order.Desc if self.plan.order == "newest" else tantivy.Order.Asc
        hits = self._search(self._stop(), order_by_field=self.plan.order, order=order)
        ids = [int(key) & ID_MASK for key, _place in hits][self.plan.offset :]
        if not ids:
            return [], []
        page = self.translation.visit(All((self.plan.node, Ids(tuple(ids)))))
        scored = self.searcher.search(page, len(ids), count=False).hits
        keys = self.opened.ids([place for _score, place in scored])
        scores = dict(zip(keys, (score for score, _place in scored), strict=True))
        return ids, [scores.get(pk, 0.0) for pk in ids]
