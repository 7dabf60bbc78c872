"""Rows of one table written with one prepared statement: `bulk_update` without its CASE of many branches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router

from archive.models.seal import Sealed, seal_of


def write(rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write these fields of complete rows, as the database has them otherwise, and their seals along.

    No signal is sent. Raises IntegrityError as the database does.
    """
    if not rows:
        return
    model = type(rows[0])
    wanted = list(names)
    if issubclass(model, Sealed):
        wanted.append("seal")
        for row in rows:
            row.seal = seal_of(row)  # type: ignore[attr-defined]  # a Sealed row, which the types cannot say
    connection = connections[router.db_for_write(model)]
    fields: list[Any] = [model._meta.get_field(name) for name in wanted]
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE {key} = %s", values)  # noqa: S608 (quoted names)
