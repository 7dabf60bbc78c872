"""A backup made by the command while another process ingests, restored by the command into an empty place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from benchmarks.ingest_command import page
from tests.backup.site import Site

FILES = 150
pytestmark = pytest.mark.slow


def count(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_backup_during_ingest_and_restore(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(FILES):
        (pages / f"{number}.txt").write_bytes(page(number, words=60))
    site = Site(tmp_path / "data")
    assert site.run("migrate", "-v0")[0] == 0
    ingest = site.start("ingest", str(pages))
    database = site.data / "sijil.sqlite3"
    while ingest.poll() is None and count(database, "archive_article") == 0:
        pass
    code, said = site.run("backup", str(tmp_path / "backup"))
    assert code == 0, said
    _out, error = ingest.communicate(timeout=120)
    assert ingest.returncode == 0, error

    place = Site(tmp_path / "place")
    code, said = place.run("restore", str(tmp_path / "backup"))
    assert code == 0, said
    found = count(place.data / "sijil.sqlite3", "archive_article")
    assert 0 < found <= FILES
    assert place.run("verify_archive")[0] == 0
    assert place.run("check_index")[0] == 0
    code, said = place.run("restore", str(tmp_path / "backup"))
    assert code == 1
    assert "empty place" in said
