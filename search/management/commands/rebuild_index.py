"""`manage.py rebuild_index`: a new index beside the live one, swapped in when it is complete."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from haystack import connections
from haystack.exceptions import SearchBackendError
from haystack.management.commands.rebuild_index import Command as HaystackCommand
from tqdm import tqdm

from archive.ingest import collector
from archive.models import Article, Outbox
from search.analysing import NotAnalysed, documents, processes
from search.ask import backend
from search.documents import Row
from search.drain import drain
from search.search_indexes import rows

BATCH = 200
"""Articles read, analysed and written at once."""
STOPPED = 130
"""The shell's exit code for a command that Ctrl-C ended."""


class Command(HaystackCommand):
    """Haystack's own command empties the live index first; this one never leaves readers without."""

    help = "Build a new search index from the database and swap it in; the old one serves until then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Haystack's arguments; without --workers their number follows from the cores and the articles."""
        super().add_arguments(parser)
        parser.set_defaults(workers=None)

    def handle(self, **options: Any) -> None:
        """Rebuild every article the public may see, then drain what changed meanwhile."""
        try:
            count = self._rebuild(options)
            # What waited because the old index could not be written need not wait any longer.
            Outbox.objects.update(next_attempt_at=None)
            drain()
        except (SearchBackendError, NotAnalysed) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("stopped; the site goes on with the index it has")
            raise SystemExit(STOPPED) from None
        connections["default"].reset_queries()
        if options.get("verbosity", 1):
            self.stdout.write(f"indexed {count} articles")

    def _rebuild(self, options: dict[str, Any]) -> int:
        """The number of articles in the new index, which is live by then."""
        quiet = options.get("verbosity", 1) == 0 or not sys.stderr.isatty()
        index = backend()
        with index.rebuilding():
            # Asked for with the lock held: what changed before is seen here, what changes later is drained.
            ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
            asked = options.get("workers")
            jobs = processes(len(ids)) if asked is None else max(0, asked)
            chunks = _chunks(ids, options.get("batchsize") or BATCH)
            made = documents(chunks, ngrams=settings.ARABIC_NGRAMS, jobs=jobs)
            bar = tqdm(total=len(ids), unit="article", disable=quiet)
            with closing(made), bar as progress, collector.seldom():
                for batch in made:
                    index.write(batch, [])
                    progress.update(len(batch))
        return len(ids)


def _chunks(ids: list[int], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(ids), size):
        yield rows(ids[start : start + size])
