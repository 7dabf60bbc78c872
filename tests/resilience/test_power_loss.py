"""What must be on the disk before it is spoken of: SQLite's settings, and the order of fsync and rename."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from benchmarks.ingest_command import page
from config.environment import sqlite_options
from tests.backup.site import ROOT, Site


@pytest.mark.django_db(databases=[])
def test_every_connection_waits_for_the_disk(tmp_path: Path) -> None:
    options = connections["default"].settings_dict | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": tmp_path / "db.sqlite3",
        "OPTIONS": sqlite_options(),
    }
    connection = DatabaseWrapper(options, "power")
    try:
        with connection.cursor() as cursor:
            found = [
                cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
            ]
        assert found == ["wal", 2]
        assert connection.transaction_mode == "IMMEDIATE"
    finally:
        connection.close()


@pytest.mark.slow
def test_bytes_then_name_then_row(tmp_path: Path) -> None:
    """By strace: a capture is synced before it gets its name, its folder after, all before the commit."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed: apt-get install strace")
    (tmp_path / "a.txt").write_bytes(page(1, words=60))
    site = Site(tmp_path / "data")
    assert site.run("migrate", "-v0")[0] == 0
    trace = tmp_path / "trace"
    kinds = "trace=fsync,fdatasync,rename,renameat,renameat2"
    command = [strace, "-f", "-y", "-e", kinds, "-o", str(trace)]
    command += [sys.executable, "manage.py", "ingest", str(tmp_path / "a.txt")]
    done = subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = [line for line in trace.read_text().splitlines() if " = 0" in line]
    content = next(n for n, line in enumerate(lines) if re.search(r"sync\(\d+<.*/captures/../\.new-", line))
    name = next(n for n, line in enumerate(lines) if re.search(r"rename.*/captures/../\.new-", line))
    folder = next(n for n, line in enumerate(lines) if re.search(r"sync\(\d+<.*/captures/..>", line))
    commits = [n for n, line in enumerate(lines) if re.search(r"sync\(\d+<.*sijil\.sqlite3-wal>", line)]
    assert content < name < folder
    assert [n for n in commits if n > folder], "the row's commit waits for the disk, after its file"
