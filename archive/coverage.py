"""Questions about how much the archive holds: of a company, of a campaign, of a time. Queries only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from archive.models import Article, Campaign, Company, Figure, Mention, Publisher


@dataclass(frozen=True, slots=True)
class Together:
    """A campaign of a company, or a company of a campaign.

    `coverage`: the number of articles that name both; `direct`: the gazetteer says that the campaign is
    directed at the company.
    """

    entity: Company | Campaign
    coverage: int
    direct: bool


def named_together(entity: Company | Campaign) -> list[Together]:
    """The campaigns of a company, or the companies of a campaign: named in one article, or directed at it.

    Most articles in common first. Three queries.
    """
    here, there = ("company", "campaign") if isinstance(entity, Company) else ("campaign", "company")
    other: type[Company | Campaign] = Campaign if isinstance(entity, Company) else Company
    naming = Mention.objects.counted().filter(**{here: entity}).values("article")
    both = Mention.objects.public().filter(**{f"{there}__isnull": False}, article__in=naming).order_by()
    counts = dict(both.values_list(there).annotate(n=Count("article", distinct=True)))
    links = Campaign.companies.through.objects.filter(**{here: entity})
    direct = set(links.values_list(f"{there}_id", flat=True))
    rows = other._default_manager.filter(pk__in=counts.keys() | direct)
    together = [Together(row, counts.get(row.pk, 0), row.pk in direct) for row in rows]
    return sorted(together, key=lambda row: (-row.coverage, not row.direct, row.entity.slug))


def figures_of(entity: Company | Campaign) -> QuerySet[Figure]:
    """The figures claimed by the public articles that name it, latest article first, undated last."""
    articles = Article.objects.published().naming(entity)
    return (
        Figure.objects.filter(article__in=articles)
        .select_related("article__publisher")
        .order_by(F("article__published_on").desc(nulls_last=True), "-article_id", "start")
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
    """Coverage per month, one query an entity.

    Days are put together here: SQLite would call Python for the month of each single article.
    """
    return [_monthly(entity) for entity in entities]


def _monthly(entity: Company | Campaign) -> Coverage:
    days = (
        Article.objects.published()
        .naming(entity)
        .order_by()
        .values_list("published_on", "date_precision")
        .annotate(n=Count("pk"))
    )
    counts, unsure, undated = Counter[date](), Counter[date](), 0
    for day, precision, n in days:
        if day is None:
            undated += n
            continue
        month = day.replace(day=1)
        counts[month] += n
        unsure[month] += n if precision == Article.Precision.YEAR else 0
    months = {month: MonthCount(month, n, unsure[month]) for month, n in sorted(counts.items())}
    return Coverage(entity, months, undated)


def months_between(first: date, last: date) -> list[date]:
    """The first day of each month from `first` to `last`, both included."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(start, end + 1)]
