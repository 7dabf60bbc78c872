"""The search index and what waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from archive.models import Article, Outbox
from search.ask import backend
from search.backends.base import IndexUnavailable
from search.doctor.finding import Finding, good, problem, warning
from search.outgrown import outgrown

LATE = timedelta(minutes=10)


def index() -> Iterator[Finding]:
    """Can it be read, and does it hold as many articles as the public may see?"""
    try:
        if found := backend().problem():
            yield problem(
                "index", found, "run `manage.py rebuild_index --noinput`; reading goes on meanwhile"
            )
            return
        stored, public = sum(1 for _row in backend().stored_hashes()), Article.objects.published().count()
        waiting = Outbox.objects.count()
    except (DatabaseError, IndexUnavailable) as error:
        yield problem("index", f"cannot be compared with the database: {error}", "mend the database first")
        return
    if abs(stored - public) > waiting:
        said = f"it holds {stored} articles, the database {public}, and {waiting} changes wait"
        yield problem("index", said, "run `manage.py check_index --repair`")
    else:
        yield good("index", f"{stored} articles")
    if advice := outgrown():
        yield warning("index", str(advice), "see docs/operations.md, “The search index”")


def outbox() -> Iterator[Finding]:
    """Does anything wait for longer than it should?"""
    try:
        waiting, oldest = Outbox.objects.count(), Outbox.objects.order_by("changed_at").first()
    except DatabaseError:
        return  # the database has a check of its own
    if oldest is None:
        yield good("queue", "nothing waits to be indexed")
    elif timezone.now() - oldest.changed_at > LATE:
        why = f", because {oldest.error}" if oldest.error else ""
        do = "does `manage.py index_worker` run? `manage.py check_index --repair` indexes them now"
        yield problem("queue", f"{waiting} changes wait since {oldest.changed_at:%Y-%m-%d %H:%M}{why}", do)
    else:
        yield good("queue", f"{waiting} changes wait, none for long")
