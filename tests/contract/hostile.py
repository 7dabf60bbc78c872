"""What no reader types, and what must not come out as markup."""

from __future__ import annotations

import pytest

from search.backends.base import SijilBackend
from search.drain import drain
from search.engine import search
from search.params import SearchParams
from search.plan import MAX_DEPTH, All, AtLeast, Everything, Node, Not, Plan, Tag, Term
from tests.contract.asking import found, results
from tests.factory import article


class Hostile:
    """Nothing is an error."""

    @pytest.mark.parametrize(
        "query",
        [
            "*:*",
            '"',
            "((",
            "))((",
            "\x00",
            "a" * 5000,
            "كلمة " * 10_000,
            "AND OR NOT",
            "-",
            "+",
            "*",
            "شركة:",
            "'\"<>&",
            "¶",
        ],
    )
    def test_no_query_is_an_error(self, query: str) -> None:
        article("خبر", "إضراب")
        drain()
        search(SearchParams(q=query))

    def test_markup_in_texts_is_escaped(self) -> None:
        article("<script>alert(1)</script> إضراب", "<img src=x onerror=alert(1)> إضراب")
        drain()
        hit = results("q=إضراب").hits[0]
        assert "<script" not in hit.title_html
        assert "<img" not in hit.snippet_html
        assert "<mark>" in hit.title_html

    @pytest.mark.parametrize("query", ["pk:1", "text:*", "_id:1", "django_ct:archive", "stem:x", "{!lucene}"])
    def test_fields_of_the_index_cannot_be_asked(self, query: str) -> None:
        article("خبر", "كلام آخر")
        drain()
        assert found(query) == []

    @pytest.mark.parametrize("slug", ["a,b", "a'b", 'a"b', "a b", "a\\b", "*", "[a TO b]", "é", "\ud800"])
    def test_any_slug_may_be_asked_for(self, slug: str) -> None:
        article("خبر", companies=["google"])
        drain()
        assert found(company=slug) == []

    def test_trees_too_deep_are_refused(self, engine: SijilBackend) -> None:
        node: Node = Term("text", "اضراب")
        for level in range(1000):
            node = All((node, Everything())) if level % 2 else AtLeast((node, Not(Everything())))
        with pytest.raises(ValueError, match=str(MAX_DEPTH)):
            engine.execute(Plan(node))

    def test_a_thousand_words_and_a_thousand_filters(self, engine: SijilBackend) -> None:
        made = article("خبر", "كتاب", companies=["s3"])
        drain()
        words = AtLeast((Term("text", "كتاب"), *(Term("text", f"x{number}") for number in range(1000))))
        slugs = Tag("company", tuple(f"s{number}" for number in range(1000)))
        assert engine.execute(Plan(All((words, slugs)))).ids == (made.pk,)

    def test_empty_trees(self, engine: SijilBackend) -> None:
        made = article("خبر")
        drain()
        assert engine.execute(Plan(All(()))).ids == (made.pk,)
        assert engine.execute(Plan(AtLeast(()))).ids == ()
        assert engine.execute(Plan(Everything(), limit=0)).total == 1
