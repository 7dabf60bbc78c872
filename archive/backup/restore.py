"""Puts a backup back into an empty place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from archive.backup import files, manifest
from archive.backup.databases import Database, Tables, database
from archive.backup.manifest import BackupError, Manifest

MARK = "restore_unfinished"
"""File in the data folder while a restore is under way: what such a run left is nobody's and is replaced."""


def check(folder: Path) -> Manifest:
    """The manifest of a whole backup. Raises BackupError naming every file that is missing or damaged."""
    found = manifest.read(folder)
    wrong = list(manifest.faults(folder, found))
    if found.database not in found.files:
        wrong.append(f"{manifest.NAME} names no database")
    if wrong:
        more = f" and {len(wrong) - 20} more" if len(wrong) > 20 else ""
        raise BackupError("; ".join(wrong[:20]) + more)
    return found


def restore(folder: Path) -> Manifest:
    """Check a backup and put it into an archive that holds nothing. Migrations and index are the caller's.

    What comes out is compared with the manifest row by row. Raises BackupError, OSError; an archive that
    holds anything is left as it is, and a restore that was stopped may be started again.
    """
    here = database()
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    _refuse_unless_empty(here, data)
    found = check(folder)
    if found.engine != here.name:
        raise BackupError(
            f"the backup is of {found.engine}, DATABASE_URL names {here.name}; see docs/operations.md"
        )
    mark = data / MARK
    mark.touch()
    files.sync(data)
    _put_captures(folder, found, data)
    here.load(folder / found.database)
    wrong = list(_differences(found.tables, here.tables()))
    if wrong:
        raise BackupError("what was restored is not what was backed up: " + "; ".join(wrong))
    mark.unlink()
    files.sync(data)
    return found


def _refuse_unless_empty(here: Database, data: Path) -> None:
    if (data / MARK).exists() and here.name == "sqlite":
        return
    if not here.is_empty():
        raise BackupError("the database holds tables already; a backup is restored into an empty place only")
    if not (data / MARK).exists() and not files.is_empty(data / "captures"):
        raise BackupError(
            f"{data / 'captures'} holds files already; a backup is restored into an empty place only"
        )


def _put_captures(folder: Path, found: Manifest, data: Path) -> None:
    """Copy the captures beside their place, then move them there in one step."""
    made, place = data / "captures.new", data / "captures"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=0o700)
    for name, digest in found.files.items():
        kind, _, rest = name.partition("/")
        if kind == "captures" and files.copy(folder / name, made / rest) != digest:
            raise BackupError(f"{name} changed while it was read")
    os.sync()
    if place.exists():
        shutil.rmtree(place)
    made.replace(place)
    files.sync(data)


def _differences(wanted: Tables, found: Tables) -> Iterator[str]:
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            rows = [tables.get(name, {}).get("rows", "no") for tables in (wanted, found)]
            yield f"table {name}: {rows[0]} rows saved, {rows[1]} rows restored, not the same"
