"""Which columns of the archive's tables refer to a record. Read from the models, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models


def references(model: type[models.Model]) -> Iterator[tuple[type[models.Model], models.ForeignKey[Any, Any]]]:
    """Each table with a foreign key to `model`, join tables included, and that key. History is no reference."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            kept = not isinstance(field, models.ForeignKey) or not field.db_constraint
            if not kept and field.related_model is model:
                yield other, field


def is_used(row: models.Model) -> bool:
    """Whether any row refers to this one."""
    return any(
        other._base_manager.filter(**{field.attname: row.pk}).exists()
        for other, field in references(type(row))
    )
