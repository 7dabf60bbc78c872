"""Rows of one table written with one prepared statement: `bulk_update` without its CASE of many branches,
`bulk_create` without an expression for each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import connections, models, router

from archive.models.seal import Sealed, seal_of

_PLAIN = models.CharField, models.TextField, models.IntegerField, models.BooleanField
_RAW: frozenset[type] = frozenset({str, int, bool, type(None)})
"""Values that the database takes as they are in a column of one of these."""
_NEVER: frozenset[type] = frozenset()


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


def insert(rows: Iterable[models.Model]) -> None:
    """Add rows of one table whose keys nobody asks for: `bulk_create` without an expression for each value.

    Fields that set themselves (`auto_now_add`, the seal) do so; no signal is sent. Raises IntegrityError as
    the database does.
    """
    new = list(rows)
    if not new:
        return
    connection = connections[router.db_for_write(type(new[0]))]
    fields, start, marks = _parts(type(new[0]), connection)
    with connection.cursor() as cursor:
        cursor.executemany(f"{start} {marks}", _values(new, fields, connection))


def insert_keyed(rows: Sequence[models.Model]) -> None:
    """`insert` of rows that are asked for their keys, and for what the database computes: it sets both."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    fields, start, marks = _parts(model, connection)
    returned = model._meta.db_returning_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in returned)
    size = connection.ops.bulk_batch_size(fields, rows)
    for first in range(0, len(rows), size):
        chunk = rows[first : first + size]
        values = chain.from_iterable(_values(chunk, fields, connection))
        with connection.cursor() as cursor:
            cursor.execute(f"{start} {', '.join([marks] * len(chunk))} RETURNING {columns}", list(values))
            for row, given in zip(chunk, cursor.fetchall(), strict=True):
                for field, value in zip(returned, given, strict=True):
                    setattr(row, field.attname, value)
                row._state.adding, row._state.db = False, connection.alias


def _parts(model: type[models.Model], connection: Any) -> tuple[list[Any], str, str]:
    """The fields that an insert fills, how its statement begins, and the place of one row's values."""
    fields = [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    start = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES"
    return fields, start, f"({', '.join(['%s'] * len(fields))})"


def _values(rows: Sequence[models.Model], fields: Sequence[Any], connection: Any) -> list[list[Any]]:
    """The rows' values as the database takes them, in the order of the fields."""
    own = [field for field in fields if type(field).pre_save is not models.Field.pre_save]
    for row in rows:
        for field in own:  # the seal is the last one
            field.pre_save(row, add=True)
    every = attrgetter(*(field.attname for field in fields))
    ways = [_RAW if isinstance(_target(field), _PLAIN) else _NEVER for field in fields]
    return [
        [
            value if type(value) in raw else field.get_db_prep_save(value, connection)
            for value, field, raw in zip(every(row), fields, ways, strict=True)
        ]
        for row in rows
    ]


def _target(field: Any) -> Any:
    """The field that says of what type the column is."""
    return field.target_field if isinstance(field, models.ForeignKey) else field
