"""Rows of the database as flat JSON objects and back: every stored field, so that nothing is lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from archive.models import (
    Alias,
    Article,
    Campaign,
    Capture,
    Company,
    Copy,
    CopyBand,
    Figure,
    Mention,
    Publisher,
)
from archive.models.seal import Sealed, SealField, seal_of

Row = dict[str, Any]
TABLES: dict[str, type[models.Model]] = {
    "companies": Company,
    "campaigns": Campaign,
    "aliases": Alias,
    "publishers": Publisher,
    "articles": Article,
    "captures": Capture,
    "mentions": Mention,
    "figures": Figure,
    "copies": Copy,
    "copy_bands": CopyBand,
}
"""File name → model, in the order in which rows can be stored."""
OF_ARTICLES = ("captures", "mentions", "figures", "copies", "copy_bands")
"""Tables whose rows belong to an article."""


def row_of(instance: models.Model) -> Row:
    """Every field of a row by its name; a foreign key as the other row's id (`publisher_id`).

    A campaign also lists its companies' ids, fetched with it.
    """
    row = {field.attname: _plain(field.value_from_object(instance)) for field in _fields(type(instance))}
    if isinstance(instance, Campaign):
        row["companies"] = sorted(company.pk for company in instance.companies.all())
    return row


def instance_of(model: type[models.Model], row: Row) -> models.Model:
    """The row as an instance, not stored. Raises KeyError, ValueError or ValidationError for a bad one."""
    instance = model()
    for field in _fields(model):
        value = row[field.attname]
        column: Any = field.target_field if isinstance(field, models.ForeignKey) else field
        kept = isinstance(field, models.JSONField)
        setattr(instance, field.attname, value if kept else column.to_python(value))
    if isinstance(instance, Sealed):
        instance.seal = seal_of(instance)
    return instance


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, SealField)]


def _plain(value: Any) -> Any:
    """Dates and times as ISO 8601 with every digit of the second; the rest is JSON already."""
    return value.isoformat() if isinstance(value, date | datetime) else value
