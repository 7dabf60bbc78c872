"""Date filters, in the address and in the query."""

from __future__ import annotations

from datetime import date

import pytest

from search.drain import drain
from tests.contract.asking import found, results
from tests.factory import article


class Dating:
    """Periods include their ends."""

    @pytest.mark.parametrize(
        ("params", "expected"),
        [
            ({"from_": "2020"}, {2020, 2021}),
            ({"to": "2020"}, {2019, 2020}),
            ({"from_": "2020-02", "to": "2020-06-15"}, {2020}),
            ({"from_": "2020-06-16", "to": "2020-06-30"}, set()),
        ],
    )
    def test_date_ranges_are_inclusive_and_leave_undated_out(
        self, params: dict[str, str], expected: set[int]
    ) -> None:
        by_id = {article("خبر", published_on=date(year, 6, 15)).pk: year for year in (2019, 2020, 2021)}
        article("خبر")
        drain()
        assert {by_id[pk] for pk in found(**params)} == expected
        page = results("&".join(f"{name.rstrip('_')}={value}" for name, value in params.items()))
        assert page.undated_left_out == 1

    def test_undated_articles_on_demand(self) -> None:
        wanted = article("خبر")
        article("خبر", published_on=date(2020, 1, 1))
        drain()
        assert found(date="none") == [wanted.pk]

    @pytest.mark.parametrize(
        ("query", "years"), [("بعد:2020", {2020, 2021}), ("قبل:2020", {2019}), ("after:2021-01", {2021})]
    )
    def test_dates_in_the_query(self, query: str, years: set[int]) -> None:
        by_id = {article("خبر", published_on=date(year, 6, 15)).pk: year for year in (2019, 2020, 2021)}
        drain()
        assert {by_id[pk] for pk in found(query)} == years

    def test_after_and_before_in_arabic_and_english_agree(self) -> None:
        for year in (2019, 2020, 2021, 2022):
            article("خبر", published_on=date(year, 6, 15))
        drain()
        assert found("بعد:2020 قبل:2022") == found("after:2020 before:2022")
        assert len(found("بعد:2020 قبل:2022")) == 2

    def test_the_first_and_the_last_day_are_in(self) -> None:
        ids = [article("خبر", published_on=day).pk for day in (date(2024, 2, 1), date(2024, 2, 29))]
        article("خبر", published_on=date(2024, 1, 31))
        article("خبر", published_on=date(2024, 3, 1))
        drain()
        assert sorted(found(from_="2024-02", to="2024-02")) == ids

    def test_a_period_with_a_company_and_words(self) -> None:
        wanted = article("خبر", "إضراب", companies=["google"], published_on=date(2021, 5, 1))
        article("خبر", "إضراب", companies=["google"], published_on=date(2019, 5, 1))
        article("خبر", "إضراب", published_on=date(2021, 5, 1))
        drain()
        assert found("إضراب", company="google", from_="2020") == [wanted.pk]

    @pytest.mark.parametrize("first", ["2001", "2011", "2019"])
    def test_a_period_changes_neither_the_order_nor_the_pages(self, first: str) -> None:
        years = {}
        for number in range(60):
            year = 2000 + number % 20
            dated = date(year, 6, 15) if number % 10 else None
            years[article("خبر", "إضراب " * (1 + number % 7), published_on=dated).pk] = year if dated else 0
        drain()
        expected = [pk for pk in found("إضراب") if years[pk] >= int(first)]
        size = 10
        pages = [
            results(f"q=إضراب&from={first}&page_size={size}&page={number}")
            for number in range(1, 2 + len(expected) // size)
        ]
        assert [hit.article.pk for page in pages for hit in page.hits] == expected
        assert {page.total for page in pages} == {len(expected)}
        assert {page.undated_left_out for page in pages} == {6}
