"""What the index keeps: hashes, analyses, generations."""

from __future__ import annotations

import pytest

from archive.models import Article
from search.analysis import analyzer
from search.ask import analyses
from search.backends.base import SijilBackend
from search.documents import content_hash
from search.drain import drain
from search.forms import Forms
from search.hits import fetch
from search.search_indexes import document
from tests.contract.asking import found, results
from tests.factory import article


class Keeping:
    """Stored analyses, hashes, rebuilds."""

    def test_the_analysis_of_a_text_is_kept_with_it(self) -> None:
        made = article("خبر", "إضراب العمال", companies=["google"])
        article("خبر آخر", "نص")
        drain()
        hashes = {made.pk: fetch([made.pk])[made.pk].content_hash()}
        assert analyses(hashes) == {made.pk: Forms.of(analyzer().read("إضراب العمال"))}

    def test_the_analysis_of_an_older_text_is_not_used(self) -> None:
        made = article("خبر", "إضراب العمال")
        drain()
        Article.objects.filter(pk=made.pk).update(body="نص آخر أطول فيه إضراب")
        assert analyses({made.pk: fetch([made.pk])[made.pk].content_hash()}) == {}
        assert "<mark>إضراب</mark>" in results("q=إضراب").hits[0].snippet_html

    def test_a_rebuild_replaces_everything(self, engine: SijilBackend) -> None:
        kept = article("خبر", "إضراب")
        drain()
        with engine.rebuilding():
            assert found("إضراب") == [kept.pk], "readers keep the old index meanwhile"
        assert found("إضراب") == []

    def test_a_failed_rebuild_changes_nothing(self, engine: SijilBackend) -> None:
        kept = article("خبر", "إضراب")
        drain()
        with pytest.raises(RuntimeError, match="stop"), engine.rebuilding():
            raise RuntimeError("stop")
        assert found("إضراب") == [kept.pk]

    def test_hashes_tell_which_articles_are_current(self, engine: SijilBackend) -> None:
        made = [article("خبر", f"إضراب {n}", companies=["google"]) for n in range(5)]
        drain()
        Article.objects.filter(pk=made[0].pk).update(body="غير ما فُهرس")
        rows = Article.objects.with_tags().filter(pk__in=[one.pk for one in made])
        now = {row.pk: content_hash(row, analyzer().version) for row in rows}
        stored = dict(engine.stored_hashes())
        assert stored.keys() == now.keys()
        assert {pk for pk, value in stored.items() if now[pk] != value} == {made[0].pk}

    def test_an_index_knows_its_words(self, engine: SijilBackend) -> None:
        article("خبر", "إضراب المصنع")
        article("خبر", "إضراب الميناء")
        drain()
        words = dict(engine.vocabulary())
        assert words["اضراب"] == 2
        assert words["المصنع"] == 1

    def test_a_rebuild_holds_what_was_written_in_it(self, engine: SijilBackend) -> None:
        rows = [article("خبر", f"إضراب {n}").pk for n in range(7)]
        with engine.rebuilding():
            for pk in rows:
                engine.write([document(Article.objects.with_tags().get(pk=pk))], [])
        assert sorted(found("إضراب")) == rows

    def test_an_emptied_index_answers(self, engine: SijilBackend) -> None:
        article("خبر", "إضراب")
        drain()
        engine.clear()
        assert found("إضراب") == []
        assert found() == []
        assert not engine.problem()

    def test_an_index_that_works_has_no_problem(self, engine: SijilBackend) -> None:
        assert engine.problem() == ""
        assert not engine.absent()
