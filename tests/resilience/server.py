"""A real gunicorn over an archive of its own, and what its processes hold."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.backup.site import ROOT, Site


class Server:
    """gunicorn's master process and its address."""

    def __init__(self, site: Site, workers: int) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        settings = {"PORT": str(self.port), "WEB_CONCURRENCY": str(workers), "SIJIL_RATE_LIMIT": "0"}
        self.log = site.data / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "config.wsgi:application"],
                cwd=ROOT,
                env=site.environment | settings,
                stdout=log,
                stderr=log,
            )

    def get(self, address: str, seconds: float = 30) -> tuple[int, bytes]:
        """Status and body of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def errors(self) -> list[str]:
        """The last lines of the log that speak of an error."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line[-2000:] for line in lines if '"level": "error"' in line][-3:]

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def memory(self) -> dict[int, int]:
        """Bytes in memory of each worker."""
        pages = {pid: int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.workers()}
        return {pid: count * os.sysconf("SC_PAGE_SIZE") for pid, count in pages.items()}

    def descriptors(self) -> dict[int, int]:
        """Open files of each worker."""
        return {pid: len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in self.workers()}


@contextmanager
def serving(site: Site, workers: int = 2) -> Iterator[Server]:
    """The server, once it answers; ended afterwards."""
    server = Server(site, workers)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                if server.get("/healthz")[0] == 200:
                    break
            except OSError:
                assert server.process.poll() is None, server.log.read_text()
                assert time.monotonic() < deadline, server.log.read_text()
                time.sleep(0.1)
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(60)
