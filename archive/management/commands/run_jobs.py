"""`manage.py run_jobs`: does background work that people asked for, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from archive.jobs.run import run_all

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Killed at any moment, the next one goes on after the last whole step."""

    help = "Run background jobs as they come, until SIGTERM. --once ends when nothing is left to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to stay and how often to look."""
        parser.add_argument("--once", action="store_true", help="run what is due, then end")
        parser.add_argument(
            "--interval", type=float, default=2.0, metavar="SECONDS", help="pause between two looks (2)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, sleep, repeat."""
        if options["once"]:
            self.stdout.write(f"{run_all()} jobs finished")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("running jobs as they come; SIGTERM ends it")
        while not stop.is_set():
            close_old_connections()
            try:
                run_all()
            except DatabaseError as error:
                self.stderr.write(f"to be tried again: {error}")
                log.warning("jobs were not run: %s", error)
            stop.wait(max(0.05, options["interval"]))
        self.stdout.write("stopped")
