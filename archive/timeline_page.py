"""The timeline: what was asked for, read kindly, and one row of monthly bars an entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import get_language, get_language_bidi

from archive.chart_rows import BarRow, bar_rows
from archive.charts import Chart, Column, bar_chart
from archive.coverage import Coverage, monthly, months_between
from archive.dates_display import month_name
from archive.models import Campaign, Company
from archive.paths import path

MOST_ROWS = 4
MOST_YEARS = 12
DEFAULT_COMPANIES = 2
DEFAULT_CAMPAIGNS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One entity's coverage: its bars, and how many of its articles stand outside them."""

    entity: Company | Campaign
    kind: str
    chart: Chart
    bars: list[BarRow]
    undated: int
    outside: int

    @property
    def total(self) -> int:
        """All its public articles."""
        return self.chart.total + self.undated + self.outside


@dataclass(slots=True)
class TimelinePage:
    """Everything the template needs. `years`: the labels below the bars, in order of time."""

    companies: list[Company]
    campaigns: list[Campaign]
    chosen_companies: set[str]
    chosen_campaigns: set[str]
    rows: list[Row] = field(default_factory=list)
    first: int = 0
    last: int = 0
    years: list[int] = field(default_factory=list)
    all_years: list[int] = field(default_factory=list)
    too_many: bool = False

    @property
    def highest(self) -> int:
        """The number of articles of the highest bar, which fills the height of all charts."""
        return max((row.chart.most for row in self.rows), default=0)

    @property
    def table(self) -> list[tuple[str, list[BarRow]]]:
        """The months with any article, as `(name, one bar an entity)`."""
        months = zip(*(row.bars for row in self.rows), strict=True)
        return [(bars[0]["name"], list(bars)) for bars in months if any(bar["count"] for bar in bars)]


def _year(text: str, known: range) -> int | None:
    """A year among those known; None for anything else."""
    return int(text) if len(text) == 4 and text.isdecimal() and int(text) in known else None


def _span(data: Mapping[str, str], months: Iterable[date]) -> tuple[int, int, list[int]]:
    """First and last year to draw and all years there are; the latest `MOST_YEARS` unless asked otherwise."""
    known_years = [month.year for month in months]
    if not known_years:
        return 0, 0, []
    known = range(min(known_years), max(known_years) + 1)
    last = _year(data.get("to", ""), known) or known[-1]
    first = _year(data.get("from", ""), known) or max(known[0], last - MOST_YEARS + 1)
    first, last = min(first, last), max(first, last)
    return max(first, last - MOST_YEARS + 1), last, list(known)


def _row(coverage: Coverage, first: int, last: int, most: int) -> Row:
    kind = "company" if isinstance(coverage.entity, Company) else "campaign"
    language = get_language() or "ar"
    search = f"{path('search')}?{urlencode({kind: coverage.entity.slug})}"
    columns = []
    for month in months_between(date(first, 1, 1), date(last, 12, 1)):
        found = coverage.months.get(month)
        when = f"{month.year:04}-{month.month:02}"
        columns.append(
            Column(
                label=str(month.year) if month.month == 1 else "",
                count=found.count if found else 0,
                unsure=found.unsure if found else 0,
                url=f"{search}&from={when}&to={when}",
                name=f"{month_name(month.month, language)} {month.year}",
            )
        )
    chart = bar_chart(coverage.entity.name, columns, rtl=get_language_bidi(), most=most)
    outside = coverage.total - coverage.undated - chart.total
    return Row(coverage.entity, kind, chart, bar_rows(chart), coverage.undated, outside)


def _chosen(
    companies: list[Company], campaigns: list[Campaign], asked: tuple[set[str], set[str]]
) -> tuple[list[Company], list[Campaign]]:
    """The entities asked for, or the most covered ones where none (or none that exists) was."""
    picked = [c for c in companies if c.slug in asked[0]], [c for c in campaigns if c.slug in asked[1]]
    return picked if any(picked) else (companies[:DEFAULT_COMPANIES], campaigns[:DEFAULT_CAMPAIGNS])


def build(company_slugs: list[str], campaign_slugs: list[str], data: Mapping[str, str]) -> TimelinePage:
    """The page for these slugs and `from`/`to` years; what cannot be used is left out, never an error."""
    companies = [c for c in Company.objects.with_coverage() if c.coverage]
    campaigns = [c for c in Campaign.objects.with_coverage() if c.coverage]
    asked = set(company_slugs), set(campaign_slugs)
    some_companies, some_campaigns = _chosen(companies, campaigns, asked)
    entities: list[Company | Campaign] = [*some_companies, *some_campaigns]
    coverages = monthly(entities[:MOST_ROWS])
    page = TimelinePage(
        companies=companies,
        campaigns=campaigns,
        chosen_companies={c.slug for c in some_companies},
        chosen_campaigns={c.slug for c in some_campaigns},
        too_many=len(entities) > MOST_ROWS,
    )
    page.first, page.last, page.all_years = _span(data, [m for c in coverages for m in c.months])
    if page.all_years:
        inside = [
            m.count for c in coverages for m in c.months.values() if page.first <= m.month.year <= page.last
        ]
        page.rows = [_row(c, page.first, page.last, max(inside, default=1)) for c in coverages]
        page.years = list(range(page.first, page.last + 1))
    return page
