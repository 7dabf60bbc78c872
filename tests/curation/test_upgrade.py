"""An archive in use is migrated: SQLite can rebuild its tables, and changes are noted again afterwards."""

from __future__ import annotations

import pytest
from django.db import connection

from archive import triggers
from archive.models import Article, Outbox, Publisher

pytestmark = pytest.mark.django_db


@pytest.mark.sqlite  # PostgreSQL alters tables in place
def test_no_trigger_stands_in_the_way_of_a_rebuilt_table() -> None:
    publisher = Publisher.objects.create(name="الغد")
    made = Article.objects.create(title="عنوان", body="نص", publisher=publisher, text_hash="0" * 64)
    triggers.remove(plan=[object()])
    with connection.cursor() as cursor:
        # What Django's schema editor does to a table that gets a column with a default.
        cursor.execute("ALTER TABLE archive_article RENAME TO archive_article_old")
        cursor.execute("ALTER TABLE archive_article_old RENAME TO archive_article")
    triggers.install()
    Outbox.objects.all().delete()
    Publisher.objects.filter(pk=publisher.pk).update(slug="other")
    assert list(Outbox.objects.values_list("article_id", flat=True)) == [made.pk]


def test_nothing_is_removed_where_nothing_is_migrated() -> None:
    triggers.remove(plan=[])
    made = Article.objects.create(title="عنوان", body="نص", text_hash="0" * 64)
    assert Outbox.objects.filter(article_id=made.pk).exists()
