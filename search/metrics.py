"""`/metrics`: what the archive is doing, for Prometheus (text format 0.0.4).

Answered to the machine itself, asked directly and not through a proxy, and to whoever knows the token in
SIJIL_METRICS_TOKEN; 403 to others. How much is searched and how often is not for everybody.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from itertools import accumulate

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.models import Article, Capture, Outbox
from archive.serving import records
from archive.serving.addresses import is_loopback
from archive.serving.counters import BOUNDS
from archive.serving.proxies import UNHEEDED
from archive.serving.requests import shared_counters
from search.ask import backend

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, or 403."""
    if not _may_read(request):
        return HttpResponse("only from this machine, or with the token\n", "text/plain", 403)
    text = "".join(f"{line}\n" for line in (*_requests(), *_archive(), *_safety()))
    return HttpResponse(text, CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def _may_read(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if settings.METRICS_TOKEN and hmac.compare_digest(given, settings.METRICS_TOKEN.encode()):
        return True
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and not request.META.get(UNHEEDED)


def _metric(name: str, kind: str, about: str, *rows: tuple[str, float]) -> Iterator[str]:
    """One metric: its description, then a line for each (labels, value)."""
    yield f"# HELP sijil_{name} {about}"
    yield f"# TYPE sijil_{name} {kind}"
    for labels, value in rows:
        yield f"sijil_{name}{labels} {value:.15g}"


def _requests() -> Iterator[str]:
    try:
        requests, buckets, seconds = shared_counters().read()
    except OSError:
        return
    rows = [(f'{{kind="{kind}",status="{status}"}}', n) for (kind, status), n in requests.items() if n]
    yield from _metric("requests_total", "counter", "Requests answered.", *rows)
    bounds = [*map(str, BOUNDS), "+Inf"]
    yield from _metric("search_seconds", "histogram", "Time to answer a search page.")
    for bound, count in zip(bounds, accumulate(buckets), strict=True):
        yield f'sijil_search_seconds_bucket{{le="{bound}"}} {count}'
    yield f"sijil_search_seconds_sum {seconds:.6f}"
    yield f"sijil_search_seconds_count {sum(buckets)}"


def _archive() -> Iterator[str]:
    try:
        waiting = Outbox.objects.aggregate(since=Min("changed_at"))["since"]
        age = (timezone.now() - waiting).total_seconds() if waiting else 0
        articles = [(f'{{status="{s}"}}', Article.objects.filter(status=s).count()) for s in Article.Status]
        captures, queue = Capture.objects.count(), Outbox.objects.count()
    except DatabaseError:
        yield from _metric("database_up", "gauge", "Whether the database can be read.", ("", 0))
        return
    yield from _metric("database_up", "gauge", "Whether the database can be read.", ("", 1))
    yield from _metric("articles", "gauge", "Articles by status.", *articles)
    yield from _metric("captures", "gauge", "Captured files.", ("", captures))
    yield from _metric("queue", "gauge", "Changes that are not in the search index yet.", ("", queue))
    yield from _metric("queue_oldest_seconds", "gauge", "Age of the oldest of them.", ("", max(0, age)))
    up = 0 if backend().problem() else 1
    yield from _metric("index_up", "gauge", "Whether the search index can be read.", ("", up))


def _safety() -> Iterator[str]:
    """When the last backup was made and the archive last verified; a metric is absent where it never was."""
    if backup := records.last("backup"):
        at = backup["at"].timestamp()
        yield from _metric("last_backup_timestamp_seconds", "gauge", "End of the last backup.", ("", at))
    if check := records.last("verification"):
        at, faults = check["at"].timestamp(), check.get("faults", 0)
        about = "End of the last verify_archive."
        yield from _metric("last_verification_timestamp_seconds", "gauge", about, ("", at))
        yield from _metric("last_verification_faults", "gauge", "What it found.", ("", faults))
