"""A plan's tree as tantivy queries that find the same articles as the scored ones; for counting only."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from search import plan
from search.backends.tantivy_query import Translation, countable, either, spread

MOST_PAIRED = 4
"""Words of which two are enough that are asked for as pairs."""


class Matches(Translation):
    """Turns nodes into queries for counting."""

    def at_least(self, node: plan.AtLeast) -> Query:
        """See `Visitor`. Hints match nothing."""
        children, minimum = countable(node)
        if minimum > len(children):
            return Query.empty_query()
        if minimum == 1:
            return either(self.visit(child) for child in spread(children, hinted=True))
        if minimum == 2 < len(children) <= MOST_PAIRED:
            return self._two(children)
        return either((self.visit(child) for child in children), minimum)

    def _two(self, nodes: Sequence[plan.Node]) -> Query:
        """At least two of a few: whichever is left out, one of the others is there.

        Asked for as two of several, tantivy keeps a heap of all, document by document.
        """
        without = [plan.AtLeast((*nodes[:place], *nodes[place + 1 :])) for place in range(len(nodes))]
        return Query.boolean_query([(Occur.Must, self.visit(others)) for others in without])
