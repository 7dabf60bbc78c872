"""About, the language switch, and what crawlers read."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from archive.models import Article, Campaign, Company, Publisher

URLS_A_SITEMAP = 40_000
FIXED_PAGES = ("home", "companies", "campaigns", "publishers", "timeline", "about")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is collected, how it is cleaned and tagged, how to report an error."""
    public = Article.objects.published()
    api = request.build_absolute_uri(reverse("api-articles"))
    context = {
        "n_articles": public.count(),
        "api_example": f"{api}?{urlencode({'q': 'عقد', 'company': 'google', 'sort': 'newest'})}",
        "api_description": reverse("api-openapi"),
    }
    return render(request, "pages/about.html", context)


@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language in a cookie and go back to the page.

    `to`: `ar` or `en`, anything else counts as Arabic; `next`: a path on this site, else the front page.
    """
    to = request.GET.get("to", "")
    back = request.GET.get("next", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        to if to in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of the endless search pages, of downloads and of second views; show them the map."""
    lines = ["User-agent: *"]
    closed = [reverse("search"), reverse("language"), reverse("timeline") + "?", "/api/", "/admin/"]
    lines += [f"Disallow: {path}" for path in closed]
    lines += [f"Disallow: /articles/*{rest}" for rest in ("/original/", "/cite.", "?lines=")]
    lines += [""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _article_locations(part: int) -> Iterator[tuple[str, str]]:
    first = part * URLS_A_SITEMAP
    rows = Article.objects.published().order_by("pk").values_list("pk", "updated_at")
    for pk, updated in rows[first : first + URLS_A_SITEMAP].iterator(chunk_size=2000):
        yield reverse("article", args=[pk]), updated.date().isoformat()


def _other_locations() -> Iterator[tuple[str, str]]:
    for name in FIXED_PAGES:
        yield reverse(name), ""
    public = Article.objects.published()
    for model, name in ((Company, "company"), (Campaign, "campaign")):
        named = model.objects.filter(mentions__article__in=public).distinct()
        for slug in named.values_list("slug", flat=True):
            yield reverse(name, args=[slug]), ""
    for slug in Publisher.objects.filter(articles__in=public).distinct().values_list("slug", flat=True):
        yield reverse("publisher", args=[slug]), ""


def _xml(request: HttpRequest, template: str, rows: list[tuple[str, str]]) -> HttpResponse:
    absolute = [(request.build_absolute_uri(path), changed) for path, changed in rows]
    return render(request, template, {"rows": absolute}, content_type="application/xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """One map, or in a large archive a list of maps: part 0 holds the other pages, each next one articles."""
    count = Article.objects.published().count()
    if count <= URLS_A_SITEMAP:
        return _xml(request, "sitemap.xml", [*_other_locations(), *_article_locations(0)])
    newest = Article.objects.published().aggregate(at=Max("updated_at"))["at"].date().isoformat()
    parts = range(1 + -(-count // URLS_A_SITEMAP))
    return _xml(request, "sitemap_index.xml", [(reverse("sitemap-part", args=[n]), newest) for n in parts])


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """One map of a large archive; Http404 beyond the last."""
    rows = list(_other_locations() if part == 0 else _article_locations(min(part, 10**9) - 1))
    if not rows:
        raise Http404
    return _xml(request, "sitemap.xml", rows)
