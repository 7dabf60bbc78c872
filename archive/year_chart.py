"""Coverage by year as a chart whose bars open exactly those articles."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.utils.translation import get_language_bidi

from archive.charts import Chart, Column, bar_chart
from archive.paths import path

MOST_YEARS = 40


def year_chart(
    title: str, years: Iterable[tuple[int | None, int]], filters: Iterable[tuple[str, str]] = ()
) -> Chart | None:
    """A bar a year from the first to the last, empty years included; None where no article has a date.

    `years`: `(year, number of articles)`, None for undated ones, which have no bar; `filters`: parameters
    of the search that each bar opens, besides its year. No more than the latest `MOST_YEARS` years.
    """
    counts = {year: count for year, count in years if year is not None and count}
    if not counts:
        return None
    first = max(min(counts), max(counts) - MOST_YEARS + 1)
    kept = urlencode(list(filters))
    before = f"{path('search')}?{kept}{'&' if kept else ''}"
    columns = [
        Column(str(year), counts.get(year, 0), f"{before}from={year:04}&to={year:04}")
        for year in range(first, max(counts) + 1)
    ]
    return bar_chart(title, columns, rtl=get_language_bidi())
