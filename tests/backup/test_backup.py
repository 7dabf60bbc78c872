"""Backup and restore on this process's SQLite: whole or not at all, identical, damage named."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection

from archive import captures
from archive.backup import databases, manifest
from archive.backup.make import make
from archive.backup.manifest import BackupError
from archive.backup.restore import MARK, check, restore
from archive.serving import records

CAPTURES = 12


class Here(databases.SQLite):
    """The archive of a test: a small database with a table of captures."""


@pytest.fixture
def here(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Twelve captures, their rows, and an article each."""
    data_dir.mkdir()
    made = Here(data_dir / "sijil.sqlite3")
    monkeypatch.setattr("archive.backup.make.database", lambda: made)
    monkeypatch.setattr("archive.backup.restore.database", lambda: made)
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE archive_capture (id INTEGER PRIMARY KEY, sha256 TEXT)")
        connection.execute("CREATE TABLE archive_article (id INTEGER PRIMARY KEY, body TEXT)")
        for number in range(CAPTURES):
            sha256 = captures.keep(f"ملف {number}".encode())
            connection.execute("INSERT INTO archive_capture VALUES (?, ?)", (number, sha256))
            connection.execute("INSERT INTO archive_article VALUES (?, ?)", (number, f"نص {number}"))
    return made


def moved(here: Here, settings: LazySettings, to: Path) -> Path:
    """The archive is elsewhere from now on, where there is nothing."""
    to.mkdir()
    settings.DATA_DIR = to
    here.path = to / "sijil.sqlite3"
    return to


