"""The read-only JSON API, `/api/v1/`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from archive.models import Article, Campaign, Company
from archive.redirects import current, moved_to
from archive.serving.limits import spend
from search.api_article import article_json, day_of
from search.api_links import link_header
from search.engine import search
from search.moved import parse_current
from search.openapi import document
from search.params import ParamError
from search.results import FacetValue, Hit, Results

View = Callable[..., HttpResponse]
MESSAGES = {
    "date": "is not a date; write YYYY, YYYY-MM or YYYY-MM-DD",
    "choice": "is not one of the known values",
    "number": "is not a whole number in range",
}
ETAG_BYTES = 16


def api(view: View) -> View:
    """What every address of the API shares: GET only, CORS for anyone, ETags, errors in one shape."""

    @csrf_exempt  # nothing is written; a wrong method is answered 405, not 403
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = 0 if request.method == "OPTIONS" else spend(request, "api")
        if request.method == "OPTIONS":
            response: HttpResponse = HttpResponse(status=204)
        elif wait:
            response = error("rate", f"too many requests; try again in {wait} s", status=429)
            response["Retry-After"] = str(wait)
        elif request.method not in ("GET", "HEAD"):
            response = error("method", f"{request.method} is not allowed; this API is read-only", status=405)
        else:
            with translation.override("ar"):
                response = view(request, *args, **kwargs)
            response = _with_etag(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        response["Access-Control-Allow-Methods"] = response["Allow"] = "GET, HEAD, OPTIONS"
        return response

    return wrapped


def _with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[: 2 * ETAG_BYTES]}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified(headers=_kept(response))
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def _kept(response: HttpResponse) -> dict[str, str]:
    """What a 304 repeats of the 200 it stands for."""
    return {"Link": response["Link"]} if "Link" in response else {}


def error(field: str, message: str, status: int = 400) -> JsonResponse:
    """An error in the stated shape."""
    return _json({"error": {"field": field, "message": message}}, status)


def _json(value: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})


@api
def articles(request: HttpRequest) -> HttpResponse:
    """`/api/v1/articles`: a search; without `q` everything, newest first."""
    params = parse_current(request.GET)
    # A period that ends before it begins is well-formed, and empty.
    wrong = [error for error in params.errors if error.code != "order"]
    if wrong:
        return _bad(wrong[0])
    results = search(params)
    response = _json(results_json(results))
    response["Link"] = link_header(results, request.build_absolute_uri("/").rstrip("/"))
    return response


def _bad(wrong: ParamError) -> JsonResponse:
    return error(wrong.field, f"{wrong.value!r} {MESSAGES[wrong.code]}")


def results_json(results: Results) -> dict[str, Any]:
    """A page of results as the contract states it."""
    return {
        "count": results.total,
        "page": results.params.page,
        "page_size": results.params.page_size,
        "query": {
            "text": results.query.text,
            "terms": list(results.terms),
            "matching": results.matching,
            "expanded": {name.slug: list(name.spellings) for name in results.expanded},
            "suggestion": results.suggestion,
        },
        "results": [_hit(hit) for hit in results.hits],
        "facets": {
            **{name: [_facet(value) for value in values] for name, values in results.facets.items()},
            "year": [{"year": row.year, "count": row.count} for row in results.years],
        },
    }


def _hit(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.pk,
        "url": article.get_absolute_url(),
        "title": article.title,
        "publisher": article.publisher.name if article.publisher else None,
        "published_on": day_of(article),
        "date_precision": article.date_precision or None,
        "companies": [tag.slug for tag in hit.companies],
        "campaigns": [tag.slug for tag in hit.campaigns],
        "score": round(hit.score, 6),
        "snippet_html": hit.snippet_html,
        "matched_by": list(hit.reasons),
    }


def _facet(value: FacetValue) -> dict[str, Any]:
    return {"slug": value.slug, "name_ar": value.name_ar, "name_en": value.name_en, "count": value.count}


@api
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """`/api/v1/articles/ID`: one article with body, captures, mentions and figures."""
    found = Article.objects.with_tags().prefetch_related("captures", "figures").filter(pk=pk).first()
    if found is None or found.status == Article.Status.PROPOSED:
        new = current("article", [str(pk)]).get(str(pk)) if found is None else None
        if new is not None:
            return moved_to(reverse("api-article", args=[new]), request)
        return error("id", f"there is no article {pk}", status=404)
    if found.withdrawn:
        return _withdrawn(found)
    return _json(article_json(found))


def _withdrawn(article: Article) -> HttpResponse:
    """410 with the reason that the public may read."""
    label = article.get_withdrawn_for_display()
    said = " ".join(filter(None, (f"article {article.pk} was withdrawn", label)))
    reason = {"reason": article.withdrawn_for or None, "note": article.withdrawn_note or None}
    return _json({"error": {"field": "id", "message": said, **reason}}, 410)


@api
def companies(request: HttpRequest) -> HttpResponse:
    """`/api/v1/companies`: every company with the number of articles naming it."""
    return _json({"results": [_entity(company) for company in Company.objects.with_coverage()]})


@api
def campaigns(request: HttpRequest) -> HttpResponse:
    """`/api/v1/campaigns`: every campaign with the number of articles naming it."""
    return _json({"results": [_entity(campaign) for campaign in Campaign.objects.with_coverage()]})


def _entity(entity: Company | Campaign) -> dict[str, Any]:
    return {
        "slug": entity.slug,
        "name_ar": entity.name_ar,
        "name_en": entity.name_en,
        "articles": entity.coverage,
        "url": entity.get_absolute_url(),
    }


@api
def openapi(request: HttpRequest) -> HttpResponse:
    """`/api/v1/openapi.json`: the description of this API."""
    return _json(document())


@api
def unknown(request: HttpRequest, path: str) -> HttpResponse:
    """Any other address under /api/."""
    return error("path", "there is nothing at this address; see /api/v1/openapi.json", status=404)
