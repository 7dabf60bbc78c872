"""Rows as plain values by column, and how they are written so that history and index hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from archive.dataset.tables import Row, flat

CLOCKS = frozenset({"updated_at"})
"""Columns that say when a row was last written: neither compared nor put back."""


def model_of(label: str) -> type[models.Model]:
    """The table of a label as `Change.model` keeps it. Raises LookupError."""
    return apps.get_model(label)


def plain(row: models.Model) -> Row:
    """Every column of a row but its clocks, as JSON has it."""
    return {name: value for name, value in flat(row).items() if name not in CLOCKS}


def set_plain(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set columns from what `plain` said of them."""
    for field in row._meta.concrete_fields:
        if field.attname in values:
            value = values[field.attname]
            column: Any = field.target_field if isinstance(field, models.ForeignKey) else field
            kept = isinstance(field, models.JSONField)
            setattr(row, field.attname, value if kept else column.to_python(value))


def write(rows: Sequence[models.Model], columns: Iterable[str], user: Any, reason: str) -> None:
    """Write these columns of rows of one table in a few statements, with a line of history for each row."""
    if not rows:
        return
    model = type(rows[0])
    names = {field.attname: field.name for field in model._meta.concrete_fields}
    wanted = [names[column] for column in columns]
    if "updated_at" in names:
        wanted.append("updated_at")
        for row in rows:
            row.updated_at = timezone.now()  # type: ignore[attr-defined]  # it has the column
    model._base_manager.bulk_update(rows, wanted, batch_size=200)
    note_history(rows, user, reason)


def insert(rows: Sequence[models.Model], user: Any, reason: str) -> None:
    """Add rows of one table as they are, ids and times included."""
    for row in rows:
        row.save_base(raw=True, force_insert=True)
    note_history(rows, user, reason)


def note_history(rows: Sequence[models.Model], user: Any, reason: str) -> None:
    """A line of history for each row, where its table keeps any."""
    history = getattr(type(rows[0]), "history", None) if rows else None
    if history is not None:
        who = user if isinstance(user, AbstractBaseUser) else None
        history.bulk_history_create(
            rows, update=True, default_user=who, default_change_reason=reason[:100] or None
        )


def add(rows: Sequence[models.Model]) -> None:
    """Store new rows of one table in a few statements."""
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, batch_size=200)


def remove(rows: Sequence[models.Model]) -> None:
    """Delete rows of one table that nothing refers to."""
    if rows:
        type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
