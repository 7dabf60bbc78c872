"""Brings the index up to date with the outbox: after a commit, by a worker, or by `check_index`."""

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
from search.search_indexes import document

log = logging.getLogger(__name__)
BATCH = 500
LONGEST_WAIT = timedelta(minutes=10)


def drain() -> int:
    """Index what the outbox names until it is empty; returns the number of articles brought up to date.

    Raises SearchBackendError where the index cannot be written; the rows stay, to be tried again.
    """
    done = 0
    while True:
        now = timezone.now()
        due = Outbox.objects.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
        rows = dict(due.order_by("changed_at", "article_id").values_list("article_id", "revision")[:BATCH])
        if not rows:
            return done
        try:
            _index(list(rows))
        except SearchBackendError as error:
            _postpone(rows, str(error))
            raise
        for article_id, revision in rows.items():
            # A row that changed meanwhile has a higher revision and stays for the next round.
            Outbox.objects.filter(article_id=article_id, revision=revision).delete()
        done += len(rows)


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


def after_commit(**_kwargs: Any) -> None:
    """Receiver of `archive.changes.changed`: drain, but never fail the change that caused it."""
    try:
        drain()
    except (SearchBackendError, DatabaseError) as error:
        log.warning("the search index was not updated: %s", error)
