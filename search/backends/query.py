"""The SearchQuery class that hands SearchQuerySet's filter tree to the backend as it is."""

from __future__ import annotations

from typing import Any

from haystack.backends import BaseSearchQuery


class SijilSearchQuery(BaseSearchQuery):
    """Engines read a tree; no engine's query syntax is ever written, so nothing needs escaping."""

    def build_query(self) -> Any:
        """The filter tree itself."""
        return self.query_filter

    def clean(self, query_fragment: str) -> str:
        """Nothing is reserved."""
        return query_fragment
