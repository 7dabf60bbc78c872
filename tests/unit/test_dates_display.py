"""Dates in words say what is known and no more."""

from __future__ import annotations

from datetime import date

import pytest

from archive.dates_display import MONTHS_AR, MONTHS_EN, display_date, iso_date, isolated, month_name

DAY = date(2025, 2, 15)


@pytest.mark.parametrize(
    ("precision", "arabic", "english", "machine"),
    [
        ("day", "15 فبراير/شباط 2025", "15 February 2025", "2025-02-15"),
        ("month", "فبراير/شباط 2025", "February 2025", "2025-02"),
        ("year", "2025", "2025", "2025"),
    ],
)
def test_as_precise_as_known(precision: str, arabic: str, english: str, machine: str) -> None:
    assert display_date(DAY, precision, "ar") == arabic
    assert display_date(DAY, precision, "en") == english
    assert iso_date(DAY, precision) == machine


def test_first_of_january_is_a_day_like_any_other() -> None:
    assert display_date(date(2020, 1, 1), "day", "ar") == "1 يناير/كانون الثاني 2020"


def test_every_month_has_both_arabic_names() -> None:
    assert len(MONTHS_AR) == len(MONTHS_EN) == 12
    assert all("/" in name for name in MONTHS_AR)
    assert len({name for month in MONTHS_AR for name in month.split("/")}) == 24
    assert month_name(12, "ar") == "ديسمبر/كانون الأول"


def test_dates_of_machines_keep_their_order_among_arabic_letters() -> None:
    assert isolated("اكتب 2025 أو 2025-02، أو 2025-2-15.") == (
        "اكتب 2025 أو \u20662025-02\u2069، أو \u20662025-2-15\u2069."
    )
    assert isolated("لا تاريخ 12-2025 هنا") == "لا تاريخ 12-2025 هنا"
