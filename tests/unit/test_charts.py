"""Bars: in the order of time, from the side where reading starts, never too small to see."""

from __future__ import annotations

from archive.charts import HEIGHT, STEP, Column, bar_chart


def columns(*counts: int) -> list[Column]:
    return [Column(str(2000 + index), count, f"/{index}") for index, count in enumerate(counts)]


def test_time_runs_with_the_reading_direction() -> None:
    latin = bar_chart("x", columns(1, 2, 3), rtl=False)
    arabic = bar_chart("x", columns(1, 2, 3), rtl=True)
    assert [bar.x for bar in latin.bars] == sorted(bar.x for bar in latin.bars)
    assert [bar.x for bar in arabic.bars] == [bar.x for bar in reversed(latin.bars)]
    assert [bar.column.label for bar in arabic.bars] == ["2000", "2001", "2002"]


def test_heights_follow_counts() -> None:
    chart = bar_chart("x", columns(10, 5, 0), rtl=True)
    assert [bar.height for bar in chart.bars] == [HEIGHT, HEIGHT // 2, 0]
    assert all(bar.y + bar.height == HEIGHT for bar in chart.bars)
    assert chart.total == 15
    assert chart.width == 3 * STEP


def test_one_among_thousands_can_still_be_seen() -> None:
    assert bar_chart("x", columns(9000, 1), rtl=True).bars[1].height == 3


def test_charts_beside_each_other_share_a_scale() -> None:
    assert bar_chart("x", columns(5), rtl=True, most=10).bars[0].height == HEIGHT // 2


def test_few_labels_whatever_the_number_of_columns() -> None:
    chart = bar_chart("x", columns(*range(100)), rtl=True)
    assert 6 <= len([bar for bar in chart.bars if bar.shown_label]) <= 12
    assert chart.bars[0].shown_label == "2000"


def test_unsure_part_is_never_higher_than_its_bar() -> None:
    (bar,) = bar_chart("x", [Column("2000", 4, unsure=4)], rtl=True).bars
    assert bar.unsure_height == bar.height


def test_no_columns_no_trouble() -> None:
    chart = bar_chart("x", [], rtl=True)
    assert chart.bars == ()
    assert chart.width > 0
