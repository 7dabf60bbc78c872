"""References moved from one record to another; those that the other has already are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import Exists, OuterRef, Q

from archive.models import Mention, Redirect
from archive.operations.record import Recorder
from archive.operations.references import Reference, references


def move_references(
    recorder: Recorder, old: models.Model, new: models.Model, *, besides: Iterable[type[models.Model]] = ()
) -> None:
    """Let everything that refers to `old` refer to `new`. `besides`: tables that the caller moves."""
    for model, column in references(type(old)):
        if model not in besides:
            move(recorder, (model, column), model._base_manager.filter(**{column: old.pk}), new.pk)


def move(recorder: Recorder, reference: Reference, rows: models.QuerySet[models.Model], to: int) -> None:
    """Let these rows refer to another record, but delete those of which it has the like."""
    model, column = reference
    alike = _like(model, column, to)
    if alike is not None:
        recorder.delete(rows.filter(alike).order_by("pk"))
    recorder.update(rows.order_by("pk").iterator(chunk_size=500), {column: to})


def _like(model: type[models.Model], column: str, to: int) -> Q | None:
    """What holds for rows that cannot be moved, since a row like them refers to `to` already."""
    found = Q(pk__in=[])
    for columns in _uniques(model, column):
        same = {name: OuterRef(name) for name in columns if name != column}
        found |= Q(Exists(model._base_manager.filter(**{column: to}, **same)))
    return found if found != Q(pk__in=[]) else None


def _uniques(model: type[models.Model], column: str) -> Iterator[tuple[str, ...]]:
    """The sets of columns, this one among them, that no two rows may have alike."""
    if model is Mention:
        yield (column, "article_id", "in_title", "start", "end")  # one place names an entity once
    names = {field.name: field.attname for field in model._meta.concrete_fields}
    for field in model._meta.concrete_fields:
        if field.attname == column and field.unique:
            yield (column,)
    unique = (c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint))
    sets = [*model._meta.unique_together, *(tuple(c.fields) for c in unique if c.condition is None)]
    for fields in sets:
        columns = tuple(names[name] for name in fields)
        if column in columns:
            yield columns


def move_addresses(recorder: Recorder, kind: str, old: tuple[int, str], new: tuple[int, str]) -> None:
    """Let the old record's address, and all that led to it, lead to the new one. Each is (id, slug).

    A redirect away from the new record's own address would never be followed and is taken out.
    """
    recorder.update(Redirect.objects.filter(kind=kind, target=old[0]).order_by("pk"), {"target": new[0]})
    recorder.delete(Redirect.objects.filter(kind=kind, old=new[1]))
    known = Redirect.objects.filter(kind=kind, old=old[1])
    if not recorder.update(known, {"target": new[0]}) and not known.exists():
        recorder.create([Redirect(kind=kind, old=old[1], target=new[0])])