def tree(folder: Path) -> dict[str, str]:
    """Every file below by its path, as a hash."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_what_comes_back_is_identical(here: Here, settings: LazySettings, tmp_path: Path) -> None:
    before = tree(settings.DATA_DIR / "captures")
    tables = here.tables()
    made = make(tmp_path / "backup")
    assert made.captures == CAPTURES
    assert records.last("backup")["captures"] == CAPTURES
    place = moved(here, settings, tmp_path / "elsewhere")
    restore(tmp_path / "backup")
    assert tree(place / "captures") == before
    assert here.tables() == tables
    assert tables["archive_article"]["rows"] == CAPTURES
    assert sorted(path.name for path in place.iterdir()) == ["captures", "sijil.sqlite3"]


def test_the_manifest_lists_every_file_and_nothing_is_readable_by_others(here: Here, tmp_path: Path) -> None:
    folder = make(tmp_path / "backup").folder
    found = tree(folder)
    seals = {name: found.pop(name) for name in (manifest.NAME, manifest.SEAL)}
    assert json.loads((folder / manifest.NAME).read_text())["files"] == found
    assert (folder / manifest.SEAL).read_text() == f"{seals[manifest.NAME]}  {manifest.NAME}\n"
    assert not [path for path in folder.rglob("captures/*/*") if path.stat().st_mode & 0o077]
    assert folder.stat().st_mode & 0o077 == 0


def test_every_damaged_missing_or_cut_file_is_refused_by_name(here: Here, tmp_path: Path) -> None:
    whole = make(tmp_path / "whole").folder
    dice = random.Random(8)
    for name in tree(whole):
        for harm in ("flip", "cut", "delete"):
            path = whole / name
            before = path.read_bytes()
            data = bytearray(before)
            if harm == "delete":
                path.unlink()
            elif harm == "cut":
                path.write_bytes(data[: len(data) // 2])
            else:
                data[dice.randrange(64) if name == manifest.SEAL else dice.randrange(len(data))] ^= 1
                path.write_bytes(data)
            with pytest.raises(BackupError, match=path.name.replace(".", r"\.")):
                check(whole)
            path.write_bytes(before)
    check(whole)


def test_a_refused_backup_changes_nothing(here: Here, settings: LazySettings, tmp_path: Path) -> None:
    folder = make(tmp_path / "backup").folder
    next(folder.glob("captures/*/*")).write_bytes(b"other")
    place = moved(here, settings, tmp_path / "elsewhere")
    with pytest.raises(BackupError, match="is damaged"):
        restore(folder)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("what", ["database", "captures"])
def test_only_into_an_empty_place(here: Here, settings: LazySettings, tmp_path: Path, what: str) -> None:
    folder = make(tmp_path / "backup").folder
    if what == "captures":
        here.path.unlink()
    before = tree(settings.DATA_DIR / "captures"), here.path.exists() and here.tables()
    with pytest.raises(BackupError, match="empty place"):
        restore(folder)
    assert (tree(settings.DATA_DIR / "captures"), here.path.exists() and here.tables()) == before


def test_a_restore_that_was_stopped_may_be_started_again(
    here: Here, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "backup").folder
    tables = here.tables()
    place = moved(here, settings, tmp_path / "elsewhere")
    load = here.load

    def stopped(source: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(here, "load", stopped)
    with pytest.raises(KeyboardInterrupt):
        restore(folder)
    assert (place / MARK).exists()
    monkeypatch.setattr(here, "load", load)
    restore(folder)
    assert here.tables() == tables
    assert not (place / MARK).exists()


def test_a_backup_that_fails_leaves_nothing(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[Path] = []

    def full(source: Path, target: Path) -> str:
        copied.append(target)
        if len(copied) == 2:
            raise OSError(28, "No space left on device")
        return source.name

    monkeypatch.setattr("archive.backup.make.files.copy", full)
    with pytest.raises(OSError, match="No space left"):
        make(tmp_path / "backups" / "today")
    assert list((tmp_path / "backups").iterdir()) == []
    assert records.last("backup") is None


def test_never_over_another_backup(here: Here, tmp_path: Path) -> None:
    make(tmp_path / "backup")
    with pytest.raises(BackupError, match="is not empty"):
        make(tmp_path / "backup")


def test_captures_are_shared_with_an_earlier_backup_where_they_are_whole(here: Here, tmp_path: Path) -> None:
    first = make(tmp_path / "first").folder
    damaged = next(first.glob("captures/*/*"))
    damaged.write_bytes(b"other")
    second = make(tmp_path / "second", first)
    assert second.reused == CAPTURES - 1
    check(second.folder)
    shutil.rmtree(first)
    check(second.folder)


def test_what_the_archive_had_lost_is_said_and_the_rest_saved(
    here: Here, settings: LazySettings, tmp_path: Path
) -> None:
    paths = sorted(path for path in (settings.DATA_DIR / "captures").rglob("*") if path.is_file())
    paths[0].unlink()
    paths[1].write_bytes(b"other")
    with pytest.raises(CommandError, match="2 captures were damaged before"):
        call_command("backup", str(tmp_path / "backup"))
    found = check(tmp_path / "backup")
    assert found.lost == {paths[0].name: "missing", paths[1].name: "changed"}
    assert len(found.files) == 1 + CAPTURES - 2


def test_a_manifest_cannot_lead_out_of_its_folder(here: Here, tmp_path: Path) -> None:
    folder = make(tmp_path / "backup").folder
    outside = tmp_path / "outside"
    outside.write_bytes(b"x")
    found = manifest.read(folder)
    found.files["captures/../../outside"] = hashlib.sha256(b"x").hexdigest()
    found.write(folder)
    with pytest.raises(BackupError, match="lies outside of the backup"):
        check(folder)


def test_a_database_that_is_no_database_is_refused(
    here: Here, settings: LazySettings, tmp_path: Path
) -> None:
    folder = make(tmp_path / "backup").folder
    (folder / here.file).write_bytes(b"SQLite format 3\0" + b"\x07" * 5000)
    found = manifest.read(folder)
    found.files[here.file] = hashlib.sha256((folder / here.file).read_bytes()).hexdigest()
    found.write(folder)
    moved(here, settings, tmp_path / "elsewhere")
    with pytest.raises(BackupError, match="database"):
        restore(folder)


@pytest.mark.sqlite  # PostgreSQL's copy is made by pg_dump
def test_the_archive_s_own_tables_are_copied(db: None, tmp_path: Path) -> None:
    """SQLite 3.40 refuses to vacuum generated columns over a connection that may only read."""
    with closing(sqlite3.connect(tmp_path / "archive.sqlite3")) as archive:
        for (statement,) in connection.cursor().execute(
            "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ):
            archive.execute(statement)
        archive.execute("PRAGMA journal_mode=WAL")
    snapshot = databases.SQLite(tmp_path / "archive.sqlite3").save(tmp_path / "copy.sqlite3")
    assert set(connection.introspection.table_names()) - databases.PASSING == set(snapshot.tables)
