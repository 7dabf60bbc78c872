"""Rows as plain values by column, and how they are written so that history and index hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.apps import apps
from django.db import models

from archive.dataset.tables import Row, flat
from archive.history import acting, bulk
from archive.history.record import TRACKED, note_of
from archive.models import Article, Operation
from archive.models.seal import Sealed, seal_of

CLOCKS = frozenset({"updated_at", "seal"})
"""Columns that each writing sets by itself: neither compared nor put back."""


def model_of(label: str) -> type[models.Model]:
    """The table of a label as `Change.model` keeps it. Raises LookupError."""
    return apps.get_model(label)


def plain(row: models.Model) -> Row:
    """Every column of a row but its clocks, as JSON has it."""
    return {name: value for name, value in flat(row).items() if name not in CLOCKS}


def article_of(model: type[models.Model], pk: Any, row: Mapping[str, Any]) -> set[int]:
    """The id of the article that a row with these columns is or belongs to; none for rows of other things."""
    found = pk if model is Article else row.get("article_id")
    return set() if found is None else {found}


def set_plain(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set columns from what `plain` said of them."""
    for field in row._meta.concrete_fields:
        if field.attname in values:
            value = values[field.attname]
            column: Any = field.target_field if isinstance(field, models.ForeignKey) else field
            kept = isinstance(field, models.JSONField)
            setattr(row, field.attname, value if kept else column.to_python(value))


def write(rows: Sequence[models.Model], columns: Iterable[str]) -> None:
    """Write these columns of rows of one table in a few statements, with history where the table has one."""
    if not rows:
        return
    model = type(rows[0])
    names = {field.attname: field.name for field in model._meta.concrete_fields}
    wanted = [names[column] for column in columns]
    if is_tracked(model):
        bulk.save_all(rows, wanted)
    else:
        model._base_manager.bulk_update(rows, wanted, batch_size=200)


def insert(row: models.Model) -> None:
    """Add a row as it is, id and times included. Raises IntegrityError where its place is taken."""
    if isinstance(row, Sealed):
        row.seal = seal_of(row)  # a raw save sets nothing by itself
    row.save_base(raw=True, force_insert=True)
    if is_tracked(type(row)):
        note_of(row, "+").save()


def add(rows: Sequence[models.Model]) -> None:
    """Store new rows of one table in a few statements."""
    if not rows:
        return
    if is_tracked(type(rows[0])):
        bulk.add(rows)
    else:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=200)


def remove(rows: Sequence[models.Model]) -> None:
    """Delete rows of one table that nothing refers to. Raises IntegrityError where something does."""
    if not rows:
        return
    found = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows])
    if is_tracked(type(rows[0])):
        bulk.delete(found)
    else:
        found.delete()


def is_tracked(model: type[models.Model]) -> bool:
    """Whether changes of the table are noted."""
    return model._meta.model_name in TRACKED


def speaking_for(operation: Operation, user: Any) -> AbstractContextManager[Any]:
    """Inside the block changes are noted as this person's, as part of this operation."""
    return acting(user, str(operation.get_kind_display()), operation.batch)
