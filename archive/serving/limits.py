"""Budgets of searches, exports and the API: 429 with Retry-After for an address that asks too much."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from archive.serving.addresses import reader
from archive.serving.budgets import Budgets

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@lru_cache(maxsize=4)
def _budgets(path: Path) -> Budgets:
    return Budgets(path)


def spend(request: HttpRequest, kind: str, cost: int = 1, *, owed: bool = False) -> int:
    """Take from the reader's budget of this kind; 0, or the seconds to wait.

    With SIJIL_RATE_LIMIT=0 there are no budgets. Where they cannot be counted (a full disk) readers are let
    in and the log says so: a limit must not be what takes the archive down.
    """
    limit = settings.RATE_LIMIT
    if not limit:
        return 0
    address = reader(request.META.get("REMOTE_ADDR", ""))
    try:
        return _budgets(Path(settings.DATA_DIR) / "run" / "budgets").spend(
            address, kind, limit, cost, owed=owed
        )
    except OSError as error:
        log.error("requests are not limited: %s", error)
        return 0


def too_many(request: HttpRequest, wait: int) -> HttpResponseBase:
    """The page that says how long to wait."""
    response = render(request, "errors/429.html", {"wait": wait}, status=429)
    response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def budget(kind: str) -> Callable[[View], View]:
    """Decorate a view whose work costs the budget of this kind one a request."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = spend(request, kind)
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return wrapped  # type: ignore[return-value]  # same arguments, same answer

    return decorate
