"""Tells whether a row changed since a form of it was shown, so that nobody overwrites what they never saw."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.db.models import Max

from archive.history.record import fields_of, notes_of


def token(row: Any) -> str:
    """What a form keeps of the row it shows: 32 hex digits that change with the row or what hangs on it."""
    values = [str(getattr(row, field.attname)) for field in fields_of(type(row))]
    notes = [notes_of(type(row)).objects.filter(id=row.pk)]  # says when related rows changed
    field = row._meta.model_name
    notes += [notes_of(model).objects.filter(**{field: row.pk}) for model in _hanging(type(row))]
    latest = [found.aggregate(at=Max("history_id"))["at"] for found in notes]
    text = json.dumps([values, latest], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _hanging(model: type[models.Model]) -> list[type[models.Model]]:
    from archive.models import Alias, Article, Campaign, Company, Figure, Mention

    if model is Article:
        return [Mention, Figure]
    return [Alias] if model in (Company, Campaign) else []
