"""`manage.py run_jobs` killed in the middle of a job: whole steps only; the next one goes on and says so."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.sqlite
ROOT = Path(__file__).resolve().parents[2]
ARTICLES, STEP = 1500, 200
PREPARE = """
import sys, django
django.setup()
from django.core.management import call_command
from archive import changes
from archive.models import Article
from archive.operations import perform
changes.changed.receivers = []
call_command("migrate", verbosity=0)
rows = Article.objects.bulk_create(
    Article(title=f"خبر {n}", body="نص", text_hash=str(n), status="proposed") for n in range(int(sys.argv[1]))
)
ids = [row.pk for row in rows]
if sys.argv[2] == "publish":
    made = perform.draft("publish", {}, ids, None)
else:
    from archive.corrections.files import draft_of
    lines = "".join(f"{pk},author,سلمى\\n" for pk in ids)
    made = draft_of(f"id,field,value\\n{lines}".encode(), "x.csv")[0]
perform.carry_out(made, None)
"""
RUN = """
import sys, django
django.setup()
from django.core.management import call_command
from archive import changes
changes.changed.receivers = []  # the index has tests of its own
call_command("run_jobs", once=True)
"""
UNDO = """
import django
django.setup()
from archive.models import Operation
from archive.operations import perform
perform.undo(Operation.objects.get(), None)
"""


class Site:
    """A data folder of its own, with an operation over many articles that waits to be carried out."""

    def __init__(self, folder: Path, kind: str, migrated: Path) -> None:
        self.database = folder / "data" / "sijil.sqlite3"
        self.database.parent.mkdir()
        shutil.copy(migrated, self.database)
        self.environment = os.environ | {
            "SIJIL_DATA_DIR": str(folder / "data"),
            "SIJIL_SECRET_KEY": "x",
            "SIJIL_JOBS": "worker",  # nobody but the process under test runs jobs
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONWARNINGS": "ignore",
        }
        self.environment.pop("DATABASE_URL", None)
        self.run("-c", PREPARE, str(ARTICLES), kind)

    def run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True)

    def start(self) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-c", RUN], cwd=ROOT, env=self.environment, stdout=pipe, stderr=pipe
        )

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def number(self, query: str) -> int:
        return int(str(self.ask(f"SELECT count(*) FROM {query}")[0][0]))

    def job(self) -> tuple[object, ...]:
        """State, done and interruptions of the latest job."""
        return self.ask("SELECT state, done, interruptions FROM archive_job ORDER BY id DESC LIMIT 1")[0]

    def kill_when(self, seen: str, delay: float) -> None:
        """Start the command and kill it `delay` seconds after this query first finds a row."""
        process = self.start()
        deadline = time.monotonic() + 60
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            while (
                not connection.execute(seen).fetchall()
                and process.poll() is None
                and time.monotonic() < deadline
            ):
                time.sleep(0.002)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL, "it was through before it was killed"

    def finish(self) -> str:
        """Run to the end; what the command said on stderr."""
        process = self.start()
        out, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
        assert b"1 jobs finished" in out
        return said.decode()


@pytest.fixture(scope="module")
def migrated(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The tables of the tests' own database in a file: `migrate` then finds most of its work done."""
    from django.db import connection

    path = tmp_path_factory.mktemp("migrated") / "sijil.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as file:
        connection.ensure_connection()
        connection.connection.backup(file)
    return path


def test_a_batch_killed_twice_goes_on_and_does_nothing_twice(tmp_path: Path, migrated: Path) -> None:
    site, dice = Site(tmp_path, "publish", migrated), random.Random(7)
    for kill in (1, 2):
        before = site.job()[1]
        site.kill_when(f"SELECT 1 FROM archive_job WHERE done > {before}", dice.random() * 0.05)
        state, done, interruptions = site.job()
        assert (state, interruptions) == ("running", kill - 1)
        assert int(str(done)) % STEP == 0
        assert site.number("archive_article WHERE status = 'published'") == done, "whole steps, each noted"
    assert "interrupted; it goes on after" in site.finish()
    assert site.job() == ("done", ARTICLES, 2)
    assert site.number("archive_article WHERE status = 'published'") == ARTICLES
    assert site.number("archive_historicalarticle WHERE history_type = '~'") == ARTICLES, "once each"
    ((result,),) = site.ask("SELECT result FROM archive_operation")
    assert f'"changed": {ARTICLES}' in str(result)

    site.run("-c", UNDO)
    site.kill_when("SELECT 1 FROM archive_job WHERE kind = 'undo' AND done > 0", 0)
    state, done, _interruptions = site.job()
    assert state == "running"
    assert 0 < site.number("archive_article WHERE status = 'proposed'") < ARTICLES
    site.finish()
    assert site.job()[0::2] == ("done", 1)
    assert site.number("archive_article WHERE status = 'proposed'") == ARTICLES


def test_a_file_of_corrections_killed_half_way_is_rolled_back_and_then_applied_whole(
    tmp_path: Path, migrated: Path
) -> None:
    site = Site(tmp_path, "corrections", migrated)
    site.kill_when("SELECT 1 FROM archive_job WHERE state = 'running'", 0.15)
    assert site.job() == ("running", 0, 0)
    assert site.number("archive_article WHERE author <> ''") == 0, "the whole file or nothing"
    assert site.number("archive_change") == 0
    assert "interrupted" in site.finish()
    assert site.job() == ("done", ARTICLES, 1)
    assert site.number("archive_article WHERE author = 'سلمى'") == ARTICLES
