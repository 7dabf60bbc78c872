"""Each request gets an id, is counted, and, where it failed or was asked for, is noted in the log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.serving.counters import Counters
from archive.serving.logs import accepted, request_id

log = logging.getLogger("archive.requests")
KINDS = {
    "search": "search",
    "timeline": "search",
    "suggest": "suggest",
    "search-export": "export",
    "search-feed": "export",
    "article": "article",
    "article-original": "article",
    "article-versions": "article",
    "article-cite": "article",
    "healthz": "machine",
    "metrics": "machine",
    "robots": "machine",
    "sitemap": "machine",
    "sitemap-part": "machine",
}
"""Name of an address → what `counters.KINDS` calls its requests; other addresses go by their path."""


@lru_cache(maxsize=4)
def counters(path: Path) -> Counters:
    """The counters in this file, one object a process."""
    return Counters(path)


def shared_counters() -> Counters:
    """The site's counters."""
    return counters(Path(settings.DATA_DIR) / "run" / "counters")


def kind_of(request: HttpRequest) -> str:
    """What a request was for, once it was answered."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if name in KINDS:
        return KINDS[name]
    for prefix, kind in (("/api/", "api"), ("/admin/", "admin")):
        if request.path.startswith(prefix):
            return kind
    return "page"


class Requests:
    """Sets `X-Request-ID`, counts, and logs errors: the route's name and the time, nothing of the reader.

    With SIJIL_LOG_REQUESTS every request is logged so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(accepted(request.META.get("HTTP_X_REQUEST_ID", "")))
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            self._note(request, response.status_code, time.perf_counter() - begun)
        finally:
            request_id.reset(token)
        return response

    def _note(self, request: HttpRequest, status: int, seconds: float) -> None:
        kind = kind_of(request)
        try:
            shared_counters().count(kind, status, seconds)
        except OSError as error:
            log.error("requests are not counted: %s", error)
        if settings.LOG_REQUESTS or status >= 500:
            match = request.resolver_match
            route = match.view_name if match else ""
            fields = {
                "method": request.method,
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
            }
            log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"fields": fields})
