"""`manage.py index_worker`: keeps the index up to date with the outbox until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from haystack.exceptions import SearchBackendError

from search.drain import drain

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Ends after the batch it is at on SIGTERM or SIGINT, with exit code 0."""

    help = "Index changes as they come, until SIGTERM. Safe beside web processes and other workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often to look."""
        parser.add_argument(
            "--interval", type=float, default=1.0, metavar="SECONDS", help="pause between two looks (1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Drain, sleep, repeat."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("indexing changes as they come; SIGTERM ends it")
        while not stop.is_set():
            self._look()
            stop.wait(max(0.05, options["interval"]))
        self.stdout.write("stopped")

    def _look(self) -> None:
        """One drain; what fails is said and tried again at the next look."""
        close_old_connections()
        try:
            done = drain()
        except (SearchBackendError, DatabaseError) as error:
            self.stderr.write(f"not indexed, to be tried again: {error}")
            log.warning("the search index was not updated: %s", error)
        else:
            if done:
                self.stdout.write(f"indexed {done}")
