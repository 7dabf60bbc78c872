"""The front page."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Article, Campaign, Company
from archive.year_chart import year_chart

LATEST = 6
MOST_COVERED = 8
EXAMPLE_WORDS = ("مقاطعة", "عريضة", "احتجاج", "إضراب", "عقد", "موظفين", "خصوصية")


def example_searches(
    articles: list[Article], companies: list[Company], campaigns: list[Campaign]
) -> list[str]:
    """Up to three searches that find something: a company, a campaign, a word of a recent article."""
    names = [entity.name_ar for group in (companies, campaigns) for entity in group[:1]]
    words = [word for word in EXAMPLE_WORDS if any(word in article.body for article in articles)]
    return names + words[: 3 - len(names)]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search box, latest articles, most covered companies and campaigns, coverage by year, size."""
    public = Article.objects.published()
    latest = list(public.newest().with_tags()[:LATEST])
    companies = list(Company.objects.with_coverage()[:MOST_COVERED])
    campaigns = list(Campaign.objects.with_coverage()[:MOST_COVERED])
    companies = [c for c in companies if c.coverage]
    campaigns = [c for c in campaigns if c.coverage]
    years = public.years()
    context = {
        "latest": latest,
        "companies": companies,
        "campaigns": campaigns,
        "examples": example_searches(latest, companies, campaigns),
        "chart": year_chart(_("المقالات بحسب سنة النشر"), years),
        "undated": dict(years).get(None, 0),
        "n_articles": sum(count for _year, count in years),
        "n_publishers": public.aggregate(n=Count("publisher", distinct=True))["n"],
    }
    return render(request, "pages/home.html", context)
