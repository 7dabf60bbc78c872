"""Brings the index up to date with the outbox: after a commit, by a worker, or by `check_index`.

One drain at a time, over all processes: from reading the outbox to deleting its rows a drain holds the
index's write lock. Otherwise a slow drain could write an article as it was before a faster one.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.db.models import F, Q
from django.utils import timezone
from haystack.exceptions import SearchBackendError

from archive.models import Article, Outbox
from search.ask import backend
from search.backends.base import LockedIndex
from search.search_indexes import document

log = logging.getLogger(__name__)
BATCH = 500
LONGEST_WAIT = timedelta(minutes=10)
PATIENCE = 2.0
"""Seconds that saving an article waits for another writer; whoever has the lock drains our change too."""


def drain(seconds: float | None = None) -> int:
    """Index what the outbox names until nothing is due; returns the number of articles brought up to date.

    `seconds`: how long to wait for another writer, None for the engine's own patience. Raises
    SearchBackendError where the index cannot be written (LockedIndex: in time); the rows stay for later.
    """
    done = 0
    while _due().exists():
        with backend().exclusive(seconds):
            done += _drain_batch()
    return done


def _due() -> Any:
    now = timezone.now()
    return Outbox.objects.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))


def _drain_batch() -> int:
    """One batch, with the lock held."""
    rows = dict(_due().order_by("changed_at", "article_id").values_list("article_id", "revision")[:BATCH])
    if not rows:
        return 0
    try:
        _begin_if_new()
        _index(list(rows))
    except LockedIndex:
        raise
    except SearchBackendError as error:
        _postpone(rows, str(error))
        raise
    for article_id, revision in rows.items():
        # A row that changed meanwhile has a higher revision and stays for the next round.
        Outbox.objects.filter(article_id=article_id, revision=revision).delete()
    return len(rows)


def _begin_if_new() -> None:
    """Begin an empty index where there has been none, if the outbox names every article it must hold.

    Otherwise it would answer for an archive of which it holds only the latest changes.
    """
    index = backend()
    if not index.absent():
        return
    waiting = Outbox.objects.values("article_id")
    if not Article.objects.published().exclude(pk__in=waiting).exists():
        index.clear()


def _index(ids: list[int]) -> None:
    articles = list(Article.objects.published().with_tags().filter(pk__in=ids))
    gone = set(ids) - {article.pk for article in articles}
    backend().write([document(article) for article in articles], sorted(gone))


def _postpone(rows: dict[int, int], error: str) -> None:
    """Try again later, each time after twice as long."""
    for row in Outbox.objects.filter(article_id__in=rows):
        wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(row.attempts, 10)))
        Outbox.objects.filter(article_id=row.article_id, revision=row.revision).update(
            attempts=F("attempts") + 1, next_attempt_at=timezone.now() + wait, error=error[:1000]
        )


def note(ids: list[int]) -> None:
    """Put articles into the outbox as if they had changed, due at once."""
    Outbox.objects.note(ids, BATCH)


def after_commit(**_kwargs: Any) -> None:
    """Receiver of `archive.changes.changed`: drain, but never fail the change that caused it."""
    try:
        drain(PATIENCE)
    except (SearchBackendError, DatabaseError) as error:
        log.warning("the search index was not updated: %s", error)
