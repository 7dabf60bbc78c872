"""Many rows changed at once, with their history: what `QuerySet.update` and its like pass over.

Each function runs in one transaction and in chunks; rows that do not change get no note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction

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
        found = model._base_manager.filter(pk__in=chunk)
        changed += _write(list(found.order_by("pk")), values)
    return changed


def _write(found: list[Any], values: dict[str, Any]) -> int:
    before = {row.pk: {name: getattr(row, name) for name in values} for row in found}
    moving = [row for row in found if before[row.pk] != values]
    if not moving:
        return 0
    ensure_baseline(moving)
    for row in moving:
        for name, value in values.items():
            setattr(row, name, value)
    type(moving[0])._base_manager.filter(pk__in=[row.pk for row in moving]).update(
        **values, **_stamp(moving[0])
    )
    _note(moving, "~")
    return len(moving)


def _stamp(row: models.Model) -> dict[str, Any]:
    """The time of change, for models that keep it: `update` does not set `auto_now` fields."""
    return {
        field.name: field.pre_save(row, add=False)
        for field in row._meta.concrete_fields
        if getattr(field, "auto_now", False)
    }


@transaction.atomic
def save_all(rows: Sequence[Any], fields: Sequence[str]) -> int:
    """`bulk_update(rows, fields)` with history; returns how many rows changed."""
    changed = 0
    for chunk in _chunks(rows):
        model = type(chunk[0])
        before = model._base_manager.in_bulk([row.pk for row in chunk])
        moving = [row for row in chunk if row.pk in before and changed_fields(before[row.pk], row)]
        ensure_baseline([before[row.pk] for row in moving])
        if moving:
            stamps = _stamp(moving[0])
            for row in moving:
                for name, value in stamps.items():
                    setattr(row, name, value)
            model._base_manager.bulk_update(moving, [*fields, *stamps])
        _note(moving, "~")
        changed += len(moving)
    return changed


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
