"""A copy of the database as of one moment while others write, and back. SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from archive.backup import files
from archive.backup.manifest import BackupError

Tables = dict[str, dict[str, str | int]]
PASSING = {"django_session", "archive_outbox"}
"""Tables that change while nothing of the archive does; not compared."""

LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was copied: rows of each table with their sum, and the captures that the copy names."""

    tables: Tables
    captures: list[str]


class Database(Protocol):
    """What a backup needs of a database."""

    name: str
    file: str

    def save(self, target: Path) -> Snapshot: ...
    def is_empty(self) -> bool: ...
    def load(self, source: Path) -> None: ...
    def tables(self) -> Tables: ...


def database() -> Database:
    """The archive's own. Raises BackupError where it is of no known kind."""
    if connection.vendor == "sqlite":
        return SQLite(Path(str(connection.settings_dict["NAME"])))
    if connection.vendor == "postgresql":
        return PostgreSQL()
    raise BackupError(f"backups are made of SQLite and PostgreSQL, not of {connection.vendor}")


class SQLite:
    """One file, copied by `VACUUM INTO`: a single read transaction, so writers go on meanwhile."""

    name, file = "sqlite", "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, target: Path) -> Snapshot:
        """Copy the database to `target` and describe the copy. Raises BackupError."""
        try:
            # Not `mode=ro`: with it SQLite 3.40 (Debian 12) cannot vacuum a table with generated columns.
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=rw", uri=True, timeout=20)) as source:
                source.execute("VACUUM INTO ?", (str(target),))
            target.chmod(0o600)
            files.sync(target)
            with closing(sqlite3.connect(target)) as copy:
                rows = copy.execute("SELECT sha256 FROM archive_capture ORDER BY id").fetchall()
                return Snapshot(_sqlite_tables(copy), [sha256 for (sha256,) in rows])
        except sqlite3.Error as error:
            raise BackupError(f"{self.path.name} cannot be copied: {error}") from error

    def is_empty(self) -> bool:
        """Whether there is no file, or one without tables."""
        if not self.path.exists():
            return True
        try:
            with closing(sqlite3.connect(self.path)) as found:
                return not found.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupError(f"{self.path} cannot be read: {error}") from error

    def load(self, source: Path) -> None:
        """Put a copy in the database's place: whole, or not at all. Raises OSError, BackupError."""
        try:
            with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as copy:
                found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupError(f"{source.name} cannot be read: {error}") from error
        if found != "ok":
            raise BackupError(f"{source.name} is damaged: {found}")
        connection.close()
        new = self.path.with_name(f".{self.path.name}.new")
        files.copy(source, new)
        files.sync(new)
        for old in ("-wal", "-shm"):
            self.path.with_name(self.path.name + old).unlink(missing_ok=True)
        new.replace(self.path)
        files.sync(self.path.parent)

    def tables(self) -> Tables:
        """Rows and sums of the database in place."""
        with closing(sqlite3.connect(self.path)) as found:
            return _sqlite_tables(found)


def _sqlite_tables(found: sqlite3.Connection) -> Tables:
    rows = found.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found.text_factory = bytes  # as they lie there: damaged text has a sum too
    tables: Tables = {}
    for (name,) in sorted(rows):
        if name in PASSING or name.startswith("sqlite_"):
            continue
        digest, count = hashlib.sha256(), 0
        for row in found.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):  # noqa: S608 (its own tables)
            digest.update(repr(row).encode())
            count += 1
        tables[name] = {"rows": count, "sha256": digest.hexdigest()}
    return tables


class PostgreSQL:
    """`pg_dump` in its custom format, of the very snapshot that the sums and the captures are read from."""

    name, file = "postgresql", "database.pgdump"

    def save(self, target: Path) -> Snapshot:
        """Dump the database to `target`. Raises BackupError."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
            _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
            cursor.execute("SELECT sha256 FROM archive_capture ORDER BY id")
            captures = [sha256 for (sha256,) in cursor.fetchall()]
            tables = _postgresql_tables(cursor)
        target.chmod(0o600)
        files.sync(target)
        return Snapshot(tables, captures)

    def is_empty(self) -> bool:
        """Whether the database has no tables."""
        return not connection.introspection.table_names()

    def load(self, source: Path) -> None:
        """Read a dump in one transaction: whole, or not at all. Raises BackupError."""
        whole = ("--no-owner", "--exit-on-error", "--single-transaction")
        _run("pg_restore", *whole, "--dbname", str(connection.settings_dict["NAME"]), str(source))

    def tables(self) -> Tables:
        """Rows and sums of the database in place."""
        with connection.cursor() as cursor:
            return _postgresql_tables(cursor)


def _postgresql_tables(cursor: Any) -> Tables:
    tables: Tables = {}
    for name in sorted(set(connection.introspection.table_names(cursor)) - PASSING):
        digest, count = hashlib.sha256(), 0
        table = connection.ops.quote_name(name)
        with cursor.copy(f"COPY (SELECT * FROM {table} AS t ORDER BY t::text) TO STDOUT") as rows:  # noqa: S608 (quoted names)
            for piece in rows:
                digest.update(piece)
                count += bytes(piece).count(b"\n")
        tables[name] = {"rows": count, "sha256": digest.hexdigest()}
    return tables


def _environment() -> dict[str, str]:
    """The connection's settings as libpq reads them: no password on a command line."""
    given = connection.get_connection_params()
    return os.environ | {LIBPQ[name]: str(value) for name, value in given.items() if name in LIBPQ and value}


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise BackupError(f"{program} is not installed; Debian has it in postgresql-client")
    done = subprocess.run(  # noqa: S603 (our own arguments)
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-500:]}")
