"""The first hits of a search that is narrowed to dates, without asking tantivy for dates.

It looks them up article by article, which takes as long again as adding up the scores. So a few more hits
than are needed are fetched whatever their dates; where too few remain, the whole is asked after all.
"""

from __future__ import annotations

from tantivy import DocAddress, Query, Searcher

from search.backends.tantivy_facets import Counts, bounds
from search.plan import Days

SPARE = 8
"""Hits looked at beyond those needed."""
MOST = 400
"""Hits looked at; where more would be needed, the whole is asked."""

Hits = list[tuple[float, DocAddress]]


def first_hits(searcher: Searcher, query: Query, days: Days, counted: Counts, stop: int) -> Hits | None:
    """At least `stop` hits of a query on these dates, best first, with all that tie with the last of these;
    all there are, where there are fewer. None where that cannot be told.

    `counted`: how many match with the dates and without.
    """
    wanted = (stop + SPARE) * counted.anyway // max(1, counted.total) + stop // 4 + SPARE
    if wanted > MOST:
        return None
    hits: Hits = searcher.search(query, wanted, count=False).hits
    dated = _on(searcher, hits, days)
    if len(hits) < wanted:
        return dated
    # Below the last hit that was looked at may be others of these dates.
    return dated if len(dated) >= stop and dated[stop - 1][0] > hits[-1][0] else None


def _on(searcher: Searcher, hits: Hits, days: Days) -> Hits:
    """The hits of these dates."""
    if not hits:
        return hits
    first, last = bounds(days)
    values = searcher.fast_field_values("day", [place for _score, place in hits])
    return [
        hit
        for hit, day in zip(hits, values, strict=True)
        if day and first <= day and (last is None or day <= last)
    ]
