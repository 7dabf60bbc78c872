"""Geometry of the bar pictures: numbers in, whole-number coordinates out. Pure.

A chart is drawn in a box `columns × STEP` wide and `HEIGHT` high and stretched by the page to its own width,
so the labels stand beside it in HTML and keep their size. Time runs with the reading direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100
STEP = 20
GAP = 4
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One bar to draw. `unsure` of its `count` articles are dated less precisely than the column."""

    label: str
    count: int
    url: str = ""
    unsure: int = 0
    name: str = ""
    """The label in full, for the table and for readers who listen; `label` where empty."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A column with its place. `x`, `y`, `height`, `unsure_height` are in units of the box."""

    column: Column
    x: int
    width: int
    y: int
    height: int
    unsure_height: int
    shown_label: str

    @property
    def slot(self) -> int:
        """Where the column's whole slot begins: the part that can be pressed."""
        return self.x - GAP // 2

    @property
    def name(self) -> str:
        """The label in full."""
        return self.column.name or self.column.label


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture ready to draw; `bars` in order of time, whatever side they start from."""

    title: str
    bars: tuple[Bar, ...]
    width: int
    most: int
    height: int = HEIGHT
    step: int = STEP

    @property
    def size(self) -> str:
        """`few`, `some` or `many` columns: what the style sheet needs to know."""
        return "few" if len(self.bars) <= 5 else "some" if len(self.bars) <= 14 else "many"

    @property
    def numbered(self) -> bool:
        """Whether each label has room for its number."""
        return self.size != "many"

    @property
    def total(self) -> int:
        """The sum of all columns."""
        return sum(bar.column.count for bar in self.bars)


def _scaled(count: int, most: int) -> int:
    """A height in the box; anything above nothing is at least 3 high, so that it can be seen."""
    return max(3, round(count * HEIGHT / most)) if count and most else 0


def bar_chart(title: str, columns: Sequence[Column], *, rtl: bool, most: int = 0) -> Chart:
    """Lay out one bar a column.

    `rtl`: the first column stands at the right; `most`: the value that fills the height (several charts
    beside each other share it), the largest count where 0. At most `MOST_LABELS` labels are shown.
    """
    top = most or max((column.count for column in columns), default=0)
    every = -(-len(columns) // MOST_LABELS) or 1
    bars = []
    for index, column in enumerate(columns):
        slot = len(columns) - 1 - index if rtl else index
        height = _scaled(column.count, top)
        bars.append(
            Bar(
                column=column,
                x=slot * STEP + GAP // 2,
                width=STEP - GAP,
                y=HEIGHT - height,
                height=height,
                unsure_height=min(height, _scaled(column.unsure, top)),
                shown_label=column.label if index % every == 0 else "",
            )
        )
    return Chart(title, tuple(bars), max(1, len(columns)) * STEP, top)
