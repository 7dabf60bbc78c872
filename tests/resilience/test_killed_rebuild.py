"""`manage.py rebuild_index` stopped, or robbed of the process beside it: the old index serves on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
import random, django
django.setup()
from django.core.management import call_command
from archive import changes
from archive.models import Article, Outbox
changes.changed.receivers = []
call_command("migrate", verbosity=0)
dice = random.Random(1)
words = ["".join(dice.choices("ابتجحدرزسشصطعفقكلمنهوي", k=6)) for _ in range(5000)]
texts = [" ".join(dice.choices(words, k=8000)) for _ in range(200)]
Article.objects.bulk_create(Article(title="خبر", body=text, text_hash=str(n)) for n, text in enumerate(texts))
call_command("rebuild_index", interactive=False, verbosity=0)
"""


class Site:
    """A data folder of its own with an index on tantivy, and the command that makes it anew."""

    def __init__(self, folder: Path) -> None:
        self.index = folder / "index"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIJIL_")}
        self.environment = kept | {
            "SIJIL_DATA_DIR": str(folder),
            "SIJIL_SECRET_KEY": "x",
            "SEARCH_URL": f"tantivy://{self.index}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONWARNINGS": "ignore",
        }
        self.environment.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=self.environment, check=True)
        self.live: set[str] = set()

    def generations(self) -> set[str]:
        return {path.name for path in self.index.glob("g*")}

    def start(self) -> subprocess.Popen[str]:
        """The command, in a group of its own as a terminal would start it, with a process beside it.

        What was live before is noted.
        """
        self.live = self.generations()
        command = [sys.executable, "manage.py", "rebuild_index", "--noinput", "--workers", "1", "-b", "4"]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def processes(self) -> dict[int, bytes]:
        """The processes of this machine that work on this site: pid → command line."""
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if os.fsencode(self.index) in (place / "environ").read_bytes():
                    found[int(place.name)] = (place / "cmdline").read_bytes()
        return found

    def worker(self) -> int:
        """Waits for the process that analyses."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for pid, command in self.processes().items():
                if b"spawn_main" in command:
                    return pid
            time.sleep(0.01)
        raise AssertionError("no process was started")

    def ends(self) -> None:
        """Waits until none of its processes is left."""
        deadline = time.monotonic() + 20
        while left := self.processes():
            assert time.monotonic() < deadline, left
            time.sleep(0.02)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("rebuilt"))
    yield made
    assert not made.processes()


def check(site: Site) -> subprocess.CompletedProcess[bytes]:
    """What `check_index` says of the live index."""
    command = [sys.executable, "manage.py", "check_index"]
    return subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True)


def assert_nothing_is_left(site: Site, said: str) -> None:
    """A rebuild that was ended: no process, no half index, no traceback, and the old index serves."""
    assert "Traceback" not in said
    site.ends()
    assert site.generations() == site.live
    assert check(site).returncode == 0


# Seconds after the process is there: while it starts, and while it analyses.
@pytest.mark.parametrize("delay", [0.0, 0.5])
def test_a_killed_process_ends_the_rebuild_and_the_old_index_serves(site: Site, delay: float) -> None:
    command = site.start()
    worker = site.worker()
    time.sleep(delay)
    os.kill(worker, signal.SIGKILL)
    _out, said = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "a process at work for this one died" in said
    assert_nothing_is_left(site, said)


@pytest.mark.parametrize("delay", [0.0, 0.5])
def test_ctrl_c_ends_every_process_and_the_old_index_serves(site: Site, delay: float) -> None:
    command = site.start()
    site.worker()
    time.sleep(delay)
    os.killpg(command.pid, signal.SIGINT)
    _out, said = command.communicate(timeout=60)
    assert command.returncode == 130
    assert "stopped" in said
    assert_nothing_is_left(site, said)


def test_the_process_ends_with_a_killed_rebuild_and_the_next_one_goes_through(site: Site) -> None:
    command = site.start()
    site.worker()
    time.sleep(0.5)
    command.kill()
    command.communicate(timeout=60)
    site.ends()
    assert check(site).returncode == 0, "the old one serves"
    again = site.start()
    out, said = again.communicate(timeout=60)
    assert again.returncode == 0, said
    assert "indexed 200 articles" in out
    assert site.generations().isdisjoint(site.live)
    assert len(site.generations()) == 1, "nor is what was begun left"
    assert check(site).returncode == 0
