"""Facets and totals of one tantivy query, counted in one walk over what it matches, whatever its dates.

A filter of dates is counted as a range of its column instead of being asked for beside the query: tantivy
looks dates up article by article, which took as long again, and what the filter leaves out because it has no
date took a search of its own.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

from tantivy import Query, Searcher

from search.plan import TAG_FIELDS, All, Days, Node

MOST_VALUES = 100_000
"""Values a facet counts; tantivy would stop at ten."""
MOST_ROWS = 50_000
"""Values of facets whose counts are remembered together, some hundred bytes each."""
AGGREGATIONS = {
    name: {"terms": {"field": name, "size": MOST_VALUES, "segment_size": MOST_VALUES}}
    for name in (*TAG_FIELDS, "year")
}


class Counts(NamedTuple):
    """How many articles match: by slug of each tag field, by year, all. `undated`: of those that match but
    for the dates, the ones without a date; `anyway`: how many match whatever their date. Without a filter of
    dates, `undated` is None.
    """

    tags: dict[str, dict[str, int]]
    years: dict[int | None, int]
    total: int
    anyway: int
    undated: int | None = None


class Remembered:
    """What was counted last over one searcher, for other pages and orders of the same search.

    For all threads. A searcher never changes: nothing that is kept is ever out of date; it goes with it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[Node, Days | None], Counts] = OrderedDict()
        self._rows = 0

    def get(self, node: Node, days: Days | None) -> Counts | None:
        """What was counted for a tree on these dates, if it is still known. To be read only."""
        with self._lock:
            found = self._kept.get((node, days))
            if found is not None:
                self._kept.move_to_end((node, days))
            return found

    def keep(self, node: Node, days: Days | None, counted: Counts) -> None:
        """Keep this and forget what was used longest ago, so that at most MOST_ROWS values are kept."""
        with self._lock:
            if (node, days) in self._kept:
                return
            self._kept[node, days] = counted
            self._rows += _rows(counted)
            while self._rows > MOST_ROWS:
                _key, oldest = self._kept.popitem(last=False)
                self._rows -= _rows(oldest)

    def forget(self) -> None:
        """Drop all, as benchmarks must."""
        with self._lock:
            self._kept.clear()
            self._rows = 0


def _rows(counted: Counts) -> int:
    """Values that are kept with a count: all slugs and years, and a few for what was asked."""
    return 10 + len(counted.years) + sum(map(len, counted.tags.values()))


def apart(node: Node) -> tuple[Node, Days | None]:
    """A tree without the filter of dates that comes last in it, and this filter, if there is one."""
    if not isinstance(node, All) or len(node.nodes) < 2:
        return node, None
    *others, days = node.nodes
    if not isinstance(days, Days) or _range(days) is None:
        return node, None
    return (others[0] if len(others) == 1 else All(tuple(others))), days


def bounds(days: Days) -> tuple[int, int | None]:
    """The first and the last day of a filter, both inclusive; what has no date is on day 0."""
    return max(1, days.first or 1), days.last


def _range(days: Days) -> dict[str, float] | None:
    """Dates as a range of the column, whose end is outside; None where no date can be in it."""
    first, last = bounds(days)
    if last is None:
        return {"from": float(first)}
    return {"from": float(first), "to": float(last + 1)} if first <= last else None


def counts(searcher: Searcher, query: Query, days: Days | None) -> Counts:
    """Count what a query matches, on these dates."""
    if days is None:
        tags, years = _facets(searcher.aggregate(query, AGGREGATIONS))
        total = sum(years.values())
        return Counts(tags, years, total, total)
    wanted, none = _range(days), {"to": 1.0}
    answer = searcher.aggregate(
        query,
        {
            "dated": {"range": {"field": "day", "ranges": [wanted]}, "aggs": AGGREGATIONS},
            "undated": {"range": {"field": "day", "ranges": [none]}},
        },
    )
    anyway = sum(bucket["doc_count"] for bucket in answer["dated"]["buckets"])
    undated = _bucket(answer["undated"], none).get("doc_count", 0)
    tags, years = _facets(_bucket(answer["dated"], wanted))
    return Counts(tags, years, sum(years.values()), anyway, undated)


def _bucket(answer: dict[str, Any], wanted: dict[str, float] | None) -> dict[str, Any]:
    """The part of an answer about one range; tantivy adds parts for what is outside of it."""
    for bucket in answer["buckets"]:
        if {end: bucket[end] for end in ("from", "to") if end in bucket} == wanted:
            return dict(bucket)
    return {}


def _facets(answer: dict[str, Any]) -> tuple[dict[str, dict[str, int]], dict[int | None, int]]:
    """Slugs of each tag field and years with the number of matching articles."""
    found = {
        name: {row["key"]: row["doc_count"] for row in answer.get(name, {"buckets": ()})["buckets"]}
        for name in AGGREGATIONS
    }
    # Each article has one year, or none: their numbers add up to the total, which need not be counted.
    years: dict[int | None, int] = {int(year) or None: n for year, n in found.pop("year").items()}
    return found, years
