"""Every change of an article leaves a row in the outbox, in the same transaction, whoever made it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from archive.models import Article, Company, Mention, Outbox, Publisher
from archive.triggers import install, remove
from tests.factory import article, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> Article:
    made = article("خبر", "نص", companies=["google"], publisher="ناشر", published_on=date(2020, 1, 1))
    Outbox.objects.all().delete()
    return made


def waiting() -> set[int]:
    return set(Outbox.objects.values_list("article_id", flat=True))


def test_a_new_article_waits() -> None:
    assert waiting() == set()
    made = article("خبر")
    assert waiting() == {made.pk}


def test_bulk_create_waits() -> None:
    made = Article.objects.bulk_create(Article(title=str(n), body="نص", text_hash=str(n)) for n in range(3))
    assert waiting() == {a.pk for a in made}


def test_save_update_and_raw_sql_wait(stored: Article) -> None:
    stored.save()
    assert Outbox.objects.get().revision == 1
    Article.objects.filter(pk=stored.pk).update(title="آخر")
    assert Outbox.objects.get().revision == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_article SET title = 'x' WHERE id = %s", [stored.pk])
    assert Outbox.objects.get().revision == 3


def test_a_deleted_article_waits(stored: Article) -> None:
    pk = stored.pk
    stored.delete()
    assert waiting() == {pk}


def test_a_rollback_takes_its_row_along(stored: Article) -> None:
    with transaction.atomic():
        stored.save()
        assert waiting() == {stored.pk}
        transaction.set_rollback(True)
    assert waiting() == set()


def test_mentions_wait(stored: Article) -> None:
    for change in (
        lambda: Mention.objects.create(article=stored, company=company("meta"), start=0, end=1, surface="م"),
        lambda: Mention.objects.update(state="rejected"),
        lambda: Mention.objects.all().delete(),
    ):
        Outbox.objects.all().delete()
        change()
        assert waiting() == {stored.pk}


def test_new_slugs_wait(stored: Article) -> None:
    for model in (Company, Publisher):
        Outbox.objects.all().delete()
        model._default_manager.update(slug="renamed")
        assert waiting() == {stored.pk}


def test_ids_are_never_reused() -> None:
    first = article("خبر").pk
    Article.objects.all().delete()
    assert article("خبر").pk > first


def test_triggers_are_out_of_the_way_of_a_migration_and_back_after_it(stored: Article) -> None:
    install()
    remove(plan=())
    stored.save()
    assert waiting() == {stored.pk}, "nothing to migrate: changes are noted all along"
    if connection.vendor == "sqlite":
        Outbox.objects.all().delete()
        remove(plan=[("a migration", False)])
        stored.save()
        assert waiting() == set()
        install()
        stored.save()
        assert waiting() == {stored.pk}
