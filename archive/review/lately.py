"""What people and commands changed lately, for the front page of the workshop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from archive.history.record import TRACKED, notes_of

MOST = 12
CHANGES = ("article", "mention", "company", "campaign", "publisher", "alias")


@dataclass(frozen=True, slots=True)
class Lately:
    """One change: `kind` the model, `what` the row's own words, `history` the page of its changes."""

    at: datetime
    who: str
    why: str
    model: Any
    what: str
    history: str
    sign: str


def changes() -> list[Lately]:
    """The latest changes, latest first; one query a table and one for the people."""
    notes: list[Any] = []
    for name in CHANGES:
        rows = notes_of(TRACKED[name]).objects.exclude(history_change_reason="", history_user=None)
        notes += rows.order_by("-history_id")[:MOST]
    notes.sort(key=lambda note: note.history_date, reverse=True)
    ids = {note.history_user_id for note in notes[:MOST]}
    names = {user.pk: user.get_username() for user in get_user_model()._default_manager.filter(pk__in=ids)}
    return [_lately(note, names.get(note.history_user_id, "")) for note in notes[:MOST]]


def _lately(note: Any, who: str) -> Lately:
    model = note.instance_type
    owner = "article" if model._meta.model_name == "mention" else model._meta.model_name
    pk = note.article_id if owner == "article" and hasattr(note, "article_id") else note.id
    return Lately(
        at=note.history_date,
        who=who,
        why=note.history_change_reason or "",
        model=model,
        what=str(getattr(note, "title", "") or getattr(note, "surface", "") or note.instance)[:100],
        history=reverse(f"admin:archive_{owner}_history", args=[pk]),
        sign=note.history_type,
    )
