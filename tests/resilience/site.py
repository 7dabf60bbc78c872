"""The whole site as it is deployed: gunicorn workers, an index worker, people who write and who read."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
MARKERS = 12
MARKER = "مرساة"
"""A word of MARKERS articles that nobody changes."""
SET_UP = f"""
import django; django.setup()
from django.core.management import call_command
from tests.factory import article
call_command("migrate", verbosity=0)
for number in range({MARKERS}):
    article(f"خبر {{number}}", "{MARKER} نظم العمال إضرابا", companies=["google"])
call_command("rebuild_index", interactive=False, verbosity=0)
"""
WRITE = """
import random, sys, time, django
django.setup()
from django.db import transaction
from archive.models import Article
from tests.factory import article
seed, count, pause = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
chance, mine = random.Random(seed), []
for number in range(count):
    with transaction.atomic():
        mine.append(article(f"جديد {seed} {number}", "عريضة الموظفين", companies=["amazon"]).pk)
    if number % 4 == 3:
        changed = Article.objects.get(pk=chance.choice(mine))
        changed.body = f"مقاطعة {number}"
        changed.save()
    if number % 6 == 5:
        Article.objects.get(pk=mine.pop(0)).delete()
    time.sleep(pause)
print(len(mine))
"""


class Site:
    """A site in a folder of its own. `environment`: settings beside the defaults of a test."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = _free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIJIL_")}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONWARNINGS": "ignore",
            "PYTHONPATH": str(ROOT),
            "PORT": str(self.port),
            "SIJIL_DATA_DIR": str(folder),
            "SIJIL_SECRET_KEY": "signs nothing but the tests",
            "SIJIL_DEBUG": "True",
            "SIJIL_RATE_LIMIT": "0",
            **environment,
        }
        self.running: list[subprocess.Popen[str]] = []
        self.run("-c", SET_UP)

    def run(self, *arguments: str) -> str:
        """Run Python with arguments to its end; its output. Raises CalledProcessError."""
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def manage(self, *arguments: str) -> str:
        """Run a management command to its end; its output. Raises CalledProcessError."""
        return self.run("manage.py", *arguments)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start Python with arguments beside the test."""
        command = [sys.executable, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)
        self.running.append(process)
        return process

    def open(self, workers: int) -> None:
        """Start gunicorn and the index worker, and wait until pages are served."""
        self.environment["WEB_CONCURRENCY"] = str(workers)
        self.start("-m", "gunicorn", "--config", "gunicorn.conf.py", "--log-level", "error", "config.wsgi")
        self.start("manage.py", "index_worker", "--interval", "0.3")
        deadline = time.monotonic() + 30
        while self.get("/healthz")[0] != 200:
            assert time.monotonic() < deadline, "the site does not come up"
            time.sleep(0.1)

    def writer(self, seed: int, count: int, pause: float) -> subprocess.Popen[str]:
        """Somebody who adds `count` articles, edits and deletes some, with pauses in seconds between."""
        return self.start("-c", WRITE, str(seed), str(count), str(pause))

    def get(self, address: str) -> tuple[int, bytes]:
        """Status and body of a page; status 0 where nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=30) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()
        except (URLError, OSError):
            return 0, b""

    def close(self) -> None:
        """End everything that was started."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.communicate(timeout=40)

    def settles(self, seconds: float) -> None:
        """Wait until index and database agree by `check_index`, without any repair."""
        deadline = time.monotonic() + seconds
        while said := self._drift():
            assert time.monotonic() < deadline, said
            time.sleep(0.5)

    def _drift(self) -> str:
        """What `check_index` says if index and database differ."""
        try:
            self.manage("check_index")
        except subprocess.CalledProcessError as error:
            return str(error.stdout)
        return ""


class Readers:
    """Threads that search one site again and again until they are stopped; what they saw is counted."""

    def __init__(self, site: Site, count: int) -> None:
        self.site = site
        self.statuses: Counter[int] = Counter()
        self.totals: Counter[int] = Counter()
        """Numbers of articles that were said to have the marker."""
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(count)]
        for thread in self._threads:
            thread.start()

    def _read(self, number: int) -> None:
        pages = ("/search/?q=" + quote("إضراب"), "/search/?company=amazon&sort=newest", "/articles/1/", "/")
        while not self._stop.is_set():
            status, body = self.site.get("/api/v1/articles?q=" + quote(MARKER))
            self.statuses[status] += 1
            if status == 200:
                self.totals[json.loads(body)["count"]] += 1
            number += 1
            self.statuses[self.site.get(pages[number % len(pages)])[0]] += 1

    def stop(self) -> None:
        """End them."""
        self._stop.set()
        for thread in self._threads:
            thread.join()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
