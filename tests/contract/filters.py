"""Filters, facets and their counts."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

from archive.models import Article
from search.drain import drain
from tests.contract.asking import found, results
from tests.factory import article


class Filters:
    """Facets count what filters find."""

    def test_filters_are_or_inside_and_between(self) -> None:
        both = article("أ", companies=["google"], campaigns=["nimbus"])
        other = article("ب", companies=["amazon"], campaigns=["nimbus"])
        article("ج", companies=["google"])
        article("د", campaigns=["nimbus"])
        drain()
        ids = results("company=google&company=amazon&campaign=nimbus").hits
        assert sorted(hit.article.pk for hit in ids) == [both.pk, other.pk]

    def test_proposed_and_rejected_mentions_do_not_count(self) -> None:
        article("أ", companies=["google"], state="proposed")
        article("ب", companies=["google"], state="rejected")
        wanted = article("ج", companies=["google"], state="confirmed")
        drain()
        assert found(company="google") == [wanted.pk]

    def test_slugs_with_arabic_letters_commas_and_quotes(self) -> None:
        wanted = article("أ", publisher='صحيفة "الغد"، الأردن')
        article("ب", publisher="صحيفة الغد")
        drain()
        slug = wanted.publisher.slug
        assert found(publisher=slug) == [wanted.pk]
        assert found(publisher='صحيفة, "الغد"') == []

    def test_facets_equal_the_database_on_random_filters(self) -> None:
        chance = random.Random(7)
        slugs = ["google", "amazon", "meta", "apple"]
        for number in range(60):
            article(
                f"خبر {number}",
                chance.choice(["إضراب العمال", "عريضة الموظفين", "مقاطعة"]),
                companies=chance.sample(slugs, chance.randint(0, 3)),
                campaigns=chance.sample(["nimbus", "maven"], chance.randint(0, 2)),
                publisher=chance.choice(["", "ناشر أول", "ناشر ثان"]),
                published_on=chance.choice([None, date(2018 + chance.randint(0, 6), 5, 1)]),
            )
        drain()
        for _ in range(25):
            chosen = chance.sample(slugs, chance.randint(0, 2))
            page = results("&".join(["page_size=100", *(f"company={slug}" for slug in chosen)]))
            articles = Article.objects.published()
            if chosen:
                articles = articles.filter(mentions__company__slug__in=chosen).distinct()
            assert page.total == articles.count()
            for name, path in (
                ("company", "mentions__company__slug"),
                ("campaign", "mentions__campaign__slug"),
            ):
                pairs = set(Article.objects.filter(pk__in=articles).values_list("pk", path))
                expected: dict[str, int] = {}
                for _pk, slug in pairs:
                    if slug:
                        expected[slug] = expected.get(slug, 0) + 1
                assert {value.slug: value.count for value in page.facets[name]} == expected
            assert {row.year: row.count for row in page.years} == dict(
                Article.objects.filter(pk__in=articles).years()
            )

    def test_three_facets_at_once(self) -> None:
        wanted = article("أ", companies=["google"], campaigns=["nimbus"], publisher="ناشر")
        article("ب", companies=["google"], campaigns=["nimbus"])
        article("ج", companies=["google"], publisher="ناشر")
        article("د", campaigns=["nimbus"], publisher="ناشر")
        drain()
        assert found(company="google", campaign="nimbus", publisher="ناشر") == [wanted.pk]

    def test_an_unknown_slug_finds_nothing(self) -> None:
        article("أ", companies=["google"])
        drain()
        assert found(company="nobody") == []

    def test_a_slug_is_never_taken_apart(self) -> None:
        article("أ", companies=["no-tech-for-ice"])
        drain()
        assert found(company="ice") == []
        assert found(company="no-tech") == []

    def test_facets_count_the_articles_that_the_words_find(self) -> None:
        article("أ", "إضراب", companies=["google", "amazon"], published_on=date(2021, 1, 1))
        article("ب", "إضراب", companies=["google"])
        article("ج", "عريضة", companies=["google"])
        drain()
        page = results("q=إضراب")
        assert {value.slug: value.count for value in page.facets["company"]} == {"google": 2, "amazon": 1}
        assert [(row.year, row.count) for row in page.years] == [(2021, 1), (None, 1)]

    def test_an_article_counts_once_however_often_it_names_a_company(self) -> None:
        article("أ", companies=["google", "google", "google"])
        drain()
        assert [value.count for value in results("").facets["company"]] == [1]

    def test_facets_are_of_all_pages_not_of_one(self) -> None:
        for number in range(12):
            article(f"خبر {number}", companies=["google"])
        drain()
        assert results("page=2&page_size=5").facets["company"][0].count == 12

    def test_more_values_than_any_default_of_an_engine(self) -> None:
        for number in range(40):
            article("أ", companies=[f"company-{number}"])
        drain()
        assert len(results("").facets["company"]) == 40

    def test_years_equal_the_database(self) -> None:
        chance = random.Random(3)
        years = [chance.randint(1995, 2026) for _ in range(30)]
        for year in years:
            article("خبر", published_on=date(year, chance.choice([1, 12]), chance.choice([1, 31])))
        drain()
        assert {row.year: row.count for row in results("").years} == Counter(years)
