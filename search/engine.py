"""The engine: a search as asked for in, a page of results out. The only place that asks the index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from haystack import connections

from archive.models import Article, Campaign, Company, Publisher
from search import gazetteer
from search.analysis import analyzer
from search.backends.base import IndexUnavailable, SijilBackend
from search.fallback import from_database
from search.highlight import Marker
from search.params import SearchParams
from search.plan import All, Days, Found, Node, Plan, Tag, Undated
from search.planner import Planner, Understood
from search.query import Query, parse, settle
from search.results import Expanded, FacetName, FacetValue, Hit, Matching, Results, YearCount

ENOUGH = 40
"""Fewer matches than this, and one of several words is enough."""
TITLE_LENGTH = 300
SNIPPET_LENGTH = 260


def backend() -> SijilBackend:
    """This process's backend of the engine that SEARCH_URL names."""
    return cast(SijilBackend, connections["default"].get_backend())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index said, before articles are fetched."""

    query: Query
    understood: Understood
    matching: Matching
    found: Found
    undated_left_out: int = 0
    notice: str | None = None


def understand(params: SearchParams) -> tuple[Query, Understood]:
    """Parse and plan the reader's string with the gazetteer as it is now."""
    names = gazetteer.names()
    planner = Planner(
        analyzer(),
        names,
        publishers=gazetteer.publishers_named,
        exact=params.exact,
        all_words=params.all_words,
    )
    query = settle(parse(params.q), planner.known)
    return query, planner.understand(query, expand=not params.plain_names)


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
    query, understood = understand(params)
    try:
        return ask_index(backend(), params, query, understood, limit=limit, offset=offset, facets=facets)
    except IndexUnavailable:
        found = from_database(params, understood, limit, offset)
        return Answer(query, understood, "all", found, notice="index")


def ask_index(
    index: SijilBackend,
    params: SearchParams,
    query: Query,
    understood: Understood,
    *,
    limit: int | None,
    offset: int = 0,
    facets: bool = True,
) -> Answer:
    """Run a planned search over one index. Raises IndexUnavailable."""
    node, matching = _matching(index, understood)
    tags, dates = tag_filters(params), date_filters(params)
    order = params.sort
    if order == "relevance" and not understood.terms:
        order = "newest"
    plan = Plan(_all(node, *tags, *dates), order=order, offset=offset, limit=limit, facets=facets)
    left_out = 0
    if facets and (params.date_from or params.date_to):
        left_out = index.execute(Plan(_all(node, *tags, Undated()), limit=0, facets=False)).total
    return Answer(query, understood, matching, index.execute(plan), left_out)


def _all(*nodes: Node) -> Node:
    return nodes[0] if len(nodes) == 1 else All(nodes)


def _matching(index: SijilBackend, understood: Understood) -> tuple[Node, Matching]:
    """The tree under the matching rule, and which part of the words it asks for.

    Decided without the filters, so that narrowing never changes what a word must do.
    """
    node = understood.node()
    count = len(understood.words)
    matching: Matching = "half" if understood.minimum < count else "all"
    if count >= 2 and not understood.all_words and not isinstance(node, Tag):
        total = index.execute(Plan(node, limit=0, facets=False)).total
        if total < ENOUGH:
            return understood.node(1), "any"
    return node, matching


def search(params: SearchParams) -> Results:
    """Run one search. Raises nothing a reader can cause; `page` beyond the end gives no hits."""
    offset = (params.page - 1) * params.page_size
    answer = ask(params, limit=params.page_size, offset=offset)
    marker = marker_of(answer.understood, exact=params.exact)
    articles = {a.pk: a for a in Article.objects.published().with_tags().filter(pk__in=answer.found.ids)}
    hits = [
        hit_of(articles[pk], score, marker)
        for pk, score in zip(answer.found.ids, answer.found.scores, strict=True)
        if pk in articles
    ]
    return Results(
        params=params,
        query=answer.query,
        terms=answer.understood.terms,
        hits=hits,
        total=answer.found.total,
        facets=facets_of(answer.found, params),
        years=years_of(answer.found),
        matching=answer.matching,
        expanded=_expanded(answer.understood),
        undated_left_out=answer.undated_left_out,
        notice=answer.notice,
    )


def marker_of(understood: Understood, *, exact: bool) -> Marker:
    """What marks the words of a query in texts."""
    return Marker(
        analyzer(),
        understood.marked_words,
        understood.marked_phrases,
        exact=exact,
        prefixes=understood.marked_prefixes,
    )


def hit_of(article: Article, score: float, marker: Marker) -> Hit:
    """One article of a page, fetched `with_tags`."""
    mentions = article.counted_mentions
    return Hit(
        article=article,
        score=score,
        title_html=marker.mark(article.title[:TITLE_LENGTH]),
        snippet_html=marker.snippet(article.body, width=SNIPPET_LENGTH),
        companies=_tags(mention.company for mention in mentions if mention.company),
        campaigns=_tags(mention.campaign for mention in mentions if mention.campaign),
    )


def _tags(entities: object) -> list[FacetValue]:
    counts = Counter(cast("list[Company | Campaign]", entities))
    return [
        FacetValue(entity.slug, entity.name_ar, entity.name_en, count)
        for entity, count in counts.most_common()
    ]


def facets_of(found: Found, params: SearchParams) -> dict[FacetName, list[FacetValue]]:
    """Facet values with their names, most frequent first."""
    return {
        "company": _facet(Company, found.tags.get("company", {}), params.company),
        "campaign": _facet(Campaign, found.tags.get("campaign", {}), params.campaign),
        "publisher": _facet(Publisher, found.tags.get("publisher", {}), params.publisher),
    }


def _facet(
    model: type[Company | Campaign | Publisher], counts: dict[str, int], selected: tuple[str, ...]
) -> list[FacetValue]:
    names: dict[str, tuple[str, str]] = {}
    if model is Publisher:
        for slug, name, name_en in Publisher.objects.filter(slug__in=counts).values_list(
            "slug", "name", "name_en"
        ):
            names[slug] = (name, name_en or name)
    else:
        entities: type[Company | Campaign] = model  # type: ignore[assignment]  # the third was handled above
        rows = entities.objects.filter(slug__in=counts).values_list("slug", "name_ar", "name_en")
        names = {slug: (name_ar, name_en) for slug, name_ar, name_en in rows}
    values = [
        FacetValue(slug, *names.get(slug, (slug, slug)), count, slug in selected)
        for slug, count in counts.items()
    ]
    return sorted(values, key=lambda value: (-value.count, value.slug))


def years_of(found: Found) -> list[YearCount]:
    """Counts per year, oldest first, undated last."""
    years = sorted(found.years.items(), key=lambda row: (row[0] is None, row[0] or 0))
    return [YearCount(year, count) for year, count in years]


def _expanded(understood: Understood) -> tuple[Expanded, ...]:
    """The names that were searched in all spellings, with the names to show."""
    shown = []
    for kind, model in (("company", Company), ("campaign", Campaign)):
        groups = {group.slug: group for group in understood.groups if group.kind == kind}
        for slug, name_ar, name_en in model._default_manager.filter(slug__in=groups).values_list(
            "slug", "name_ar", "name_en"
        ):
            spellings = tuple(" ".join(words) for words in groups[slug].alternatives)
            shown.append(Expanded(slug, kind, name_ar, name_en, spellings))  # type: ignore[arg-type]  # two literals
    return tuple(shown)
