"""The gazetteer as search uses it: names and publishers from the database, kept while they are current.

Edits take effect at once in the process that made them, and within CHECK_SECONDS in the others.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, F, Max, Sum
from django.db.models.functions import Length

from archive.gazetteer.load import load
from archive.gazetteer.sync import entries_from_database
from archive.models import Alias, Campaign, Company, Publisher
from search.arabic import normalize
from search.names import Names

CHECK_SECONDS = 5.0
KEEP_SECONDS = 60.0


@dataclass(slots=True)
class _Kept:
    names: Names
    publishers: dict[str, str]
    fingerprint: tuple[object, ...]
    checked: float
    made: float


_kept: _Kept | None = None


def _fingerprint() -> tuple[object, ...]:
    """Changes with nearly every edit; what it misses is seen after KEEP_SECONDS."""
    aliases = Alias.objects.aggregate(Count("pk"), Max("pk"), size=Sum(Length("text") + Length("brand")))
    counts = [
        model._default_manager.aggregate(Count("pk"), Max("pk")) for model in (Company, Campaign, Publisher)
    ]
    ids = Alias.objects.aggregate(linked=Sum(F("pk") * F("company_id")))
    return (*aliases.values(), *ids.values(), *(value for row in counts for value in row.values()))


def _publishers() -> dict[str, str]:
    """Every name of every publisher, folded → slug."""
    rows = list(Publisher.objects.all())
    others = {fold(name): row.slug for row in rows for name in row.spellings}
    return others | {fold(row.name): row.slug for row in rows}


def _current() -> _Kept:
    global _kept
    now = time.monotonic()
    if _kept is not None:
        if now - _kept.checked < CHECK_SECONDS:
            return _kept
        _kept.checked = now
        if now - _kept.made < KEEP_SECONDS and _kept.fingerprint == _fingerprint():
            return _kept
    _kept = _Kept(
        names=Names(entries_from_database()),
        publishers=_publishers(),
        fingerprint=_fingerprint(),
        checked=now,
        made=now,
    )
    return _kept


@contextmanager
def shipped_if_empty() -> Iterator[None]:
    """Inside the block, the gazetteer that ships with the project where the database has none."""
    global _kept
    try:
        empty = not Company.objects.exists()
    except DatabaseError:
        empty = True
    if empty:
        _kept = _Kept(Names(load()), {}, (), checked=math.inf, made=math.inf)
    try:
        yield
    finally:
        if empty:
            forget()


def forget(**_kwargs: Any) -> None:
    """Drop what is kept; a receiver of model signals."""
    global _kept
    _kept = None


def fold(name: str) -> str:
    """A name without what spelling adds."""
    return " ".join(normalize(name).split())


def names() -> Names:
    """Companies and campaigns with all their spellings."""
    return _current().names


def publishers_named(value: str) -> tuple[str, ...]:
    """Slugs of the publishers whose name is, or else contains, `value`; or whose slug it is."""
    known = _current().publishers
    wanted = fold(value)
    if wanted in known:
        return (known[wanted],)
    if value in known.values():
        return (value,)
    return tuple(slug for name, slug in known.items() if wanted and wanted in name)
