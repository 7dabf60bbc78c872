"""Pages without gap or repeat, and the orders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from search.ask import ask
from search.drain import drain
from search.params import SearchParams
from tests.contract.asking import found, results
from tests.factory import article


class Paging:
    """Each article once, in order."""

    @pytest.mark.parametrize("count", [0, 1, 7, 31, 60])
    def test_every_page_size_gives_each_article_once(self, count: int) -> None:
        ids = [
            article(f"خبر {n}", published_on=date(2020, 1, 1) + timedelta(days=n % 5)).pk
            for n in range(count)
        ]
        drain()
        for size in (1, 2, 3, 7, 10, 20, 31, 50):
            pages = [results(f"page={page}&page_size={size}") for page in range(1, -(-count // size) + 2)]
            seen = [hit.article.pk for page in pages for hit in page.hits]
            assert sorted(seen) == ids, size
            assert {page.total for page in pages} == {count}
            assert pages[-1].hits == []

    def test_order_by_date_puts_undated_last_both_ways(self) -> None:
        undated = article("خبر")
        days = [article("خبر", published_on=date(2020, month, 1)).pk for month in (1, 2, 3)]
        drain()
        assert found("خبر", sort="newest") == [*reversed(days), undated.pk]
        assert found("خبر", sort="oldest") == [*days, undated.pk]

    def test_equal_scores_are_ordered_by_id(self) -> None:
        ids = [article("خبر", "نص واحد لا يختلف").pk for _ in range(12)]
        drain()
        assert found("نص واحد") == ids

    def test_every_page_size_from_1_to_50_over_120_articles(self) -> None:
        ids = [article("خبر", f"إضراب {'كلمة ' * (n % 7)}").pk for n in range(120)]
        drain()
        whole = found("إضراب")
        assert sorted(whole) == ids
        for size in range(1, 51):
            seen: list[int] = []
            for offset in range(0, 120, size):
                answer = ask(SearchParams(q="إضراب"), limit=size, offset=offset, facets=False)
                assert answer.found.total == 120
                seen += answer.found.ids
            assert seen == whole, size

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
    def test_pages_follow_each_other_in_every_order(self, sort: str) -> None:
        for number in range(23):
            day = date(2020, 1, 1) + timedelta(days=number % 4) if number % 5 else None
            article("خبر", f"إضراب {'كلمة ' * (number % 3)}", published_on=day)
        drain()
        pages = [results(f"q=إضراب&sort={sort}&page={page}&page_size=6") for page in range(1, 5)]
        assert [hit.article.pk for page in pages for hit in page.hits] == found("إضراب", sort=sort)

    def test_a_page_beyond_the_last_is_empty_and_keeps_the_total(self) -> None:
        article("خبر")
        drain()
        page = results("page=9999&page_size=100")
        assert page.hits == []
        assert page.total == 1

    def test_articles_of_one_day_are_in_a_fixed_order(self) -> None:
        ids = [article("خبر", published_on=date(2020, 1, 1)).pk for _ in range(6)]
        drain()
        assert found(sort="oldest") == ids
        assert found(sort="newest") == list(reversed(ids))

    def test_an_old_year_and_a_far_one_are_sorted_too(self) -> None:
        days = [date(1, 1, 1), date(1899, 12, 31), date(1970, 1, 1), date(9999, 12, 31)]
        ids = [article("خبر", published_on=day).pk for day in days]
        drain()
        assert found(sort="oldest") == ids
