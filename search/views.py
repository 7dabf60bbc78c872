"""The search page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive.models import Campaign, Company, Publisher
from search import engine, presentation, understood
from search.help import EXAMPLES
from search.params import SearchParams, parse
from search.results import FacetName, FacetValue, Results
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
    here = presentation.address
    english = get_language() == "en"
    chips = presentation.chips(results, _values(presentation.unnamed(results)), english=english)
    return {
        "results": results,
        "params": params,
        "pieces": understood.pieces(results),
        "chips": chips,
        "relaxed": presentation.relaxed_links(results, chips),
        "offers": presentation.offer_links(results, english=english),
        "help": EXAMPLES,
        "facets": presentation.facet_boxes(results),
        "chart": presentation.histogram(results),
        "undated": next((row.count for row in results.years if row.year is None), 0),
        "pages": presentation.page_links(results) if results.total else [],
        "sorts": presentation.sort_choices(params),
        "matches": presentation.match_choices(params),
        "sizes": presentation.size_choices(params),
        "errors": presentation.error_notices(params),
        "kept": [(n, v) for n, v in params.pairs() if n not in ("q", "page")],
        "kept_without_dates": [(n, v) for n, v in params.pairs() if n not in ("from", "to", "date", "page")],
        "url_all_words": here(replace(params, all_words=True, page=1)),
        "url_some_words": here(replace(params, all_words=False, page=1)),
        "url_plain_names": here(replace(params, plain_names=True, page=1)),
        "url_all_names": here(replace(params, plain_names=False, page=1)),
        "url_undated": here(
            replace(
                params,
                undated_only=True,
                date_from=None,
                date_to=None,
                date_from_text="",
                date_to_text="",
                page=1,
            )
        ),
        "url_stem": here(replace(params, exact=False, page=1)),
        "url_last_page": here(replace(params, page=results.pages)),
        "beyond": params.page > results.pages,
        "url_suggestion": here(replace(params, q=results.suggestion, page=1)) if results.suggestion else "",
        "url_without_filters": presentation.without_filters(params),
        "first_shown": (params.page - 1) * params.page_size + 1,
        "last_shown": (params.page - 1) * params.page_size + len(results.hits),
    }


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Query in, page out. A page beyond the last is a 404 that says how many there are."""
    results = engine.search(parse(request.GET))
    context = _context(results)
    return render(request, "search/search.html", context, status=404 if context["beyond"] else 200)


@require_safe
@cache_control(private=True, max_age=60)
def suggest(request: HttpRequest) -> HttpResponse:
    """`/suggest/?q=`: what the search box proposes, each with its address."""
    proposals = propose(request.GET.get("q", "").replace("\x00", ""))
    return JsonResponse({"suggestions": [_proposal(one) for one in proposals]})


def _proposal(one: Proposal) -> dict[str, str]:
    kinds = {"company": _("شركة"), "campaign": _("حملة"), "article": _("مقال")}
    shown = (one.text_en or one.text) if get_language() == "en" else one.text
    if one.kind == "article":
        url = reverse("article", args=[one.pk])
    else:
        url = presentation.address(SearchParams(q=one.text))
    return {"kind": one.kind, "kind_name": kinds[one.kind], "text": shown, "typed": one.typed, "url": url}
