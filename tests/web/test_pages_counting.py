"""Six Arabic forms, two English ones, Latin digits."""

from __future__ import annotations

import pytest
from django.utils import translation

from archive import counting

RESULTS = {
    0: "لا نتائج",
    1: "نتيجة واحدة",
    2: "نتيجتان",
    3: "3 نتائج",
    10: "10 نتائج",
    11: "11 نتيجة",
    99: "99 نتيجة",
    100: "100 نتيجة",
    103: "103 نتائج",
    1_000: "1,000 نتيجة",
    12_345: "12,345 نتيجة",
}


@pytest.mark.parametrize(("n", "shown"), RESULTS.items())
def test_results_in_arabic(n: int, shown: str) -> None:
    with translation.override("ar"):
        assert counting.results(n) == shown


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, "لا مقالات"), (1, "مقال واحد"), (2, "مقالان"), (5, "5 مقالات"), (11, "11 مقالًا"), (100, "100 مقال")],
)
def test_articles_in_arabic(n: int, shown: str) -> None:
    with translation.override("ar"):
        assert counting.articles(n) == shown


@pytest.mark.parametrize("noun", counting.NOUNS)
def test_every_noun_has_six_different_uses_and_english(noun: str) -> None:
    with translation.override("ar"):
        assert len({counting.NOUNS[noun](n).replace(str(n), "") for n in (0, 1, 2, 3, 11, 100)}) >= 4
    with translation.override("en"):
        assert counting.NOUNS[noun](1).startswith("1 ")
        assert counting.NOUNS[noun](2).startswith("2 ")
        assert counting.NOUNS[noun](2)[2:] != counting.NOUNS[noun](1)[2:]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (18, "people", "18 شخصًا"),
        (1400, "people", "1,400 شخص"),
        (2, "people", "شخصان"),
        (19_400_000, "USD", "19,400,000 دولار"),
        (3, "ILS", "3 شواكل"),
        (500, "EGP", "500 EGP"),
        (2.5, "EUR", "2.5 يورو"),
    ],
)
def test_amounts(value: float, unit: str, shown: str) -> None:
    with translation.override("ar"):
        assert counting.amount(value, unit) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (1234567, "1,234,567"), (1.5, "1.5"), (0.126, "0.13"), (7.0, "7")]
)
def test_grouped(value: float, shown: str) -> None:
    assert counting.grouped(value) == shown
