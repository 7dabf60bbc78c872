"""Rows of the database as flat JSON objects and back: every stored field, so that nothing is lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models

from archive.models import (
    Alias,
    Apart,
    Article,
    Campaign,
    Capture,
    Company,
    Copy,
    CopyBand,
    Figure,
    Mention,
    Publisher,
    SiteLine,
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
    "parted": Apart,
    "site_lines": SiteLine,
}
"""File name → model, in the order in which rows can be stored."""
OF_ARTICLES = ("captures", "mentions", "figures", "copies", "copy_bands")
"""Tables whose rows belong to an article."""


def row_of(instance: models.Model) -> Row:
    """Every field of a row by its name; a foreign key as the other row's id (`publisher_id`).

    What the database derives is left out. A campaign also lists its companies' ids, fetched with it.
    """
    row = flat(instance)
    if isinstance(instance, Campaign):
        row["companies"] = sorted(company.pk for company in instance.companies.all())
    return row


def flat(instance: models.Model) -> Row:
    """Every field of a row by its name, as JSON has it."""
    return {field.attname: _plain(field.value_from_object(instance)) for field in fields_of(type(instance))}


def instance_of(model: type[models.Model], row: Row) -> models.Model:
    """The row as an instance, not stored. Raises KeyError, ValueError or ValidationError for a bad one."""
    instance = model()
    for field in fields_of(model):
        value = row[field.attname]
        column: Any = field.target_field if isinstance(field, models.ForeignKey) else field
        kept = isinstance(field, models.JSONField)
        setattr(instance, field.attname, value if kept else column.to_python(value))
    if isinstance(instance, Sealed):
        instance.seal = seal_of(instance)
    return instance


def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields of a table's rows, but those that are derived from others."""
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.generated or isinstance(field, SealField))
    ]


def _plain(value: Any) -> Any:
    """Dates and times as ISO 8601 with every digit of the second; the rest is JSON already."""
    return value.isoformat() if isinstance(value, date | datetime) else value
