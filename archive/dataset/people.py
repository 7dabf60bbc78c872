"""Who did something, by name: accounts stay at home, and other archives number theirs otherwise."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models


def columns(model: type[models.Model]) -> list[Any]:
    """The fields of a table that name a person."""
    return [field for field in model._meta.concrete_fields if field.related_model is get_user_model()]


def named(instance: models.Model, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the user name in place of each account's number: `history_user` for `history_user_id`."""
    for field in columns(type(instance)):
        del row[field.attname]
        person = getattr(instance, field.name)
        row[field.name] = person.get_username() if person else None
    return row


class Accounts:
    """Finds the accounts that rows name. One that is not there is made, locked: it stands for the name."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def numbered(self, model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
        """The row with the account's number in place of each name. Raises KeyError for a row without."""
        numbers = {field.attname: self._number(row[field.name]) for field in columns(model)}
        return {**row, **numbers}

    def _number(self, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self._known:
            users: Any = get_user_model()._default_manager
            found = users.filter(**{get_user_model().USERNAME_FIELD: name}).first()
            # `create_user` without a password makes an account that nobody can log in to.
            self._known[name] = (found or users.create_user(name, is_active=False)).pk
        return self._known[name]
