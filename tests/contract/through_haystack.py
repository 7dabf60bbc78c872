"""What other Django code may ask through Haystack: SearchQuerySet and its commands."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.core.management import call_command
from haystack.query import SearchQuerySet

from archive.models import Article
from search.backends.base import SijilBackend
from search.drain import drain
from search.search_indexes import ArticleIndex
from tests.contract.asking import found
from tests.factory import article


class ThroughHaystack:
    """SearchQuerySet and commands."""

    def test_search_query_set_filters_orders_and_slices(self) -> None:
        ids = [
            article("خبر", "إضراب", companies=["google"], published_on=date(2020, 1, day)).pk
            for day in range(1, 13)
        ]
        article("خبر", "إضراب", companies=["amazon"])
        drain()
        query = SearchQuerySet().filter(content="إضراب", company="google").order_by("-published_on")
        assert query.count() == 12
        assert [int(row.pk) for row in query[5:9]] == list(reversed(ids))[5:9]
        assert dict(query.facet("company").facet_counts()["fields"]["company"]) == {"google": 12}
        assert [int(row.pk) for row, _ in zip(query, itertools.count(), strict=False)] == list(reversed(ids))

    def test_search_query_set_excludes_and_joins(self) -> None:
        both = article("خبر", "إضراب", companies=["google", "amazon"])
        one = article("خبر", "إضراب", companies=["google"])
        article("خبر", "مقاطعة", companies=["meta"])
        drain()
        google = SearchQuerySet().filter(company="google")
        assert {int(row.pk) for row in google} == {both.pk, one.pk}
        assert [int(row.pk) for row in google.exclude(company="amazon")] == [one.pk]
        assert SearchQuerySet().filter_or(company="meta").filter_or(company="amazon").count() == 2

    def test_search_query_set_filters_lists_and_dates(self) -> None:
        ids = [article("خبر", published_on=date(2020, month, 1)).pk for month in (1, 2, 3)]
        drain()
        query = SearchQuerySet().filter(id__in=ids[:2], published_on__gte=date(2020, 2, 1))
        assert [int(row.pk) for row in query] == [ids[1]]

    def test_search_query_set_gives_objects(self) -> None:
        made = article("خبر", "إضراب")
        drain()
        assert [row.object for row in SearchQuerySet().filter(content="إضراب").load_all()] == [made]

    def test_an_unknown_field_is_named(self) -> None:
        with pytest.raises(ValueError, match="colour"):
            SearchQuerySet().filter(colour="red").count()

    def test_haystacks_update_and_remove(self, engine: SijilBackend) -> None:
        made = article("خبر", "إضراب")
        rows = Article.objects.with_tags()
        engine.update(ArticleIndex(), rows)
        assert found("إضراب") == [made.pk]
        engine.remove(f"archive.article.{made.pk}")
        assert found("إضراب") == []

    @pytest.mark.parametrize("command", ["rebuild_index", "update_index"])
    def test_commands_fill_the_index(self, command: str) -> None:
        made = article("خبر", "إضراب")
        article("خبر", "إضراب", status="withdrawn")
        call_command(command, verbosity=0, **({"interactive": False} if command == "rebuild_index" else {}))
        assert found("إضراب") == [made.pk]

    def test_clear_index_empties_it(self) -> None:
        article("خبر", "إضراب")
        drain()
        call_command("clear_index", interactive=False, verbosity=0)
        assert found("إضراب") == []
