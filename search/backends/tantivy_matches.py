"""A plan's tree as tantivy queries that find the same articles as the scored ones and score nothing useful.

Where no score is added up, an order of additions need not be kept: any of some words, of which each is any of
its levels, is one walk over all their articles, which takes half as long as one over what others walk over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tantivy import Occur, Query

from search import plan
from search.backends.tantivy_query import Translation, either

MOST_PAIRED = 4
"""Words of which two are enough that are asked for as pairs."""


class Matches(Translation):
    """Turns nodes into queries for counting."""

    def at_least(self, node: plan.AtLeast) -> Query:
        """See `Visitor`. Hints match nothing."""
        children = [child for child in node.nodes if not isinstance(child, plan.Hint)]
        minimum = max(1, node.minimum)
        if minimum > len(children):
            return Query.empty_query()
        if minimum == 1:
            return either(self.visit(child) for child in _spread(children))
        if minimum == 2 < len(children) <= MOST_PAIRED:
            return self._two(children)
        return either((self.visit(child) for child in children), minimum)

    def _two(self, nodes: Sequence[plan.Node]) -> Query:
        """At least two of a few: whichever is left out, one of the others is there.

        Asked for as two of several, tantivy keeps a heap of all, document by document.
        """
        without = [plan.AtLeast((*nodes[:place], *nodes[place + 1 :])) for place in range(len(nodes))]
        return Query.boolean_query([(Occur.Must, self.visit(others)) for others in without])


def _spread(nodes: Iterable[plan.Node]) -> Iterator[plan.Node]:
    """Nodes of which one is enough, with those of such nodes among them in their place."""
    for node in nodes:
        if isinstance(node, plan.AtLeast) and node.minimum <= 1:
            yield from _spread(child for child in node.nodes if not isinstance(child, plan.Hint))
        else:
            yield node
