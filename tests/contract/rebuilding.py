"""What `rebuild_index` makes: the same however many processes analyse, of the articles as they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.models import Article
from search.analysis import analyzer
from search.ask import ask_index, understand
from search.backends.base import SijilBackend
from search.documents import Document, Row, content_hash, document_of
from search.drain import drain
from search.params import SearchParams
from search.plan import Found
from search.search_indexes import document, rows
from tests.contract.asking import found
from tests.contract.texts import Texts
from tests.factory import article

ARTICLES, QUERIES = 60, 200


def rebuild(**options: int) -> None:
    call_command("rebuild_index", interactive=False, verbosity=0, **options)


def fill(texts: Texts) -> None:
    """Articles of every kind: with and without date, publisher, companies, campaigns and title."""
    article("", "نص بلا عنوان")
    article("خبر مسحوب", "نص", status="withdrawn")
    article("خبر", "إضراب", companies=["google"], state="rejected")
    for number in range(ARTICLES):
        article(
            texts.some(6),
            f"{texts.some(texts.chance.randint(0, 60))}\nكِتَابٌ ـ Google's 1,400",
            companies=["google", "amazon"][: number % 3],
            campaigns=["project-nimbus"] * (number % 5 == 0),
            publisher="ناشر" if number % 4 else "",
            published_on=date(2020, 1, 1) + timedelta(days=40 * number) if number % 7 else None,
        )


class Rebuilding:
    """The command itself."""

    def test_processes_that_analyse_change_nothing(self, engine: SijilBackend) -> None:
        texts = Texts(7)
        fill(texts)
        drain()  # so that nothing is written a second time after a rebuild
        queries = [texts.query() for _ in range(QUERIES)]

        def everything() -> tuple[list[Found], object, object, object]:
            asked = [SearchParams(q=query) for query in queries]
            answers = [ask_index(engine, one, understand(one), limit=10).found for one in asked]
            hashes = dict(engine.stored_hashes())
            return answers, hashes, engine.analyses(sorted(hashes)), sorted(engine.vocabulary())

        rebuild(workers=0)
        here = everything()
        assert sum(answer.total > 0 for answer in here[0]) > QUERIES * 0.9
        rebuild(workers=2, batchsize=7)
        assert everything() == here

    def test_a_row_gives_the_document_of_its_article(self) -> None:
        fill(Texts(8))
        articles = Article.objects.published().with_tags().order_by("pk")
        made = [document(one) for one in articles]
        ids = Article.objects.values_list("pk", flat=True)
        assert [document_of(row, analyzer()) for row in rows(ids)] == made
        assert [one.content_hash for one in made] == [content_hash(a, analyzer().version) for a in articles]

    def test_what_was_indexed_while_a_rebuild_waited_for_its_turn_is_in_it(
        self, engine: SijilBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        had_the_turn = engine.rebuilding
        made = [article("خبر", "إضراب").pk]

        @contextmanager
        def after_another() -> Iterator[None]:
            made.append(article("خبر", "إضراب آخر").pk)
            drain()
            with had_the_turn():
                yield

        monkeypatch.setattr(engine, "rebuilding", after_another)
        rebuild()
        assert sorted(found("إضراب")) == made

    def test_an_article_that_cannot_be_analysed_is_named_and_the_old_index_stays(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = [article("خبر", f"إضراب {number}").pk for number in range(3)]
        drain()

        def fails(row: Row, analyzer: object) -> Document:
            raise ValueError("no such letter")

        monkeypatch.setattr("search.analysing.document_of", fails)
        with pytest.raises(CommandError, match=rf"article {kept[0]} cannot be analysed.*no such letter"):
            rebuild()
        assert sorted(found("إضراب")) == kept
