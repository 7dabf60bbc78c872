"""Edits, deletions and withdrawals are seen; what the outbox promises."""

from __future__ import annotations

import threading

from django.db import transaction

from archive.models import Article, Mention, Outbox
from search.ask import backend
from search.backends.base import SijilBackend
from search.drain import drain
from search.plan import Everything, Plan
from tests.contract.asking import found, results
from tests.factory import article, company


class Changing:
    """The index follows the database."""

    def test_an_edit_is_seen(self) -> None:
        made = article("خبر", "إضراب")
        drain()
        made.body = "مقاطعة"
        made.save()
        drain()
        assert found("إضراب") == []
        assert found("مقاطعة") == [made.pk]

    def test_a_deleted_article_is_gone(self) -> None:
        made = article("خبر", "إضراب")
        drain()
        made.delete()
        drain()
        assert found("إضراب") == []

    def test_unpublished_articles_are_never_found(self) -> None:
        article("خبر", "إضراب", status="proposed")
        made = article("خبر", "إضراب")
        drain()
        assert found("إضراب") == [made.pk]
        Article.objects.filter(pk=made.pk).update(status="withdrawn")
        drain()
        assert found("إضراب") == []

    def test_many_small_writes_keep_counts_right(self) -> None:
        ids = []
        for number in range(30):
            ids.append(article("خبر", f"إضراب رقم {number}", companies=["google"]).pk)
            if number % 3 == 2:
                Article.objects.get(pk=ids.pop(0)).delete()
            drain()
        page = results("q=إضراب&page_size=100")
        assert page.total == len(ids)
        assert page.facets["company"][0].count == len(ids)
        assert sorted(hit.article.pk for hit in page.hits) == sorted(ids)

    def test_the_outbox_is_empty_after_a_drain(self) -> None:
        for _ in range(3):
            article("خبر")
        assert Outbox.objects.count() == 3
        drain()
        assert Outbox.objects.count() == 0

    def test_a_change_in_bulk_is_seen(self) -> None:
        ids = [article("خبر", "إضراب").pk for _ in range(5)]
        drain()
        Article.objects.filter(pk__in=ids[:3]).update(body="مقاطعة")
        drain()
        assert sorted(found("مقاطعة")) == ids[:3]
        assert sorted(found("إضراب")) == ids[3:]

    def test_articles_made_in_bulk_are_found(self) -> None:
        Article.objects.bulk_create(
            Article(title="خبر", body=f"إضراب {n}", text_hash=f"bulk{n}") for n in range(4)
        )
        drain()
        assert len(found("إضراب")) == 4

    def test_a_change_undone_leaves_no_trace(self) -> None:
        made = article("خبر", "إضراب")
        drain()
        try:
            with transaction.atomic():
                Article.objects.filter(pk=made.pk).update(body="مقاطعة")
                raise RuntimeError("undo")
        except RuntimeError:
            drain()
        assert found("مقاطعة") == []
        assert found("إضراب") == [made.pk]

    def test_a_mention_taken_back_leaves_the_facet(self) -> None:
        made = article("خبر", companies=["google"])
        drain()
        Mention.objects.filter(article=made).update(state="rejected")
        drain()
        assert found(company="google") == []

    def test_a_new_mention_is_counted(self) -> None:
        made = article("خبر")
        drain()
        Mention.objects.create(article=made, company=company("google"), start=0, end=1, surface="غ")
        drain()
        assert found(company="google") == [made.pk]

    def test_an_article_published_again_is_found_again(self) -> None:
        made = article("خبر", "إضراب")
        for status, ids in (("withdrawn", []), ("published", [made.pk]), ("withdrawn", [])):
            Article.objects.filter(pk=made.pk).update(status=status)
            drain()
            assert found("إضراب") == ids

    def test_an_article_indexed_twice_is_found_once(self, engine: SijilBackend) -> None:
        made = article("خبر", "إضراب")
        drain()
        for _ in range(3):
            Article.objects.filter(pk=made.pk).update(author="آخر")
            drain()
        assert engine.execute(Plan(Everything())).ids == (made.pk,)

    def test_a_write_is_seen_by_another_thread(self) -> None:
        article("خبر", "إضراب")
        drain()
        totals: list[int] = []
        engine = backend()
        thread = threading.Thread(target=lambda: totals.append(engine.execute(Plan(Everything())).total))
        thread.start()
        thread.join()
        assert totals == [1]
