"""The three roles of the staff and exactly what each may do; docs/curation.md shows them as a table.

A person also needs `is_staff` to enter the admin at all. Superusers stand outside the roles.
"""

from __future__ import annotations

from typing import Any

CURATOR = "Curator"
EDITOR = "Editor"
ADMINISTRATOR = "Administrator"


def _may(actions: str, *models: str) -> set[str]:
    """`_may("add view", "alias")` → `archive.add_alias`, `archive.view_alias`; of another app `app.model`."""
    found = set()
    for name in models:
        app, _dot, model = name.rpartition(".")
        found |= {f"{app or 'archive'}.{action}_{model}" for action in actions.split()}
    return found


_CURATOR = frozenset(
    _may("view", "capture")
    | _may("change view", "siteline")
    | _may("add change view", "article", "company", "campaign", "publisher")
    | _may("add change delete view", "alias", "mention", "figure")
)
_EDITOR = frozenset(
    _CURATOR
    | {"archive.withdraw_article", "archive.merge_records", "archive.bulk_edit"}
    | _may("add view", "redaction")
    | _may("view", "operation", "job")
    | _may("delete", "company", "campaign", "publisher")
)
_ADMINISTRATOR = frozenset(
    _EDITOR
    | {"archive.open_locked", "archive.delete_redaction", "archive.view_opening"}
    | _may("add change view", "auth.user")
    | _may("view", "auth.group")
    | _may("view delete", "axes.accessattempt", "otp_totp.totpdevice")
)
ROLES: dict[str, frozenset[str]] = {CURATOR: _CURATOR, EDITOR: _EDITOR, ADMINISTRATOR: _ADMINISTRATOR}
"""Group → permissions, each `app.codename`."""

_OWN = {"open_locked": "redaction", "merge_records": "operation", "bulk_edit": "operation"}
"""Permissions that are not named after their model."""


def grant(apps: Any) -> None:
    """Make the groups and give each exactly its permissions. For migrations: `apps` is their registry.

    Permissions of models that later migrations bring are made here; Django finds them when it gets there.
    """
    for name, rights in ROLES.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set([_permission(apps, right) for right in sorted(rights)])


def _permission(apps: Any, right: str) -> Any:
    app, codename = right.split(".")
    model = _OWN.get(codename, codename.split("_")[-1])
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    permissions = apps.get_model("auth", "Permission").objects
    wanted = {"name": f"Can {codename.replace('_', ' ')}"}
    return permissions.get_or_create(content_type=kind, codename=codename, defaults=wanted)[0]
