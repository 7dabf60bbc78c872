"""The history of a row as people read it: entry after entry, what was before and after, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _

from archive.history.record import changed_fields, fields_of, notes_of
from archive.worddiff import Paragraph, Piece, compare

A_PAGE = 20
QUIET = frozenset({"edited_fields", "start", "end", "shipped"})
"""Fields that follow other changes and say nothing by themselves."""
LONGEST_VALUE = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """One field: `name` is its attribute, `diff` what was removed and added."""

    name: str
    label: str
    diff: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Entry:
    """One note with what it changed. `before_id`: history id of the version before, None where none is known.

    `kind`: the model's name; `what`: the row's own words, for rows that hang on the one asked about.
    """

    kind: str
    note: Any
    who: str
    changes: list[Change]
    before_id: int | None
    what: str

    @property
    def first(self) -> bool:
        """Whether this is how the row came in, before any change."""
        return self.note.history_type == "+" and not self.note.history_change_reason and not self.who


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, latest first; `older`: the time to go on from, None at the end."""

    entries: list[Entry]
    older: datetime | None


def history_of(row: models.Model, before: datetime | None = None) -> Page:
    """What was noted of a row and of what hangs on it, in a constant number of queries.

    `before`: only notes made before this time. Notes of one moment stay together.
    """
    notes: list[Any] = []
    for source in _sources(row):
        found = source.filter(history_date__lt=before) if before else source
        notes += found.order_by("-history_date", "-history_id")[: A_PAGE + 1]
    notes.sort(key=lambda note: (note.history_date, note.history_id), reverse=True)
    shown = notes[:A_PAGE]
    if len(notes) > A_PAGE:
        last = shown[-1].history_date
        shown += [note for note in notes[A_PAGE:] if note.history_date == last]
    older = shown[-1].history_date if len(notes) > len(shown) else None
    return Page(_entries(shown), older)


def _sources(row: models.Model) -> list[models.QuerySet[Any]]:
    """Notes of the row itself, and of its mentions and figures or of its spellings."""
    from archive.models import Alias, Article, Campaign, Company, Figure, Mention

    found = [notes_of(type(row)).objects.filter(id=row.pk)]
    hanging: tuple[type[models.Model], ...] = ()
    if isinstance(row, Article):
        hanging = (Mention, Figure)
    elif isinstance(row, (Company, Campaign)):
        hanging = (Alias,)
    field = row._meta.model_name or ""
    return found + [notes_of(model).objects.filter(**{field: row.pk}) for model in hanging]


def _entries(notes: Sequence[Any]) -> list[Entry]:
    users = get_user_model()._default_manager.in_bulk({n.history_user_id for n in notes if n.history_user_id})
    earlier = _earlier(notes)
    names = _names(notes, earlier.values())
    return [
        _entry(
            note, earlier.get((type(note), note.history_id)), str(users.get(note.history_user_id, "")), names
        )
        for note in notes
    ]


def _entry(note: Any, before: Any, who: str, names: dict[tuple[type, int], str]) -> Entry:
    return Entry(
        kind=note.instance_type._meta.model_name,
        note=note,
        who=who,
        changes=_changes(before, note, names),
        before_id=before.history_id if before else None,
        what=_words(note, names),
    )


def _earlier(notes: Sequence[Any]) -> dict[tuple[type, int], Any]:
    """(Table, history id) → the version before; one query a table."""
    found: dict[tuple[type, int], Any] = {}
    for table in {type(note) for note in notes}:
        mine = [note for note in notes if type(note) is table]
        previous = (
            table.objects.filter(id=models.OuterRef("id"), history_id__lt=models.OuterRef("history_id"))
            .order_by("-history_id")
            .values("history_id")[:1]
        )
        pairs = table.objects.filter(history_id__in=[note.history_id for note in mine])
        wanted = dict(pairs.annotate(was=models.Subquery(previous)).values_list("history_id", "was"))
        rows = table.objects.in_bulk([key for key in wanted.values() if key])
        found |= {(table, key): rows[was] for key, was in wanted.items() if was}
    return found


def _names(notes: Iterable[Any], earlier: Iterable[Any]) -> dict[tuple[type, int], str]:
    """(Model, key) → name of every row that these versions point to; one query a model."""
    wanted: dict[type[models.Model], set[int]] = {}
    for note in (*notes, *earlier):
        for field in fields_of(note.instance_type):
            key = getattr(note, field.attname)
            if field.is_relation and key is not None:
                wanted.setdefault(_target(note.instance_type, field), set()).add(key)
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._base_manager.filter(pk__in=keys)
    }


def _target(model: type[models.Model], field: Any) -> type[models.Model]:
    target: type[models.Model] = model._meta.get_field(field.name).related_model  # type: ignore[assignment]
    return target


def _changes(before: Any, after: Any, names: dict[tuple[type, int], str]) -> list[Change]:
    if before is None or after.history_type == "-":
        return []
    differing = set(changed_fields(before, after)) - QUIET
    return [
        Change(
            field.attname,
            str(field.verbose_name),
            _diff(_shown(before, field, names), _shown(after, field, names), words=_is_text(field)),
        )
        for field in fields_of(after.instance_type)
        if field.attname in differing
    ]


def _is_text(field: Any) -> bool:
    return isinstance(field, models.TextField) or (isinstance(field, models.CharField) and not field.choices)


def _diff(old: str, new: str, *, words: bool) -> list[Paragraph]:
    """Texts word by word; choices, dates and names whole."""
    if words and old and new:
        return compare(old, new)
    pieces = (*([Piece("removed", old)] if old else ()), *([Piece("added", new)] if new else ()))
    return [Paragraph(pieces)]


def _shown(note: Any, field: Any, names: dict[tuple[type, int], str]) -> str:
    """A value as a person reads it: the choice's label, the name of what is pointed to, lists as lines."""
    value = getattr(note, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((_target(note.instance_type, field), value), f"#{value}")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("نعم") if value else _("لا")
    if isinstance(value, dict):
        return "؛ ".join(f"{name}: {part}" for name, part in value.items())
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)[:LONGEST_VALUE]


def _words(note: Any, names: dict[tuple[type, int], str]) -> str:
    """What a note is of: «غوغل» for a spelling, the words and the name for a mention."""
    own = str(getattr(note, "surface", "") or getattr(note, "text", ""))
    pointed = [
        names.get((_target(note.instance_type, field), getattr(note, field.attname)), "")
        for field in fields_of(note.instance_type)
        if field.is_relation and field.name in ("company", "campaign") and getattr(note, field.attname)
    ]
    return " ← ".join(filter(None, [own, *pointed]))
