"""The bars of a chart as a template lists them: every number in words and digits, once."""

from __future__ import annotations

from typing import TypedDict

from archive import counting
from archive.charts import Bar, Chart


class BarRow(TypedDict):
    """One bar. Its numbers are text: a template asks the language how to write each number it is given."""

    name: str
    label: str
    url: str
    count: str
    """Empty where there is nothing to draw."""
    articles: str
    unsure: str
    slot: str
    slot_width: str
    slot_height: str
    x: str
    y: str
    width: str
    height: str
    unsure_height: str


def _row(chart: Chart, bar: Bar) -> BarRow:
    column = bar.column
    return {
        "name": bar.name,
        "label": bar.shown_label,
        "url": column.url,
        "count": counting.grouped(column.count) if column.count else "",
        "articles": counting.articles(column.count) if column.count else "",
        "unsure": counting.grouped(column.unsure) if column.unsure else "",
        "slot": str(bar.slot),
        "slot_width": str(chart.step),
        "slot_height": str(chart.height),
        "x": str(bar.x),
        "y": str(bar.y),
        "width": str(bar.width),
        "height": str(bar.height),
        "unsure_height": str(bar.unsure_height) if bar.unsure_height else "",
    }


def bar_rows(chart: Chart) -> list[BarRow]:
    """The bars in order of time."""
    return [_row(chart, bar) for bar in chart.bars]
