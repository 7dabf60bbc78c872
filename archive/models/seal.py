"""A seal on each row: a checksum of its content, by which damage on the disk or past our code is found.

The database checks none of what it stores. Whoever writes through Django's models or their querysets seals
along; a bad disk, or a hand in the file, does not, and `verify_archive` names the row. A seal is no
signature: whoever can run our code can seal. Raw SQL and data migrations leave seals stale, and must call
`reseal`. A row without a seal (an import, an older version) is sealed by the next `verify_archive`, which
says so.

Empty fields and fields at their default are left out, so a new column leaves older seals valid; changing a
default does not, and needs `reseal`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any, TypeVar

from django.db import connections, models, router, transaction
from django.db.models.expressions import BaseExpression, DatabaseDefault
from django.utils import timezone

LENGTH = 16
"""Hex digits: chance damage fits a seal once in 10^19 rows."""
CHUNK = 500
Row = TypeVar("Row", bound=models.Model, covariant=True)
_VALUES: frozenset[type] = frozenset({str, int, bool, type(None), list, dict})
"""Types of most values, none of which the database computes."""
EMPTY: tuple[object, ...] = (None, "", False, 0, [], {})
_quoted = encode_basestring
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)


class SealField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs
    """Filled with the row's seal whenever the whole row is written. Declared last, computed last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given: dict[str, Any] = {"max_length": LENGTH, "default": "", "editable": False} | kwargs
        super().__init__(*args, **given)
        # After every other field: those that set themselves (auto_now) have done so by then.
        self.creation_counter = 1_000_000

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The seal of what is about to be written; empty where the database will compute a value."""
        seal = seal_of(model_instance)
        setattr(model_instance, self.attname, seal)
        return seal


PLAIN: dict[type, tuple[type[models.Field[Any, Any]], ...]] = {
    str: (models.CharField, models.TextField),
    int: (models.IntegerField,),
    bool: (models.BooleanField,),
}
"""Values that these fields give back as they were written."""


@cache
def sealed_fields(model: type[models.Model]) -> tuple[Any, ...]:
    """The columns that a seal covers: all but the key and the seal itself."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or field.generated or isinstance(field, SealField))
    ]
    return tuple(sorted(fields, key=lambda field: field.attname))


@dataclass(frozen=True, slots=True)
class Column:
    """What a seal must know of a column, asked of Django once.

    `quoted`: its name as JSON; `plain`: types that need no reading; `default`: None where it is made anew
    each time.
    """

    field: Any
    name: str
    quoted: str
    json: bool
    plain: tuple[type, ...]
    default: Any

    def text(self, value: Any) -> str | None:
        """A value as text, the same before it is written and after it is read; None for what is left out."""
        if value is None:
            return None
        if type(value) in self.plain:
            return str(value) if value and value != self.default else None
        if self.json:
            return None if value in EMPTY else _SORTED.encode(value)
        return None if value == "" else self._read(value)

    def _read(self, value: Any) -> str | None:
        column = self.field.target_field if isinstance(self.field, models.ForeignKey) else self.field
        value = column.to_python(value)
        if value in EMPTY or value == _default(self.field):
            return None
        if isinstance(value, datetime):
            aware = value if timezone.is_aware(value) else timezone.make_aware(value)
            return aware.astimezone(UTC).isoformat()
        return value.isoformat() if isinstance(value, date) else str(value)


@cache
def columns_of(model: type[models.Model]) -> tuple[Column, ...]:
    """`sealed_fields` of a model as seals read them."""
    return tuple(map(column_of, sealed_fields(model)))


def column_of(field: Any) -> Column:
    """What a seal must know of a field."""
    column = field.target_field if isinstance(field, models.ForeignKey) else field
    is_json = isinstance(field, models.JSONField)
    plain = () if is_json else tuple(kind for kind, fields in PLAIN.items() if isinstance(column, fields))
    if field.has_default() and callable(field.default):
        return Column(field, field.attname, _quoted(field.attname), is_json, (), None)
    return Column(field, field.attname, _quoted(field.attname), is_json, plain, _default(field))


def seal_of(row: models.Model) -> str:
    """The seal (16 hex digits) of a row's values as the database gives them back; "" for unresolved ones."""
    said = []
    for column in columns_of(type(row)):
        value = getattr(row, column.name)
        if type(value) not in _VALUES:
            if isinstance(value, DatabaseDefault):
                value = _default(column.field)
            if isinstance(value, BaseExpression | models.F):
                return ""
        text = column.text(value)
        if text is not None:
            said.append(f"[{column.quoted}, {_quoted(text)}]")
    data = f"[{_quoted(row._meta.label_lower)}, [{', '.join(said)}]]"  # as `json.dumps` writes it
    return sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _default(field: Any) -> Any:
    """What the column holds where nothing is said: a plain value, or an expression of the database."""
    if field.has_db_default():
        default = field.db_default
        return default.value if isinstance(default, models.Value) else default
    return field.get_default()


class SealedQuerySet(models.QuerySet[Row]):
    """Seals what `update` and `bulk_update` change; `bulk_create` seals by itself."""

    def update(self, **kwargs: Any) -> int:
        """See Django. Reads the changed rows back to seal them, in the same transaction."""
        with transaction.atomic(using=self.db, savepoint=False):
            keys = list(self.order_by().values_list("pk", flat=True))
            changed = super().update(**kwargs)
            reseal(self.model, keys)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # as Django marks its own


class Sealed(models.Model):
    """A table whose rows are sealed. Their managers come from SealedQuerySet, the base manager too."""

    seal = SealField()

    sealing = SealedQuerySet[Any].as_manager()
    """What Django itself, the history and `verify_archive` read and write with."""

    class Meta:
        abstract = True
        base_manager_name = "sealing"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """See Django. A partial save seals what the database holds afterwards."""
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        sealed = {"seal", *(field.attname for field in sealed_fields(type(self)))}
        partial = kwargs.get("update_fields") is not None or bool(sealed & self.get_deferred_fields())
        with transaction.atomic(using=using, savepoint=False):
            super().save(*args, **kwargs)
            if partial or not self.seal:
                reseal(type(self), [self.pk])


def reseal(model: type[models.Model], keys: Iterable[Any]) -> int:
    """Seal these rows as the database holds them now; returns how many seals were stale."""
    connection = connections[router.db_for_write(model)]
    table = connection.ops.quote_name(model._meta.db_table)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    stale = 0
    for chunk in _chunks(list(keys)):
        rows = model._base_manager.using(connection.alias).filter(pk__in=chunk)
        wrong = [(seal, row.pk) for row in rows if (seal := seal_of(row)) != row.seal]  # type: ignore[attr-defined]
        if wrong:
            with connection.cursor() as cursor:
                cursor.executemany(f"UPDATE {table} SET seal = %s WHERE {key} = %s", wrong)  # noqa: S608 (quoted names)
        stale += len(wrong)
    return stale


def _chunks(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
