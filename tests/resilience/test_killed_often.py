"""kill -9 of ingest at many random points over one folder, then once more: nothing lost, doubled or halved.

SIJIL_KILLS points over SIJIL_KILL_FILES files; the full form is 200 over 2,000. Each run goes on where the
killed one ended, so the points lie all over the folder. Indexing is part of it.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from archive.ingest.copies import BANDS
from benchmarks.ingest_command import page
from tests.backup.site import Site

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("SIJIL_KILLS", "10"))
FILES = int(os.environ.get("SIJIL_KILL_FILES", "200"))
LONGEST = 60.0


def rows(site: Site, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(site.data / "sijil.sqlite3", timeout=20) as connection:
        return connection.execute(query).fetchall()


def count(site: Site) -> int:
    return int(str(rows(site, "SELECT count(*) FROM archive_article")[0][0]))


def assert_whole(site: Site) -> None:
    """Every article has one current capture with its bytes, and all its keys."""
    articles = {pk for (pk,) in rows(site, "SELECT id FROM archive_article")}
    kept = rows(site, "SELECT article_id, sha256 FROM archive_capture WHERE current")
    assert sorted(str(pk) for pk, _sha256 in kept) == sorted(map(str, articles))
    for _pk, sha256 in kept:
        data = (site.data / "captures" / str(sha256)[:2] / str(sha256)).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
    keys = rows(site, "SELECT article_id, count(*) FROM archive_copyband GROUP BY article_id")
    assert dict(keys) == dict.fromkeys(articles, BANDS)


def more_pages(folder: Path, wanted: int) -> None:
    """So many pages in the folder, none like another."""
    for number in range(len(list(folder.iterdir())), wanted):
        (folder / f"{number:05}.txt").write_bytes(page(number, words=60))


def kill(site: Site, pages: Path, dice: random.Random, usual: float) -> tuple[bool, float]:
    """Start a run and kill it: mostly soon after it stored something, sometimes while it starts.

    Whether it was killed before it ended, and the seconds until it stored its first file.
    """
    before, begun = count(site), time.monotonic()
    process = site.start("ingest", str(pages), "-v0")
    if dice.random() < 0.8:
        while count(site) == before and process.poll() is None and time.monotonic() < begun + LONGEST:
            time.sleep(0.002)
        usual = time.monotonic() - begun
        time.sleep(dice.random() * 0.2)
    else:
        time.sleep(dice.random() * usual)
    process.send_signal(signal.SIGKILL)
    _out, error = process.communicate(timeout=60)
    assert "Traceback" not in error, error
    assert count(site) >= before, "nothing that was stored is lost"
    return process.returncode == -signal.SIGKILL, usual


def test_killed_again_and_again(tmp_path: Path) -> None:
    dice, pages, site, usual = random.Random(9), tmp_path / "pages", Site(tmp_path / "data"), 2.0
    pages.mkdir()
    more_pages(pages, FILES)
    assert site.run("migrate", "-v0")[0] == 0
    killed = 0
    while killed < KILLS:
        done, usual = kill(site, pages, dice, usual)
        killed += done
        if killed % 10 == 0:
            assert_whole(site)
        if count(site) == len(list(pages.iterdir())):
            more_pages(pages, count(site) + FILES // 10)
    code, said = site.run("ingest", str(pages))
    assert code == 0, said
    assert count(site) == len(list(pages.iterdir()))
    assert_whole(site)
    assert site.run("check_index", "--repair")[0] == 0
    assert site.run("check_index")[0] == 0
    assert site.run("verify_archive")[0] == 0
