"""`manage.py check_index [--repair]`: does the index hold exactly what the database says?"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from haystack.exceptions import SearchBackendError

from archive.models import Article, Outbox
from search.analysis import analyzer
from search.ask import backend
from search.backends.base import IndexUnavailable
from search.documents import content_hash
from search.drain import drain, note

BATCH = 1000
SHOWN = 20


class Command(BaseCommand):
    """Compares by id and content hash; exit 1 on drift, 0 where there is none or it was repaired."""

    help = "Compare the search index with the database; exit 1 on drift. --repair mends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The contract's argument."""
        parser.add_argument(
            "--repair", action="store_true", help="index what is missing or stale, remove what is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, say what differs, and repair if asked."""
        try:
            stored = dict(backend().stored_hashes())
        except IndexUnavailable as error:
            self.stdout.write(str(error))
            if not options["repair"]:
                raise SystemExit(1) from error
            call_command("rebuild_index", interactive=False, verbosity=options["verbosity"])
            return
        stale, gone = _compare(stored)
        pending = Outbox.objects.count()
        for name, ids in (("missing or stale", stale), ("in the index but not published", gone)):
            if ids:
                self.stdout.write(
                    f"{len(ids)} {name}: {', '.join(map(str, ids[:SHOWN]))}{'…' if len(ids) > SHOWN else ''}"
                )
        if not (stale or gone or pending):
            self.stdout.write(f"the index agrees with the database: {len(stored)} articles")
            return
        if pending:
            self.stdout.write(f"{pending} changes wait in the outbox")
        if not options["repair"]:
            raise SystemExit(1)
        self._repair(stale, gone)

    def _repair(self, stale: list[int], gone: list[int]) -> None:
        try:
            # Through the outbox: a repair must not write an article as it was before a newer change.
            note([*stale, *gone])
            Outbox.objects.update(next_attempt_at=None)
            drain()
        except SearchBackendError as error:
            self.stderr.write(str(error))
            raise SystemExit(1) from error
        self.stdout.write("repaired")


def _compare(stored: dict[int, bytes]) -> tuple[list[int], list[int]]:
    """Ids whose stored hash is missing or differs, and ids that should not be in the index."""
    version = analyzer().version
    stale, seen = [], set()
    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        for article in Article.objects.with_tags().filter(pk__in=ids[start : start + BATCH]):
            seen.add(article.pk)
            if stored.get(article.pk) != content_hash(article, version):
                stale.append(article.pk)
    return sorted(stale), sorted(set(stored) - seen)
