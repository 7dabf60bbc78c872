"""`manage.py ingest` stopped at any moment: whole articles only, and a second run finishes the rest."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from archive.ingest.copies import BANDS
from benchmarks.ingest_command import page

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
FILES = 120
MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
INGEST = """
import sys, django
django.setup()
from django.core.management import call_command
from archive import changes
changes.changed.receivers = []  # the index has tests of its own
report = __import__("pathlib").Path(sys.argv[2])
call_command("ingest", sys.argv[1], report=report, jobs=int(sys.argv[3]), verbosity=0)
"""


class Archive:
    """A data folder of its own and the command that fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pages, self.report = folder, folder / "pages", folder / "report.jsonl"
        self.environment = os.environ | {
            "SIJIL_DATA_DIR": str(folder / "data"),
            "SIJIL_SECRET_KEY": "x",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONWARNINGS": "ignore",
        }
        self.environment.pop("DATABASE_URL", None)
        self.pages.mkdir()
        for number in range(FILES):
            (self.pages / f"{number}.txt").write_bytes(page(number, words=90))
        subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=self.environment, check=True)

    def start(self, jobs: int = 1) -> subprocess.Popen[bytes]:
        self.report.unlink(missing_ok=True)
        command = [sys.executable, "-c", INGEST, str(self.pages), str(self.report), str(jobs)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def reported(self) -> list[dict[str, object]]:
        """The report's whole lines."""
        text = self.report.read_text(encoding="utf-8") if self.report.exists() else ""
        return [json.loads(line) for line in text.split("\n")[:-1]]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "data" / "sijil.sqlite3") as connection:
            return connection.execute(query).fetchall()

    def articles(self) -> set[object]:
        return {pk for (pk,) in self.rows("SELECT id FROM archive_article")}


def assert_whole(archive: Archive) -> None:
    """Every article has its capture, with bytes, its keys and its place in the outbox, and nothing more."""
    articles = archive.articles()
    captures = archive.rows("SELECT article_id, sha256 FROM archive_capture WHERE current")
    assert {pk for pk, _sha256 in captures} == articles
    assert len(captures) == len(articles)
    for _pk, sha256 in captures:
        assert (archive.folder / "data" / "captures" / str(sha256)[:2] / str(sha256)).stat().st_size > 0
    keys = archive.rows("SELECT article_id, count(*) FROM archive_copyband GROUP BY article_id")
    assert dict(keys) == dict.fromkeys(articles, BANDS)
    assert {pk for (pk,) in archive.rows("SELECT article_id FROM archive_outbox")} == articles
    said = {row["article"]["id"] for row in archive.reported()}  # type: ignore[index]  # all were stored
    assert said <= articles, "what was reported is stored"


def processes_about(folder: Path) -> list[int]:
    """The processes of this machine whose environment names the folder: the command's and its workers'."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if os.fsencode(folder) in place.read_bytes():
                found.append(int(place.parent.name))
    return found


@pytest.mark.parametrize(("seed", "jobs"), [(1, 1), (2, 1), (3, 2)])
def test_a_stopped_run_leaves_whole_articles_and_the_next_does_the_rest(
    seed: int, jobs: int, tmp_path: Path
) -> None:
    archive, dice = Archive(tmp_path), random.Random(seed)
    for kind in (signal.SIGKILL, signal.SIGINT):
        already = len(archive.articles())
        process = archive.start(jobs)
        deadline = time.monotonic() + 60
        while (
            len(archive.reported()) < already + 1 and process.poll() is None and time.monotonic() < deadline
        ):
            time.sleep(0.002)
        time.sleep(dice.random() * 0.05)
        process.send_signal(kind)
        _out, said = process.communicate(timeout=60)
        while processes_about(archive.folder) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert not processes_about(archive.folder), "no worker outlives the command"
        if kind == signal.SIGINT and process.returncode:
            assert b"the same command does the rest" in said
            assert b"Traceback" not in said
        assert len(archive.articles()) >= already
        assert_whole(archive)
    last = archive.start(jobs)
    _out, said = last.communicate(timeout=120)
    assert last.returncode == 0, said.decode()
    assert len(archive.reported()) == len(archive.articles()) == FILES
    assert_whole(archive)


def workers_of(parent: int) -> list[int]:
    """The processes that a command started to parse for it (another one keeps track of them)."""
    found = []
    for place in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, place.read_text().split()):
            with suppress(OSError):
                if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(child)
    return found


def test_a_killed_worker_stops_the_run_and_the_next_does_the_rest(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    process = archive.start(2)
    deadline = time.monotonic() + 60
    while not (workers := workers_of(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(workers[0], signal.SIGKILL)
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 2, "nothing was read"
    assert "stopped: a process at work for this one died" in said.decode()
    assert "Traceback" not in said.decode()
    last = archive.start(2)
    _out, said = last.communicate(timeout=120)
    assert last.returncode == 0, said.decode()
    assert len(archive.articles()) == FILES
    assert_whole(archive)
