"""A site under load: `python -m tests.resilience.load --requests 20000`. Exits 1 where an answer was wrong.

Eight gunicorn workers, eight readers, a writer and rebuilds of the index, one after the other. Some articles
hold marker words and are never changed; whatever else is written meanwhile, a search for a marker must
always find exactly its articles.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
WORKERS, READERS = 8, 8
MARKERS = {"ضغثقف": 1, "خحجدش": 3, "طظذزر": 7, "ءؤئغع": 12, "صسكمن": 25}
"""Words that no other text has → the number of articles with them."""
PAGES = 10
"""One request in so many asks for the page, the others for the API."""
LONGEST_START = 120.0
FILL = f"""
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from archive.models import Article, Outbox
texts = [f"{{word}} نص ثابت" for word, count in {MARKERS!r}.items() for _ in range(count)]
texts += [f"نص عابر {{number}}" for number in range(150)]
Article.objects.bulk_create(Article(title="خبر", body=body, text_hash=str(n)) for n, body in enumerate(texts))
Outbox.objects.all().delete()
call_command("rebuild_index", interactive=False, verbosity=0)
"""
WRITE = """
import random, sys, time, django; django.setup()
from archive.models import Article
chance, done = random.Random(1), 0
while True:
    if done % 3:
        made = Article.objects.filter(body__startswith="نص عابر").order_by("?").first()
        made.body = f"نص عابر عُدّل {done}"
        made.save()
    else:
        Article.objects.create(title="جديد", body=f"نص عابر جديد {done}", text_hash=f"new{done}")
    done += 1
    print(done, flush=True)
    time.sleep(chance.random() / 20)
"""
REBUILD = """
import time, django; django.setup()
from django.core.management import call_command
done = 0
while True:
    call_command("rebuild_index", interactive=False, verbosity=0)
    done += 1
    print(done, flush=True)
    time.sleep(0.5)
"""


@dataclass
class Load:
    """What the readers met. `wrong`: (marker, status, total found or None) of every answer that was wrong;
    `degraded`: pages answered from the database because the index could not be used.
    """

    wrong: list[tuple[str, int, int | None]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    degraded: int = 0
    writes: int = 0
    rebuilds: int = 0

    def within(self, share: float) -> float:
        """The milliseconds within which this share of the requests was answered."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))] * 1000

    def __str__(self) -> str:
        return (
            f"{len(self.seconds)} requests, {len(self.wrong)} wrong, {self.degraded} degraded, "
            f"{self.writes} writes, {self.rebuilds} rebuilds; "
            f"{self.within(0.5):.0f} ms p50, {self.within(0.95):.0f} ms p95"
        )


def run(folder: Path, engine: str, requests: int, *, rebuilding: bool = False) -> Load:
    """Serve an archive of its own from `folder` and read from it while it is written to."""
    environment = _environment(folder, engine)
    subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=environment, check=True)
    load = Load()
    with _serving(environment) as port, _loop(WRITE, environment) as writes:
        with _loop(REBUILD if rebuilding else "", environment) as rebuilds:
            _read(load, port, requests)
            load.rebuilds = rebuilds()
        load.writes = writes()
    return load


def _environment(folder: Path, engine: str) -> dict[str, str]:
    changed = {
        "SIJIL_DATA_DIR": str(folder),
        "SIJIL_SECRET_KEY": "x",
        "SIJIL_DEBUG": "True",
        "SIJIL_HTTPS": "False",
        "SIJIL_RATE_LIMIT": "0",
        "SEARCH_URL": f"{engine}://{folder / engine}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEB_CONCURRENCY": str(WORKERS),
        "PORT": str(_free_port()),
        "PYTHONWARNINGS": "ignore",
    }
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | changed


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[int]:
    """The site with its workers; its port."""
    options = ["--preload", "--config", "gunicorn.conf.py", "config.wsgi:application"]
    command = [sys.executable, "-m", "gunicorn", *options]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    port = int(environment["PORT"])
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until the site answers. Raises TimeoutError."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if _get(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the site did not start")


@contextmanager
def _loop(code: str, environment: dict[str, str]) -> Iterator[Callable[[], int]]:
    """A process that counts aloud what it has done, at work already; gives what says how far it came."""
    if not code:
        yield lambda: 0
        return
    counted = [0]
    begun = threading.Event()
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:

        def listen() -> None:
            for line in process.stdout or ():
                counted[0] = int(line)
                begun.set()

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            if not begun.wait(LONGEST_START):
                raise TimeoutError("a process of the load did not begin")
            yield lambda: counted[0]
            if process.poll() is not None:
                raise RuntimeError(f"a process of the load ended with {process.returncode}")
        finally:
            process.kill()
            listener.join()


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _read(load: Load, port: int, requests: int) -> None:
    """Every request from several readers at once; each answer is compared with what must be there."""
    left = iter(range(requests))
    guard = threading.Lock()

    def reader(seed: int) -> None:
        chance = random.Random(seed)
        while True:
            with guard:
                number = next(left, None)
            if number is None:
                return
            marker = chance.choice(list(MARKERS))
            begun = time.perf_counter()
            status, total, degraded = _total(port, marker, page=number % PAGES == 0)
            load.seconds.append(time.perf_counter() - begun)
            load.degraded += degraded
            if (status, total) != (200, MARKERS[marker]):
                load.wrong.append((marker, status, total))

    readers = [threading.Thread(target=reader, args=(seed,)) for seed in range(READERS)]
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()


def _total(port: int, marker: str, *, page: bool) -> tuple[int, int | None, bool]:
    """The status, how many articles are found (by the API, or counted on the page), and whether the page
    says that the index was not used.
    """
    if not page:
        status, body = _get(port, f"/api/v1/articles?page_size=1&q={quote(marker)}")
        return status, json.loads(body)["count"] if status == 200 else None, False
    status, body = _get(port, f"/search/?collapse=0&page_size=50&q={quote(marker)}")
    return status, body.count(b"<h3 ") if status == 200 else None, b'<div class="notice">' in body


def main() -> None:
    """Run the load on each engine, with and without rebuilds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--engines", default="whoosh,tantivy")
    options = parser.parse_args()
    failed = False
    for engine in options.engines.split(","):
        for rebuilding in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                load = run(Path(folder), engine, options.requests, rebuilding=rebuilding)
            sys.stdout.write(f"{engine}: {load}\n")
            failed = failed or bool(load.wrong or load.degraded)
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
