"""A pytest plugin for a database that is not SQLite: keeps the tests that can end otherwise there.

Those are the tests that use the database, without those marked `sqlite`, which are about SQLite alone.
"""

from __future__ import annotations

import pytest

USED = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is about SQLite, and what neither asks for the database nor is marked postgres."""
    kept = [item for item in items if _uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
    items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("sqlite"):
        return False
    return bool(USED & names) or any(map(item.get_closest_marker, ("django_db", "postgres")))
