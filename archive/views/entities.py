"""Companies, campaigns and publishers: the lists and one page each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.coverage import figures_of, named_together, publishers_with_counts
from archive.labels import CATEGORIES, label
from archive.models import Article, Campaign, Company, Publisher
from archive.redirects import follows
from archive.year_chart import year_chart

LATEST = 6
MOST_FIGURES = 200


def _list_page(request: HttpRequest, entities: list[Company] | list[Campaign], kind: str) -> HttpResponse:
    context = {
        "kind": kind,
        "entities": [entity for entity in entities if entity.coverage],
        "silent": [entity for entity in entities if not entity.coverage],
    }
    return render(request, "pages/entity_list.html", context)


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """All companies, most covered first."""
    return _list_page(request, list(Company.objects.with_coverage()), "company")


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, most covered first."""
    return _list_page(request, list(Campaign.objects.with_coverage()), "campaign")


def _entity_page(request: HttpRequest, entity: Company | Campaign, kind: str) -> HttpResponse:
    public = Article.objects.published().naming(entity)
    years = public.years()
    search_here = f"{reverse('search')}?{kind}={entity.slug}"
    rows = named_together(entity)
    context = {
        "kind": kind,
        "entity": entity,
        "category": label(CATEGORIES, getattr(entity, "category", "")),
        "search_here": search_here,
        "undated_url": f"{search_here}&date=none",
        "aliases": list(entity.aliases.all()),
        "n_articles": sum(count for _year, count in years),
        "undated": dict(years).get(None, 0),
        "chart": year_chart(_("المقالات بحسب سنة النشر"), years, [(kind, entity.slug)]),
        "together": [row for row in rows if row.coverage],
        "apart": [row for row in rows if not row.coverage],
        "figures": list(figures_of(entity)[:MOST_FIGURES]),
        "latest": list(public.newest().with_tags()[:LATEST]),
    }
    return render(request, "pages/entity.html", context)


@require_safe
@follows("company")
def company(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, its spellings, coverage, campaigns against it, figures, latest articles."""
    return _entity_page(request, get_object_or_404(Company, slug=slug), "company")


@require_safe
@follows("campaign")
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, its spellings, coverage, companies it is directed at, figures, latest articles."""
    return _entity_page(request, get_object_or_404(Campaign, slug=slug), "campaign")


@require_safe
def publishers(request: HttpRequest) -> HttpResponse:
    """All publishers with public articles, and how many articles have none."""
    public = Article.objects.published()
    context = {
        "publishers": list(publishers_with_counts()),
        "unknown": public.filter(publisher__isnull=True).count(),
    }
    return render(request, "pages/publishers.html", context)


@require_safe
@follows("publisher")
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    """A publisher: its domains, coverage by year, latest articles."""
    found = get_object_or_404(Publisher, slug=slug)
    public = Article.objects.published().filter(publisher=found)
    years = public.years()
    context = {
        "publisher": found,
        "n_articles": sum(count for _year, count in years),
        "undated": dict(years).get(None, 0),
        "chart": year_chart(_("المقالات بحسب سنة النشر"), years, [("publisher", found.slug)]),
        "latest": list(public.newest().with_tags()[:LATEST]),
    }
    return render(request, "pages/publisher.html", context)
