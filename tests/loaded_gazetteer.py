"""The shipped gazetteer in the database, loaded once a process: later tests get its rows as they were stored.

Loading it takes a fifth of a second, and a hundred tests ask for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from archive.gazetteer.entry import Entry
from archive.gazetteer.sync import load
from archive.models import Alias, Campaign, Company

MODELS = (Company, Campaign, Alias, Campaign.companies.through)


@dataclass(frozen=True)
class Table:
    """Rows of a table, and the statement that puts one in."""

    insert: str
    rows: list[tuple[Any, ...]]


class LoadedGazetteer:
    """`put()` brings it into the database of a test."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.tables: list[Table] = []

    @transaction.atomic
    def put(self) -> None:
        """Load it, or copy the rows of the first load where that gives the same.

        Only into empty tables, and only in SQLite: elsewhere copied keys would not move the sequences on.
        """
        if connection.vendor != "sqlite" or Company.objects.exists() or Campaign.objects.exists():
            load(self.entries)
            return
        if not self.tables:
            load(self.entries)
            self.tables = [_stored(model._meta.db_table) for model in MODELS]
            return
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.executemany(table.insert, table.rows)


def _stored(name: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{name}"')
        columns = [f'"{column[0]}"' for column in cursor.description]
        places = ", ".join(["%s"] * len(columns))
        insert = f'INSERT INTO "{name}" ({", ".join(columns)}) VALUES ({places})'
        return Table(insert, cursor.fetchall())
