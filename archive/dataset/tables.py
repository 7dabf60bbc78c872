"""Rows of the database as flat JSON objects and back: every stored field, so that nothing is lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from archive.dataset import people
from archive.history.record import TRACKED, notes_of
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
    Opening,
    Publisher,
    Redaction,
    Redirect,
    Review,
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
    "redirects": Redirect,
    "redactions": Redaction,
}
"""File name → model, in the order in which rows can be stored."""
OF_CURATORS: dict[str, type[models.Model]] = {
    "reviews": Review,
    "openings": Opening,
    **{f"history_{name}": notes_of(model) for name, model in TRACKED.items()},
    "history_campaign_companies": apps.get_model("archive", "HistoricalCampaign_companies"),
}
"""What moves with an archive and is never given away: what is looked at, who opened what, every version."""
OF_ARTICLES = ("captures", "mentions", "figures", "copies", "copy_bands")
"""Tables whose rows belong to an article."""


def tables(*, everything: bool) -> dict[str, type[models.Model]]:
    """The tables of a dataset, those of curators with `everything` alone."""
    return {**TABLES, **OF_CURATORS} if everything else TABLES


def row_of(instance: models.Model) -> Row:
    """Every field of a row by its name; a foreign key as the other row's id (`publisher_id`).

    What the database derives is left out. A campaign also lists its companies' ids, fetched with it. A person
    goes by name (`history_user`).
    """
    row = people.named(instance, flat(instance))
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
    """Dates and times as ISO 8601 with every digit of the second, UUIDs as text; the rest is JSON already."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
