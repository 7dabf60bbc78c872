"""The engine: a search as asked for in, a page of results out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from archive import copies
from archive.rights import QUOTATION
from search import gazetteer
from search.advice import advise
from search.analysis import analyzer
from search.ask import Answer, analyses, ask, backend
from search.collapse import stories_page
from search.highlight import LEVELS, Marked, Marker
from search.hits import Fetched, fetch
from search.names import Group, Kind
from search.params import SearchParams
from search.plan import TAG_FIELDS, Found
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
    with backend().snapshot():
        answer, found, stories = _page(params, bool(fold) if params.collapse is None else params.collapse)
        return replace(
            results_of(answer, params, hits_of(answer, params, found)),
            total=stories if params.collapse and stories is not None else found.total,
            stories=stories,
        )


def _page(params: SearchParams, folded: bool) -> tuple[Answer, Found, int | None]:
    """The answer, its hits on this page and, where copies are folded, the number of stories."""
    offset = (params.page - 1) * params.page_size
    if folded:
        page = stories_page(params, offset, params.page_size)
        return page.answer, page.found, page.stories
    answer = ask(params, limit=params.page_size, offset=offset)
    return answer, answer.found, None


def hits_of(answer: Answer, params: SearchParams, found: Found) -> list[Hit]:
    """The hits of a page in order; articles that are gone since they were indexed are left out."""
    fetched = fetch(found.ids)
    carried = copies.sizes(found.ids)
    hashes = {pk: one.content_hash() for pk, one in fetched.items()} if answer.notice is None else {}
    forms = analyses(hashes)
    marker = marker_of(answer.understood, exact=params.exact)
    named = {(group.kind, group.slug) for group in answer.understood.groups if group.whole}
    shown = [(fetched[pk], score) for pk, score in zip(found.ids, found.scores, strict=True) if pk in fetched]
    titles = marker.read_all([(one.article.title[:TITLE_LENGTH], None) for one, _score in shown])
    bodies = marker.read_all([(one.article.body, forms.get(one.article.pk)) for one, _score in shown])
    return [
        hit_of(one, score, title, body, carried.get(one.article.pk, 0), named)
        for (one, score), title, body in zip(shown, titles, bodies, strict=True)
    ]


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
        proper=understood.marks.proper,
    )


def hit_of(
    fetched: Fetched,
    score: float,
    title: Marked,
    body: Marked,
    carried: int = 0,
    named: Container[tuple[Kind, str]] = (),
) -> Hit:
    """One article of a page, its title and body marked; `carried`: how many articles carry its story;
    `named`: kind and slug of what the query names.
    """
    met = title.levels | body.levels
    tagged = any(("company", one.slug) in named for one in fetched.companies) or any(
        ("campaign", one.slug) in named for one in fetched.campaigns
    )
    return Hit(
        article=fetched.article,
        score=score,
        title_html=title.html(),
        snippet_html=body.snippet(SNIPPET_LENGTH),
        reasons=tuple(level for level in LEVELS if level in met) or (("tag",) if tagged else ()),
        companies=fetched.companies,
        campaigns=fetched.campaigns,
        copies=carried,
    )


def facets_of(found: Found, params: SearchParams) -> dict[FacetName, list[FacetValue]]:
    """Facet values with their names, most frequent first."""
    return {name: _facet(name, found.tags.get(name, {}), getattr(params, name)) for name in TAG_FIELDS}


def _facet(name: FacetName, counts: dict[str, int], selected: tuple[str, ...]) -> list[FacetValue]:
    labels = gazetteer.labels(name, counts)
    values = []
    for slug, count in counts.items():
        label = labels.get(slug) or gazetteer.Label(slug, slug, slug)
        values.append(FacetValue(slug, label.name_ar, label.name_en, count, slug in selected))
    return sorted(values, key=lambda value: (-value.count, value.slug))


def years_of(found: Found) -> list[YearCount]:
    """Counts per year, oldest first, undated last."""
    years = sorted(found.years.items(), key=lambda row: (row[0] is None, row[0] or 0))
    return [YearCount(year, count) for year, count in years]


def _offers(params: SearchParams, answer: Answer) -> tuple[Offer, ...]:
    """What doubtful names of the query may mean, each as a search for the entity that finds something."""
    offers = []
    for group, label in _labelled(answer.understood.offers):
        chosen = getattr(params, group.kind)
        if group.slug in chosen:
            continue
        clauses = answer.query.clauses
        if not group.within:
            clauses = clauses[: group.first] + clauses[group.last + 1 :]
        changes = {"q": render_all(clauses), group.kind: (*chosen, group.slug), "page": 1}
        about = replace(params, **changes)  # type: ignore[arg-type]  # dataclass fields
        if ask(about, limit=0, facets=False).found.total:
            offers.append(Offer(group.kind, label.name_ar, label.name_en, about))
    return tuple(offers)


def _expanded(understood: Understood) -> tuple[Expanded, ...]:
    """The names that were searched in all spellings, with the names to show."""
    return tuple(
        Expanded(
            group.slug,
            group.kind,
            label.name_ar,
            label.name_en,
            tuple(" ".join(words) for words in group.alternatives),
        )
        for group, label in _labelled(understood.groups)
    )


def _labelled(groups: Iterable[Group]) -> Iterator[tuple[Group, gazetteer.Label]]:
    """Each entity once, companies first, by slug, with what it is called."""
    last = {(group.kind, group.slug): group for group in groups}
    kinds: tuple[Kind, ...] = ("company", "campaign")
    for kind in kinds:
        slugs = sorted(slug for of, slug in last if of == kind)
        labels = gazetteer.labels(kind, slugs)
        yield from ((last[kind, slug], labels[slug]) for slug in slugs if slug in labels)
