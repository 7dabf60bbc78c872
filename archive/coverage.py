"""Questions about how much the archive holds: of a company, of a campaign, of a time. Queries only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from archive.models import Article, Campaign, Company, Figure, Mention, Publisher

COUNTED_STATES = (Mention.State.ASSERTED, Mention.State.CONFIRMED)


def _counted_articles(*conditions: Q) -> Count:
    """The number of published articles with a counted mention, each once."""
    counted = Q(
        mentions__state__in=COUNTED_STATES,
        mentions__article__status=Article.Status.PUBLISHED,
    )
    for condition in conditions:
        counted &= condition
    return Count("mentions__article", filter=counted, distinct=True)


def named_together(entity: Company | Campaign) -> QuerySet[Campaign] | QuerySet[Company]:
    """The campaigns of a company, or the companies of a campaign, with the articles that name both.

    Each row has `coverage` (articles naming both) and `direct` (the gazetteer says that the campaign is
    directed at the company); rows without either are left out.
    """
    both = _counted_articles(Q(mentions__article__in=Article.objects.published().naming(entity)))
    if isinstance(entity, Company):
        direct = Campaign.companies.through.objects.filter(company=entity, campaign=OuterRef("pk"))
        rows: QuerySet[Campaign] | QuerySet[Company] = Campaign.objects.all()
    else:
        direct = Campaign.companies.through.objects.filter(campaign=entity, company=OuterRef("pk"))
        rows = Company.objects.all()
    annotated: QuerySet[Any] = rows.annotate(**{"coverage": both, "direct": Exists(direct)})
    return annotated.filter(Q(coverage__gt=0) | Q(direct=True)).order_by("-coverage", "-direct", "slug")


def figures_of(entity: Company | Campaign) -> QuerySet[Figure]:
    """The figures claimed by the public articles that name it, latest article first, undated last."""
    articles = Article.objects.published().naming(entity)
    return (
        Figure.objects.filter(article__in=articles)
        .select_related("article__publisher")
        .order_by("article__published_on", "article_id", "start")
    )


def publishers_with_counts() -> QuerySet[Publisher]:
    """Publishers with `coverage`, the number of their public articles; those without any left out."""
    published = Count("articles", filter=Q(articles__status=Article.Status.PUBLISHED))
    return Publisher.objects.annotate(coverage=published).filter(coverage__gt=0).order_by("-coverage", "name")


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Articles of one month; `unsure` of them are known only by their year and stand in its January."""

    month: date
    count: int
    unsure: int = 0


@dataclass(slots=True)
class Coverage:
    """The public articles of one company or campaign over time; `undated` have no place in it."""

    entity: Company | Campaign
    months: dict[date, MonthCount] = field(default_factory=dict)
    undated: int = 0

    @property
    def total(self) -> int:
        """All its public articles, dated or not."""
        return self.undated + sum(month.count for month in self.months.values())


def monthly(entities: Iterable[Company | Campaign]) -> list[Coverage]:
    """Coverage per month, one query an entity."""
    result = []
    for entity in entities:
        coverage = Coverage(entity)
        rows = (
            Article.objects.published()
            .naming(entity)
            .order_by()
            .annotate(month=TruncMonth("published_on"))
            .values_list("month")
            .annotate(n=Count("pk"), unsure=Count("pk", filter=Q(date_precision=Article.Precision.YEAR)))
        )
        for month, count, unsure in rows:
            if month is None:
                coverage.undated = count
            else:
                coverage.months[month] = MonthCount(month, count, unsure)
        result.append(coverage)
    return result


def months_between(first: date, last: date) -> list[date]:
    """The first day of each month from `first` to `last`, both included."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(start, end + 1)]
