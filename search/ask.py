"""Asks the index: a search as asked for in, ids with exact counts out. The only place that does.

Also where the reader's string meets the gazetteer, and where the matching rule is decided.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from haystack import connections

from search import gazetteer
from search.analysis import analyzer
from search.backends.base import IndexUnavailable, SijilBackend
from search.fallback import from_database
from search.forms import Forms
from search.params import SearchParams
from search.plan import All, Days, Everything, Found, Node, Plan, Tag, Undated
from search.planner import Planner, Understood
from search.query import Query, parse, settle, unquoted
from search.results import Matching

log = logging.getLogger(__name__)
ENOUGH = 40
"""Fewer matches than this, and one of several words is enough."""


def backend() -> SijilBackend:
    """This process's backend of the engine that SEARCH_URL names."""
    return cast(SijilBackend, connections["default"].get_backend())


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader's string, understood. `loose`: how to understand it if its quoted phrases find nothing."""

    query: Query
    understood: Understood
    loose: Understood | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index said, before articles are fetched. `unquoted`: no text had the quoted phrase beside
    other words, so its words were searched; `notice`: see `search.results.Results`; `plan`: what the index
    was asked, None where the database answered.
    """

    query: Query
    understood: Understood
    matching: Matching
    found: Found
    undated_left_out: int = 0
    unquoted: bool = False
    notice: str | None = None
    plan: Plan | None = None


def understand(params: SearchParams) -> Asked:
    """Parse and plan the reader's string with the gazetteer as it is now."""
    planner = Planner(
        analyzer(),
        gazetteer.names(),
        publishers=gazetteer.publishers_named,
        exact=params.exact,
        all_words=params.all_words,
    )
    query = settle(parse(params.q), planner.known)
    loose = unquoted(query)
    expand = not params.plain_names
    return Asked(
        query,
        planner.understand(query, expand=expand),
        planner.understand(loose, expand=expand) if loose is not None else None,
    )


def tag_filters(params: SearchParams) -> list[Node]:
    """The facet filters: OR inside a facet, AND between facets."""
    chosen = (("company", params.company), ("campaign", params.campaign), ("publisher", params.publisher))
    return [Tag(field, slugs) for field, slugs in chosen if slugs]  # type: ignore[arg-type]  # the three tag fields


def date_filters(params: SearchParams) -> list[Node]:
    """The date filters; a range leaves undated articles out."""
    filters: list[Node] = []
    if params.date_from or params.date_to:
        first = params.date_from.toordinal() if params.date_from else None
        last = params.date_to.toordinal() if params.date_to else None
        filters.append(Days(first, last))
    if params.undated_only:
        filters.append(Undated())
    return filters


def ask(params: SearchParams, *, limit: int | None, offset: int = 0, facets: bool = True) -> Answer:
    """Run a search over the index; where it cannot be used, over the database, and say so."""
    asked = understand(params)
    try:
        return ask_index(backend(), params, asked, limit=limit, offset=offset, facets=facets)
    except IndexUnavailable as error:
        log.warning("answered from the database: %s", error)
        found = from_database(params, asked.understood, limit, offset)
        return Answer(asked.query, asked.understood, "all", found, notice="index")


def analyses(now: Mapping[int, bytes]) -> dict[int, Forms]:
    """Id → the analysed body of those articles that the index holds as they are `now`, given their hashes."""
    try:
        stored = backend().analyses(list(now)) if now else {}
    except IndexUnavailable as error:
        log.warning("texts are analysed anew: %s", error)
        return {}
    return {pk: Forms.unpack(packed) for pk, (known, packed) in stored.items() if packed and known == now[pk]}


def ask_index(
    index: SijilBackend,
    params: SearchParams,
    asked: Asked,
    *,
    limit: int | None,
    offset: int = 0,
    facets: bool = True,
) -> Answer:
    """Run an understood search over one index. Raises IndexUnavailable."""
    order = "newest" if params.sort == "relevance" and not asked.understood.marks.shown else params.sort
    page = Plan(Everything(), order=order, offset=offset, limit=limit, facets=facets)
    search = _Search(index, page, tag_filters(params), date_filters(params))
    understood = asked.understood
    matched = search.run(understood)
    unquoted = not matched.some and asked.loose is not None
    if unquoted and asked.loose is not None:
        understood = asked.loose
        matched = search.run(understood)
    left_out = 0
    if facets and (params.date_from or params.date_to):
        counted = matched.found.undated if search.dated_last else None
        left_out = _total(index, search.undated(matched.node)) if counted is None else counted
    plan = search.plan(matched.node)
    return Answer(asked.query, understood, matched.matching, matched.found, left_out, unquoted, plan=plan)


class _Matched(NamedTuple):
    """What a rule asks for, what that finds with the filters, and whether it finds anything without them."""

    node: Node
    matching: Matching
    found: Found
    some: bool


@dataclass(frozen=True, slots=True)
class _Search:
    """One page of one index, to be tried under more than one rule."""

    index: SijilBackend
    page: Plan
    tags: list[Node]
    dates: list[Node]

    def plan(self, node: Node) -> Plan:
        """The page of what matches a tree and the filters."""
        return replace(self.page, node=_all(node, *self.tags, *self.dates))

    @property
    def dated_last(self) -> bool:
        """Whether the tree of a plan ends with a range of dates that the reader chose."""
        return bool(self.dates) and isinstance(self.dates[-1], Days)

    def undated(self, node: Node) -> Node:
        """What matches a tree and the filters but for dates, and has no date."""
        return _all(node, *self.tags, Undated())

    def run(self, understood: Understood) -> _Matched:
        """The page under the matching rule.

        The rule is decided without the filters, so that narrowing never changes what a word must do. Yet
        it is the page that is asked for first: where that has enough, the whole has, and nothing else is
        asked.
        """
        node = understood.node()
        found = self.index.execute(self.plan(node))
        count = len(understood.words)
        if count < 2 or understood.all_words:
            return _Matched(node, "all", found, not understood.quoted or self._whole(node, found) > 0)
        if found.total >= ENOUGH or self._whole(node, found) >= ENOUGH:
            return _Matched(node, "half" if understood.minimum < count else "all", found, True)
        node = understood.node(1)
        found = self.index.execute(self.plan(node))
        some = found.total > 0 or not understood.quoted or self._whole(node, found) > 0
        return _Matched(node, "any", found, some)

    def _whole(self, node: Node, found: Found) -> int:
        """How many match without the filters, where `found` do with them."""
        return _total(self.index, node) if self.tags or self.dates else found.total


def _all(*nodes: Node) -> Node:
    return nodes[0] if len(nodes) == 1 else All(nodes)


def _total(index: SijilBackend, node: Node) -> int:
    return index.execute(Plan(node, limit=0, facets=False)).total
