"""The search page as an HTTP response of one gunicorn worker. Starts the site on the benchmark's archive."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import site
from benchmarks.timing import FROM, Spent, row

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


def page(asked: list[str], engine: str) -> None:
    """Asks for the page of every query twice; the second time counts."""
    with _serving(engine) as (port, worker):
        for spent in ([_ask(port, worker, query) for query in asked] for _ in range(2)):
            last: Spent = spent
    row(f"Sijil, {engine}", "search page as HTTP response, one worker", last)


def _ask(port: int, worker: Path, query: str) -> tuple[float, float]:
    """CPU seconds of the worker and wall seconds of one response."""
    begun = _cpu(worker), time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/search/?" + urlencode({"q": query, "from": FROM}))
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {query!r}")
    return _cpu(worker) - begun[0], time.perf_counter() - begun[1]


def _cpu(worker: Path) -> float:
    """Seconds of the processor that the worker has used, to the hundredth (Linux)."""
    fields = worker.read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _serving(engine: str) -> Iterator[tuple[int, Path]]:
    """The port of the site, and the file with the times of its worker."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    changed = {
        "SIJIL_DEBUG": "False",
        "SIJIL_HTTPS": "False",
        "SIJIL_ALLOWED_HOSTS": "127.0.0.1",
        "SIJIL_RATE_LIMIT": "0",
        "SEARCH_URL": f"{engine}://{site.DATA / engine}",
        "WEB_CONCURRENCY": "1",
        "PORT": str(port),
    }
    environment = os.environ | changed
    for command in (["manage.py", "collectstatic", "--noinput", "--verbosity", "0"],):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "config.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield port, Path(f"/proc/{children[0]}/stat")
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _wait_for(port: int) -> None:
    """Until the site listens. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the site did not start")
