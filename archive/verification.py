"""Is the archive still what was put into it? Files by their hash, rows by their seal, SQLite by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, models

from archive import captures
from archive.models import Alias, Article, Campaign, Capture, Company, Figure, Mention, Publisher
from archive.models.seal import reseal, seal_of

TABLES: tuple[type[models.Model], ...] = (
    Article,
    Capture,
    Mention,
    Figure,
    Publisher,
    Company,
    Campaign,
    Alias,
)
CHUNK = 500
SHOWN = 60


@dataclass(slots=True)
class Checked:
    """How much was looked at, and what was sealed because it had no seal."""

    captures: int = 0
    rows: int = 0
    sealed: dict[str, int] = field(default_factory=dict)


def verify(checked: Checked) -> Iterator[str]:
    """Everything that is wrong, each fault named in one line; `checked` counts along. Changes no content."""
    yield from _structure()
    for model in TABLES:
        for row, fault in rows_of(model):
            checked.rows += 1
            if row is None:
                yield f"unreadable row: {fault}"
                continue
            if fault := _seal_fault(row):
                yield fault
            if isinstance(row, Capture):
                checked.captures += 1
                if fault := captures.fault(row.sha256):
                    yield f"{fault}: {row.sha256} ({row.name}), article {row.article_id}"
        if unsealed := list(model._base_manager.filter(seal="").values_list("pk", flat=True)):
            checked.sealed[_name(model)] = reseal(model, unsealed)


def _seal_fault(row: models.Model) -> str:
    """`changed row: article 12 (its words)`, or nothing. A row never sealed has no fault yet."""
    seal = row.seal  # type: ignore[attr-defined]  # every table here is sealed
    try:
        if not seal or seal_of(row) == seal:
            return ""
        said = " ".join(str(row).split())[:SHOWN]
    except (ValueError, TypeError, LookupError) as error:  # a date or a number that is none any more
        return f"changed row: {_name(type(row))} {row.pk} ({error})"
    return f"changed row: {_name(type(row))} {row.pk} ({said})"


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def rows_of(model: type[models.Model]) -> Iterator[tuple[models.Model | None, str]]:
    """Every row, or None and which one cannot be read and why: one damaged row must not hide the others."""
    last = 0
    while True:
        keys = list(
            model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
        )
        if not keys:
            return
        last = keys[-1]
        try:
            found = list(model._base_manager.filter(pk__in=keys).order_by("pk"))
        except (DatabaseError, ValueError):
            yield from (_row(model, key) for key in keys)
        else:
            yield from ((row, "") for row in found)


def _row(model: type[models.Model], key: int) -> tuple[models.Model | None, str]:
    try:
        return model._base_manager.get(pk=key), ""
    except (DatabaseError, ValueError, ObjectDoesNotExist) as error:
        return None, f"{_name(model)} {key} ({str(error)[:SHOWN]})"


def _structure() -> Iterator[str]:
    """What SQLite says of its own file; PostgreSQL checks its pages as it reads them."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for pragma in ("integrity_check(100)", "foreign_key_check"):
            try:
                found = cursor.execute(f"PRAGMA {pragma}").fetchall()
            except DatabaseError as error:
                found = [(str(error),)]
            yield from (f"database: {row}" for row in found if row != ("ok",))
