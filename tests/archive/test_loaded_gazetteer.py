"""The gazetteer that tests get is the same whether it was loaded for them or copied from an earlier load."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from archive.gazetteer.entry import Entry
from archive.gazetteer.sync import load
from archive.models import Company
from tests.factory import company
from tests.loaded_gazetteer import LoadedGazetteer

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
Rows = dict[str, list[tuple[object, ...]]]


def everything() -> Rows:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


def undone(put: Callable[[], object]) -> Rows:
    """What the tables hold after `put`, which is taken back."""
    with transaction.atomic():
        put()
        found = everything()
        transaction.set_rollback(True)
    return found


def test_a_copy_is_what_a_load_leaves_in_every_table(entries: list[Entry]) -> None:
    once = LoadedGazetteer(entries)
    loaded, first, copied = undone(lambda: load(entries)), undone(once.put), undone(once.put)
    assert once.tables
    assert loaded["archive_company"]
    assert loaded == first == copied


def test_what_is_there_already_is_loaded_around(entries: list[Entry]) -> None:
    once = LoadedGazetteer(entries)
    undone(once.put)
    company("google", "غوغل")
    once.put()
    assert Company.objects.count() == sum(entry.kind == "company" for entry in entries)
    assert Company.objects.get(slug="google").shipped
