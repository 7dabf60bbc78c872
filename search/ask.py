"""Asks the index: a search as asked for in, ids with exact counts out. The only place that does.

Also where the reader's string meets the gazetteer, and where the matching rule is decided.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from haystack import connections

from archive.models import Article
from search import gazetteer
from search.analysis import analyzer
from search.backends.base import IndexUnavailable, SijilBackend
from search.documents import content_hash
from search.fallback import from_database
from search.forms import Forms
from search.params import SearchParams
from search.plan import All, Days, Found, Node, Plan, Tag, Undated
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
    other words, so its words were searched; `notice`: see `search.results.Results`.
    """

    query: Query
    understood: Understood
    matching: Matching
    found: Found
    undated_left_out: int = 0
    unquoted: bool = False
    notice: str | None = None


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


def analyses(articles: Iterable[Article]) -> dict[int, Forms]:
    """Id → the analysed body of those articles, fetched `with_tags`, that the index holds as they are now."""
    now = {article.pk: content_hash(article, analyzer().version) for article in articles}
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
    understood = asked.understood
    node, matching, some = _matching(index, understood)
    unquoted = not some and asked.loose is not None
    if unquoted and asked.loose is not None:
        understood = asked.loose
        node, matching, _some = _matching(index, understood)
    tags, dates = tag_filters(params), date_filters(params)
    order = "newest" if params.sort == "relevance" and not understood.marks.shown else params.sort
    plan = Plan(_all(node, *tags, *dates), order=order, offset=offset, limit=limit, facets=facets)
    left_out = 0
    if facets and (params.date_from or params.date_to):
        left_out = index.execute(Plan(_all(node, *tags, Undated()), limit=0, facets=False)).total
    return Answer(asked.query, understood, matching, index.execute(plan), left_out, unquoted)


def _all(*nodes: Node) -> Node:
    return nodes[0] if len(nodes) == 1 else All(nodes)


def _matching(index: SijilBackend, understood: Understood) -> tuple[Node, Matching, bool]:
    """The tree under the matching rule, which part of the words it asks for, and whether it finds anything.

    Decided without the filters, so that narrowing never changes what a word must do.
    """
    node = understood.node()
    count = len(understood.words)
    if count < 2 or understood.all_words:
        return node, "all", not understood.quoted or _total(index, node) > 0
    total = _total(index, node)
    if total >= ENOUGH:
        return node, "half" if understood.minimum < count else "all", True
    node = understood.node(1)
    return node, "any", total > 0 or not understood.quoted or _total(index, node) > 0


def _total(index: SijilBackend, node: Node) -> int:
    return index.execute(Plan(node, limit=0, facets=False)).total
