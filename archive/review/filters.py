"""The queue's filters as parameters of an address: `need=date&publisher=3&added=2026-11-23`."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from archive.review.needs import Need
from archive.review.queue import Filters

LARGEST = 2**62


def read(params: QueryDict) -> Filters:
    """The filters of an address; a value that makes no sense is as if it were absent."""
    name = params.get("need", "").upper()
    return Filters(
        need=Need[name] if name in Need.__members__ else None,
        publisher=whole(params.get("publisher", "")),
        added=_day(params.get("added", "")),
    )


def whole(text: str) -> int | None:
    """A whole number that a database takes, or None."""
    return int(text) if text.isascii() and text.isdigit() and int(text[:20]) < LARGEST else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def query(filters: Filters, **more: Any) -> str:
    """The filters as a query string with its question mark, empty where there is nothing to say."""
    values = {
        "need": (filters.need.name or "").lower() if filters.need else None,
        "publisher": filters.publisher,
        "added": filters.added.isoformat() if filters.added else None,
        **more,
    }
    said = urlencode({name: value for name, value in values.items() if value is not None})
    return f"?{said}" if said else ""
