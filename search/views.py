"""The search page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive.labels import reader_language
from archive.models import Campaign, Company, Publisher
from archive.paths import path
from archive.serving.limits import budget
from search import engine, help, presentation, understood
from search.addresses import address
from search.feeds import feed_address
from search.kwic import Concordance, concordance
from search.moved import parse_current
from search.params import SearchParams
from search.results import FacetName, FacetValue, Results
from search.rows import hit_rows
from search.take_away import take_away
from search.typeahead import Proposal, propose

MODELS: dict[FacetName, type[Company | Campaign | Publisher]] = {
    "company": Company,
    "campaign": Campaign,
    "publisher": Publisher,
}


def _values(chosen: list[tuple[FacetName, str]]) -> Iterator[tuple[FacetName, FacetValue]]:
    """What chosen filters without any result are called; one query a facet that has such."""
    for name, model in MODELS.items():
        if slugs := [slug for facet, slug in chosen if facet == name]:
            for row in model._default_manager.filter(slug__in=slugs):
                yield name, FacetValue(row.slug, str(row), getattr(row, "name_en", ""), 0, selected=True)


def _context(results: Results) -> dict[str, object]:
    params = results.params
    first = replace(params, page=1, part=1)
    language = reader_language()
    chips = presentation.chips(results, _values(presentation.unnamed(results)), language)
    return {
        "results": results,
        "params": params,
        "pieces": understood.pieces(results),
        "chips": chips,
        "relaxed": presentation.relaxed_links(results, chips),
        "offers": presentation.offer_links(results, language),
        "help": help.shown(),
        "hits": hit_rows(results.hits, language),
        "facets": presentation.facet_boxes(results, language),
        "chart": presentation.histogram(results),
        "undated": next((row.count for row in results.years if row.year is None), 0),
        "errors": presentation.error_notices(params),
        "kept": [(n, v) for n, v in first.pairs() if n != "q"],
        "kept_without_dates": [(n, v) for n, v in first.pairs() if n not in ("from", "to", "date")],
        "take_away": take_away(params),
        **_choices(params),
        **_addresses(results, first),
        **_page(results),
    }


def _choices(params: SearchParams) -> dict[str, object]:
    """How the same search may be shown and sorted."""
    return {
        "views": presentation.view_choices(params),
        "sorts": presentation.sort_choices(params),
        "matches": presentation.match_choices(params),
        "sizes": presentation.size_choices(params),
    }


def _addresses(results: Results, first: SearchParams) -> dict[str, object]:
    """The searches that the page offers instead. `first`: this one from its first page."""
    undated = replace(
        first, undated_only=True, date_from=None, date_to=None, date_from_text="", date_to_text=""
    )
    return {
        "url_all_words": address(replace(first, all_words=True)),
        "url_some_words": address(replace(first, all_words=False)),
        "url_plain_names": address(replace(first, plain_names=True)),
        "url_all_names": address(replace(first, plain_names=False)),
        "url_undated": address(undated),
        "url_unfolded": address(replace(first, collapse=False)),
        "url_folded": address(replace(first, collapse=None)),
        "url_stem": address(replace(first, exact=False)),
        "url_suggestion": address(replace(first, q=results.suggestion)) if results.suggestion else "",
        "url_without_filters": presentation.without_filters(results.params),
        "feed_url": feed_address(results.params),
    }


def _page(results: Results) -> dict[str, object]:
    """Where in the result this page is."""
    params = results.params
    start = (params.page - 1) * params.page_size
    return {
        "pages": presentation.page_links(params, results.rows) if results.rows else [],
        "url_last_page": address(replace(params, page=results.pages)),
        "last_page": results.pages,
        "beyond": params.page > results.pages,
        "first_shown": start + 1,
        "last_shown": start + len(results.hits),
    }


def _lines_context(results: Results, found: Concordance) -> dict[str, object]:
    """What differs from a list of articles where lines are shown."""
    params = results.params
    pages = max(1, -(-found.total // params.page_size))
    start = (params.page - 1) * params.page_size
    return {
        "concordance": found,
        "orders": presentation.order_choices(params),
        "parts": presentation.part_links(params, found.parts),
        "pages": presentation.page_links(params, found.total),
        "beyond": params.page > pages or params.part > found.parts,
        "last_page": pages,
        "url_last_page": address(replace(params, page=pages, part=min(params.part, found.parts))),
        "first_shown": start + 1,
        "last_shown": start + len(found.lines),
    }


@require_safe
@budget("search")
def search(request: HttpRequest) -> HttpResponse:
    """Query in, page out; copies of one story are one result unless the reader asks otherwise.

    A page beyond the last is a 404 that says how many there are.
    """
    params = parse_current(request.GET)
    if params.lines:
        results, lines = concordance(params)
        context = _context(results) | _lines_context(results, lines)
    else:
        context = _context(engine.search(params, fold=True))
    return render(request, "search/search.html", context, status=404 if context["beyond"] else 200)


@require_safe
@budget("suggest")
@cache_control(private=True, max_age=60)
def suggest(request: HttpRequest) -> HttpResponse:
    """`/suggest/?q=`: what the search box proposes, each with its address."""
    proposals = propose(request.GET.get("q", "").replace("\x00", ""))
    return JsonResponse({"suggestions": [_proposal(one) for one in proposals]})


def _proposal(one: Proposal) -> dict[str, str]:
    kinds = {"company": _("شركة"), "campaign": _("حملة"), "article": _("مقال")}
    shown = (one.text_en or one.text) if reader_language() == "en" else one.text
    url = path("article", one.pk) if one.kind == "article" else address(SearchParams(q=one.text))
    return {"kind": one.kind, "kind_name": kinds[one.kind], "text": shown, "typed": one.typed, "url": url}
