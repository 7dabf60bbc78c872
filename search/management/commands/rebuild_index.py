"""`manage.py rebuild_index`: a new index beside the live one, swapped in when it is complete."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandError
from haystack import connections
from haystack.exceptions import SearchBackendError
from haystack.management.commands.rebuild_index import Command as HaystackCommand
from tqdm import tqdm

from archive.models import Article, Outbox
from search.ask import backend
from search.drain import drain
from search.search_indexes import document

BATCH = 2000


class Command(HaystackCommand):
    """Haystack's own command empties the live index first; this one never leaves readers without."""

    help = "Build a new search index from the database and swap it in; the old one serves until then."

    def handle(self, **options: Any) -> None:
        """Rebuild every article the public may see, then drain what changed meanwhile."""
        articles = Article.objects.published().with_tags().order_by("pk")
        ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
        quiet = options.get("verbosity", 1) == 0 or not sys.stderr.isatty()
        index = backend()
        try:
            with index.rebuilding(), tqdm(total=len(ids), unit="article", disable=quiet) as progress:
                for start in range(0, len(ids), options.get("batchsize") or BATCH):
                    batch = ids[start : start + (options.get("batchsize") or BATCH)]
                    index.write([document(article) for article in articles.filter(pk__in=batch)], [])
                    progress.update(len(batch))
            # What waited because the old index could not be written need not wait any longer.
            Outbox.objects.update(next_attempt_at=None)
            drain()
        except SearchBackendError as error:
            raise CommandError(str(error)) from error
        connections["default"].reset_queries()
        if options.get("verbosity", 1):
            self.stdout.write(f"indexed {len(ids)} articles")
