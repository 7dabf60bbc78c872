"""Which columns of the archive's tables refer to a record: read from the models, so none is forgotten."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

Reference = tuple[type[models.Model], str]
"""A table and its column."""


@cache
def references(model: type[models.Model]) -> tuple[Reference, ...]:
    """Every column with a foreign key to `model`, join tables included. History keys are no references."""
    return tuple(
        (other, field.attname)
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.concrete_fields
        if field.related_model is model and getattr(field, "db_constraint", False)
    )


def is_used(row: models.Model) -> bool:
    """Whether any row refers to this one."""
    return any(
        other._base_manager.filter(**{column: row.pk}).exists() for other, column in references(type(row))
    )
