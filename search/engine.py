"""The engine: a search as asked for in, a page of results out. Being written; the signature stands."""

from __future__ import annotations

from search.params import SearchParams
from search.results import Results


def search(params: SearchParams) -> Results:
    """Run one search. Raises nothing a reader can cause; `page` beyond the end gives no hits."""
    raise NotImplementedError
