"""Takes changes back: one field, a whole version, or everything of one batch. Each is a change of its own."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import IntegrityError, models, transaction

from archive import locks
from archive.history.record import TRACKED, fields_of, notes_of

RESTORING = ("publisher", "company", "campaign", "alias", "article", "mention", "figure")
"""Models in the order in which deleted rows can come back; new rows go in the reverse order."""
PLACED = ("mention", "figure")
"""Models whose rows stand at an offset of an article's text."""
TOGETHER = (frozenset({"published_on", "date_precision"}), frozenset({"company_id", "campaign_id"}))
"""Fields that are right only together."""
NOT_TAKEN_BACK = frozenset({"edited_fields"})
"""What a person decided stays theirs to decide: taking a field back is a decision too."""


@dataclass(slots=True)
class Undone:
    """What taking a batch back did. `conflicts`: (model name, key, field name) that changed again since."""

    restored: int = 0
    conflicts: list[tuple[str, int, str]] = field(default_factory=list)


@transaction.atomic
def revert(note: Any, names: Iterable[str] | None = None) -> list[str]:
    """Give the noted row the values of this version again; returns the names of the fields that changed.

    `note`: a row of a history table; `names`: attribute names of fields, all of them where None. A deleted
    row comes back with its key. Raises IntegrityError where what it points to is gone, or its place taken.
    """
    locks.one_writer()
    model = note.instance_type
    every = [f.attname for f in fields_of(model)]
    row = model._base_manager.select_for_update().filter(pk=note.id).first()
    if row is None:
        _bring_back(note)
        return every
    wanted = set(every if names is None else names)
    for group in TOGETHER:
        wanted |= group if group & wanted else frozenset()
    wanted &= set(every) - NOT_TAKEN_BACK
    if model._meta.model_name in PLACED:
        wanted -= {"start", "end"}
    values = {name: getattr(note, name) for name in wanted if getattr(row, name) != getattr(note, name)}
    _write(row, values)
    return sorted(values)


def _bring_back(note: Any) -> None:
    """Insert the row as noted. Raises IntegrityError where its words no longer stand in the article."""
    model = note.instance_type
    row = model(**{f.attname: getattr(note, f.attname) for f in notes_of(model).tracked_fields})
    if model._meta.model_name in PLACED:
        _place(row)
    row.save(force_insert=True)
    _queue(row)


def _place(row: Any) -> None:
    """Set the offsets of a mention to its words in today's text, those nearest to where it stood."""
    text = row.article.title if getattr(row, "in_title", False) else row.article.body
    words = getattr(row, "surface", "") or row.text
    places = [match.start() for match in re.finditer(re.escape(words), text)]
    if not places:
        raise IntegrityError(f"{words!r} no longer stands in the text")
    if hasattr(row, "surface"):
        row.start = min(places, key=lambda place: abs(place - row.start))
        row.end = row.start + len(words)


def _write(row: models.Model, values: dict[str, Any]) -> None:
    """Save these values. An article's mentions follow its text, and a person decided its fields."""
    if not values:
        return
    from archive.models import Article

    if not isinstance(row, Article):
        _set(row, values)
        _queue(row)
        return
    from archive.ingest.retag import text_changed

    before = row.title, row.body
    decided = {name.removesuffix("_id") for name in values} & set(Article.EDITABLE)
    _set(row, {**values, "edited_fields": sorted({*row.edited_fields, *decided})})
    text_changed(row, *before)


def _queue(row: models.Model) -> None:
    """What a mention says decides whether its article needs a person."""
    from archive.models import Mention
    from archive.review import queue

    if isinstance(row, Mention):
        queue.refresh([row.article_id])


def _set(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@transaction.atomic
def undo(batch: uuid.UUID) -> Undone:
    """Take back every change of a batch that nobody changed again since; the others are named, and stay.

    Belongs inside `acting` or `because`, which say who takes it back and why.
    """
    locks.one_writer()
    done = Undone()
    stories = {name: _stories(TRACKED[name], batch) for name in RESTORING}
    for name in RESTORING:
        for first, last in stories[name].values():
            if last.history_type == "-" and first.history_type != "+":
                _attempt(done, name, last.id, partial(_restore, _before(first)))
    for name in RESTORING:
        for first, last in stories[name].values():
            if last.history_type != "-" and first.history_type != "+":
                _take_back(done, name, _before(first), last)
    for name in reversed(RESTORING):
        for first, last in stories[name].values():
            if first.history_type == "+" and last.history_type != "-":
                _remove(done, name, last)
    return done


def _stories(model: type[models.Model], batch: uuid.UUID) -> dict[int, tuple[Any, Any]]:
    """Key → first and last note of the batch."""
    found: dict[int, tuple[Any, Any]] = {}
    for note in notes_of(model).objects.filter(batch=batch).order_by("history_id"):
        found[note.id] = (found[note.id][0] if note.id in found else note, note)
    return found


def _before(first: Any) -> Any:
    """The version before a note; the note itself for a deletion of which nothing else was noted."""
    earlier = type(first).objects.filter(id=first.id, history_id__lt=first.history_id)
    return earlier.order_by("-history_id").first() or first


def _attempt(done: Undone, name: str, key: int, change: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            change()
    except (IntegrityError, models.ProtectedError):
        done.conflicts.append((name, key, ""))
    else:
        done.restored += 1


def _restore(note: Any) -> None:
    if note.instance_type._base_manager.filter(pk=note.id).exists():
        raise IntegrityError("the row is there again")
    _bring_back(note)
    _related(note)


def _take_back(done: Undone, name: str, before: Any, after: Any) -> None:
    row = after.instance_type._base_manager.select_for_update().filter(pk=after.id).first()
    if row is None:
        done.conflicts.append((name, after.id, ""))
        return
    values: dict[str, Any] = {}
    for attname in [f.attname for f in fields_of(type(row))]:
        old, new = getattr(before, attname), getattr(after, attname)
        if old == new:
            continue
        if getattr(row, attname) == new:
            values[attname] = old
        elif getattr(row, attname) != old:
            done.conflicts.append((name, after.id, attname))
    _attempt(done, name, after.id, partial(_rewrite, row, values, before))


def _rewrite(row: models.Model, values: dict[str, Any], before: Any) -> None:
    _write(row, values)
    _related(before)


def _related(note: Any) -> None:
    """Give the row the many-to-many relations that the note was written with."""
    for related in note._history_m2m_fields:
        row = note.instance_type._base_manager.get(pk=note.id)
        through = getattr(note, related.name).model
        target = f"{related.m2m_reverse_field_name()}_id"
        keys = through.objects.filter(history_id=note.history_id).values_list(target, flat=True)
        present = related.remote_field.model._default_manager.filter(pk__in=list(keys))
        getattr(row, related.name).set(present)


def _remove(done: Undone, name: str, last: Any) -> None:
    """Delete a row that the batch made, unless somebody changed it since."""
    row = last.instance_type._base_manager.filter(pk=last.id).first()
    if row is None:
        return
    later = type(last).objects.filter(id=last.id, history_id__gt=last.history_id).exists()
    if later:
        done.conflicts.append((name, last.id, ""))
        return
    _attempt(done, name, last.id, row.delete)
