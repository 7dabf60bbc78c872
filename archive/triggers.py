"""Database triggers that note every change of an article in the outbox, in the same transaction.

Installed after each migrate. Before one, SQLite's are removed: it rebuilds a table by dropping it and
renaming another, and refuses the name while a trigger of a third table speaks of the one that is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections

_NOTE = """INSERT INTO archive_outbox (article_id, revision, changed_at, attempts, error)
{source}
ON CONFLICT (article_id) DO UPDATE SET
  revision = archive_outbox.revision + 1, changed_at = CURRENT_TIMESTAMP, next_attempt_at = NULL"""

# Sealing what `update` changed is a second statement, which changes the seal and nothing else.
NOT_ONLY_SEALED = "OLD.seal = NEW.seal OR OLD.updated_at <> NEW.updated_at"


def _note(expression: str) -> str:
    return _NOTE.format(source=f"VALUES ({expression}, 1, CURRENT_TIMESTAMP, 0, '')")


def _note_all(query: str) -> str:
    # `WHERE true` keeps SQLite from reading ON CONFLICT as a join's ON.
    source = f"SELECT DISTINCT article_id, 1, CURRENT_TIMESTAMP, 0, '' FROM ({query}) AS touched WHERE true"  # noqa: S608 (our own constants)
    return _NOTE.format(source=source)


def _rules() -> list[tuple[str, str, str, str, str]]:
    """Rows of (name, table, event, condition, statement)."""
    mentions = "SELECT article_id FROM archive_mention WHERE {}_id = NEW.id"
    return [
        ("article_added", "archive_article", "INSERT", "", _note("NEW.id")),
        ("article_changed", "archive_article", "UPDATE", NOT_ONLY_SEALED, _note("NEW.id")),
        ("article_deleted", "archive_article", "DELETE", "", _note("OLD.id")),
        ("mention_added", "archive_mention", "INSERT", "", _note("NEW.article_id")),
        ("mention_changed", "archive_mention", "UPDATE", "", _note("NEW.article_id")),
        (
            "mention_moved",
            "archive_mention",
            "UPDATE",
            "OLD.article_id <> NEW.article_id",
            _note("OLD.article_id"),
        ),
        ("mention_deleted", "archive_mention", "DELETE", "", _note("OLD.article_id")),
        (
            "publisher_renamed",
            "archive_publisher",
            "UPDATE",
            "OLD.slug <> NEW.slug",
            _note_all("SELECT id AS article_id FROM archive_article WHERE publisher_id = NEW.id"),
        ),
        (
            "company_renamed",
            "archive_company",
            "UPDATE",
            "OLD.slug <> NEW.slug",
            _note_all(mentions.format("company")),
        ),
        (
            "campaign_renamed",
            "archive_campaign",
            "UPDATE",
            "OLD.slug <> NEW.slug",
            _note_all(mentions.format("campaign")),
        ),
    ]


def _sqlite(name: str, table: str, event: str, condition: str, statement: str) -> list[str]:
    when = f"WHEN {condition}" if condition else ""
    return [
        f"DROP TRIGGER IF EXISTS sijil_{name}",
        f"CREATE TRIGGER sijil_{name} AFTER {event} ON {table} FOR EACH ROW {when} BEGIN {statement}; END",
    ]


def _postgresql(name: str, table: str, event: str, condition: str, statement: str) -> list[str]:
    when = f"WHEN ({condition})" if condition else ""
    return [
        f"CREATE OR REPLACE FUNCTION sijil_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$body$ BEGIN {statement}; RETURN NULL; END $body$",
        f"DROP TRIGGER IF EXISTS sijil_{name} ON {table}",
        f"CREATE TRIGGER sijil_{name} AFTER {event} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION sijil_{name}()",
    ]


def missing(using: str = "default") -> list[str]:
    """The names of triggers that are not installed. Raises DatabaseError."""
    connection = connections[using]
    listed = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [f"sijil_{name}" for name, *_rest in _rules() if f"sijil_{name}" not in found]


def install(using: str = "default", **_kwargs: Any) -> None:
    """Install every trigger on a database, replacing older ones. A `post_migrate` receiver.

    Raises NotImplementedError on a database that is neither SQLite nor PostgreSQL.
    """
    connection = connections[using]
    writers = {"sqlite": _sqlite, "postgresql": _postgresql}
    if connection.vendor not in writers:
        raise NotImplementedError(f"Sijil runs on SQLite and PostgreSQL, not on {connection.vendor}")
    if "archive_outbox" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for rule in _rules():
            for statement in writers[connection.vendor](*rule):
                cursor.execute(statement)


def remove(using: str = "default", plan: Sequence[Any] = (), **_kwargs: Any) -> None:
    """Remove SQLite's triggers before migrations run; `install` brings them back. For `pre_migrate`."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        for name, *_rest in _rules():
            cursor.execute(f"DROP TRIGGER IF EXISTS sijil_{name}")
