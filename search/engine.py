"""The engine: a search as asked for in, a page of results out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import cast

from archive import copies
from archive.models import Article, Campaign, Company, Publisher
from archive.rights import QUOTATION
from search.advice import advise
from search.analysis import analyzer
from search.ask import Answer, analyses, ask
from search.collapse import one_a_story
from search.forms import Forms
from search.highlight import LEVELS, Marker
from search.params import SearchParams
from search.plan import Found
from search.planner import Understood
from search.query import render_all
from search.results import Expanded, FacetName, FacetValue, Hit, Offer, Results, YearCount

TITLE_LENGTH = 300
SNIPPET_LENGTH = QUOTATION


def search(params: SearchParams, *, fold: bool | None = None) -> Results:
    """Run one search. Raises nothing a reader can cause; `page` beyond the end gives no hits.

    `fold`: whether copies of one story are one hit where the reader did not say; the total counts stories
    only where the reader asked for it.
    """
    answer, found, stories = _page(params, bool(fold) if params.collapse is None else params.collapse)
    marker = marker_of(answer.understood, exact=params.exact)
    articles = {a.pk: a for a in Article.objects.published().with_tags().filter(pk__in=found.ids)}
    carried = copies.sizes(found.ids)
    forms = analyses(articles.values()) if answer.notice is None else {}
    hits = [
        hit_of(articles[pk], score, marker, carried.get(pk, 0), forms.get(pk))
        for pk, score in zip(found.ids, found.scores, strict=True)
        if pk in articles
    ]
    return replace(
        results_of(answer, params, hits),
        total=stories if params.collapse and stories is not None else found.total,
        stories=stories,
    )


def _page(params: SearchParams, folded: bool) -> tuple[Answer, Found, int | None]:
    """The answer, its hits on this page and, where copies are folded, the number of stories."""
    offset = (params.page - 1) * params.page_size
    if not folded:
        answer = ask(params, limit=params.page_size, offset=offset)
        return answer, answer.found, None
    answer = ask(params, limit=None)
    ids, scores = one_a_story(answer.found)
    stop = offset + params.page_size
    return answer, replace(answer.found, ids=ids[offset:stop], scores=scores[offset:stop]), len(ids)


def results_of(answer: Answer, params: SearchParams, hits: list[Hit]) -> Results:
    """What the index said, with names where it has slugs, and these hits."""
    helped = advise(params, answer)
    return Results(
        params=params,
        query=answer.query,
        terms=answer.understood.marks.shown,
        hits=hits,
        total=answer.found.total,
        facets=facets_of(answer.found, params),
        years=years_of(answer.found),
        matching=answer.matching,
        expanded=_expanded(answer.understood),
        suggestion=helped.suggestion,
        relaxed=helped.relaxed,
        offers=_offers(params, answer),
        undated_left_out=answer.undated_left_out,
        unquoted=answer.unquoted,
        notice=answer.notice,
    )


def marker_of(understood: Understood, *, exact: bool) -> Marker:
    """What marks the words of a query in texts."""
    return Marker(
        analyzer(),
        understood.marks.words,
        understood.marks.phrases,
        exact=exact,
        prefixes=understood.marks.prefixes,
        names=understood.marks.names,
    )


def hit_of(
    article: Article, score: float, marker: Marker, carried: int = 0, forms: Forms | None = None
) -> Hit:
    """One article of a page, fetched `with_tags`; `carried`: how many articles carry its story.

    `forms`: its analysed body, if at hand.
    """
    mentions = article.counted_mentions
    title, body = marker.read(article.title[:TITLE_LENGTH]), marker.read(article.body, forms)
    met = title.levels | body.levels
    return Hit(
        article=article,
        score=score,
        title_html=title.html(),
        snippet_html=body.snippet(SNIPPET_LENGTH),
        reasons=tuple(level for level in LEVELS if level in met),
        companies=_tags(mention.company for mention in mentions if mention.company),
        campaigns=_tags(mention.campaign for mention in mentions if mention.campaign),
        copies=carried,
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


def _offers(params: SearchParams, answer: Answer) -> tuple[Offer, ...]:
    """What doubtful names of the query may mean, each as a search for the entity that finds something."""
    offers = []
    for kind, model in (("company", Company), ("campaign", Campaign)):
        groups = {offer.slug: offer for offer in answer.understood.offers if offer.kind == kind}
        for entity in model._default_manager.filter(slug__in=groups) if groups else ():
            group, chosen = groups[entity.slug], getattr(params, kind)
            if entity.slug in chosen:
                continue
            clauses = answer.query.clauses
            if not group.within:
                clauses = clauses[: group.first] + clauses[group.last + 1 :]
            changes = {"q": render_all(clauses), kind: (*chosen, entity.slug), "page": 1}
            about = replace(params, **changes)  # type: ignore[arg-type]  # dataclass fields
            if ask(about, limit=0, facets=False).found.total:
                offers.append(Offer(kind, entity.name_ar, entity.name_en, about))  # type: ignore[arg-type]  # two literals
    return tuple(offers)


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
