"""Many rows changed at once, with their history: what `QuerySet.update` and its like pass over.

Each function runs in one transaction and in chunks; rows that do not change get no note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction

from archive.history import statements
from archive.history.record import changed_fields, ensure_baseline, note_of, notes_of

Row = TypeVar("Row", bound=models.Model)
CHUNK = 500


@transaction.atomic
def update(rows: models.QuerySet[Any], **values: Any) -> int:
    """`rows.update(**values)` with history; returns how many rows changed. Raises as the database does.

    The rows are read and written by primary key, so they may be of any filter; `values` are plain values.
    """
    model, changed = rows.model, 0
    keys = rows.order_by().values_list("pk", flat=True).distinct()
    for chunk in _chunks(list(keys)):
        found = model._base_manager.filter(pk__in=chunk).order_by("pk")
        changed += len(_store([(row, values) for row in found]))
    return changed


@transaction.atomic
def save_all(rows: Sequence[Any], fields: Sequence[str]) -> int:
    """`bulk_update(rows, fields)` with history; returns how many rows changed."""
    changed = 0
    for chunk in _chunks(rows):
        model = type(chunk[0])
        names = [model._meta.get_field(name).attname for name in fields]
        stored = model._base_manager.in_bulk([row.pk for row in chunk])
        known = [row for row in chunk if row.pk in stored]
        written = _store([(stored[row.pk], {name: getattr(row, name) for name in names}) for row in known])
        for row in known:
            for name, value in written.get(row.pk, {}).items():
                setattr(row, name, value)
        changed += len(written)
    return changed


def _store(wished: Sequence[tuple[Any, dict[str, Any]]]) -> dict[Any, dict[str, Any]]:
    """Write new values of rows as the database has them; returns the times of change by primary key.

    Rows that have these values already are left alone.
    """
    pairs = [
        (row, _with(row, values))
        for row, values in wished
        if any(getattr(row, name) != value for name, value in values.items())
    ]
    if not pairs:
        return {}
    noted = [(before, after) for before, after in pairs if changed_fields(before, after)]
    ensure_baseline([before for before, _after in noted])
    rows = [after for _before, after in pairs]
    stamps = _stamp(rows[0])
    for row in rows:
        vars(row).update(stamps)
    statements.write(rows, [*wished[0][1], *stamps])
    _note([after for _before, after in noted], "~")
    return {row.pk: stamps for row in rows}


def _with(row: Any, values: dict[str, Any]) -> Any:
    after = copy(row)
    for name, value in values.items():
        setattr(after, name, value)
    return after


def _stamp(row: models.Model) -> dict[str, Any]:
    """The time of change, for models that keep it: no `auto_now` field sets itself here."""
    return {
        field.attname: field.pre_save(row, add=False)
        for field in row._meta.concrete_fields
        if getattr(field, "auto_now", False)
    }


@transaction.atomic
def add(rows: Iterable[Row]) -> list[Row]:
    """`bulk_create(rows)` with history; returns the rows, with their keys."""
    made: list[Row] = []
    for chunk in _chunks(rows):
        made += type(chunk[0])._base_manager.bulk_create(chunk)
        _note(chunk, "+")
    return made


@transaction.atomic
def delete(rows: models.QuerySet[Any]) -> int:
    """Delete rows that nothing else hangs on, with history; returns how many.

    Raises IntegrityError where other rows still point to one.
    """
    deleted = 0
    for chunk in _chunks(list(rows.order_by().values_list("pk", flat=True).distinct())):
        found = rows.model._base_manager.filter(pk__in=chunk)
        _note(list(found), "-")
        deleted += found._raw_delete(found.db)
    return deleted


def _note(rows: Sequence[models.Model], history_type: str) -> None:
    if rows:
        notes = [note_of(row, history_type) for row in rows]
        notes_of(type(rows[0])).objects.bulk_create(notes)


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
