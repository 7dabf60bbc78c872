"""The gazetteer as search uses it: names, labels and publishers from the database, kept while current.

Edits take effect at once in the process that made them, and within CHECK_SECONDS in the others.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from django.db import DatabaseError
from django.db.models import Count, F, Max, Sum
from django.db.models.functions import Length

from archive.gazetteer.load import load
from archive.gazetteer.sync import entries_from_database
from archive.models import Alias, Campaign, Company, Publisher
from search.arabic import normalize
from search.names import Names

Kind = Literal["company", "campaign", "publisher"]
MODELS: dict[Kind, type[Company | Campaign | Publisher]] = {
    "company": Company,
    "campaign": Campaign,
    "publisher": Publisher,
}
CHECK_SECONDS = 5.0
KEEP_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Label:
    """What a company, a campaign or a publisher is called; its slug where a language has no name for it."""

    slug: str
    name_ar: str
    name_en: str


@dataclass(slots=True)
class _Kept:
    names: Names
    publishers: dict[str, str]
    labels: dict[Kind, dict[int, Label]]
    by_slug: dict[Kind, dict[str, Label]]
    fingerprint: tuple[object, ...]
    digest: bytes
    checked: float
    made: float


_kept: _Kept | None = None


def _fingerprint() -> tuple[object, ...]:
    """Changes with every edit that the history notes and nearly every other; the rest, after KEEP_SECONDS."""
    aliases = Alias.objects.aggregate(
        Count("pk"),
        Max("pk"),
        size=Sum(Length("text") + Length("brand")),
        linked=Sum(F("pk") * F("company_id")),
    )
    counts = [
        model._default_manager.aggregate(Count("pk"), Max("pk"), size=Sum(_length(kind)))
        for kind, model in MODELS.items()
    ]
    noted = [model.history.aggregate(last=Max("history_id"))["last"] for model in (*MODELS.values(), Alias)]
    return (*noted, *aliases.values(), *(value for row in counts for value in row.values()))


def _digest() -> bytes:
    """Of all that is kept, row by row, without making anything of it that would stay in memory."""
    digest = hashlib.sha256()
    for model in (*MODELS.values(), Alias, Campaign.companies.through):
        columns = [field.attname for field in model._meta.concrete_fields if field.attname != "shipped"]
        for row in model._default_manager.order_by("pk").values_list(*columns).iterator():
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _publishers(labels: dict[int, Label]) -> dict[str, str]:
    """Every name of every publisher, folded → slug."""
    named = Publisher.objects.exclude(spellings=[]).values_list("slug", "spellings")
    others = {fold(name): slug for slug, names in named for name in names}
    return others | {fold(label.name_ar): label.slug for label in labels.values()}


def _length(kind: Kind) -> Any:
    return Length("name" if kind == "publisher" else "name_ar") + Length("name_en") + Length("slug")


def _labels(kind: Kind, **which: Any) -> dict[int, Label]:
    arabic = "name" if kind == "publisher" else "name_ar"
    rows = MODELS[kind]._default_manager.filter(**which).order_by()
    return {
        pk: Label(slug, name or slug, name_en or name or slug)
        for pk, slug, name, name_en in rows.values_list("pk", "slug", arabic, "name_en")
    }


def _unchanged(kept: _Kept, now: float) -> bool:
    """Whether every row still says what is kept; it then counts as made now.

    Made anew every hour, its twin would cost each worker ten megabytes for good.
    """
    if kept.digest != _digest():
        return False
    kept.made = now
    return True


def _current() -> _Kept:
    global _kept
    now = time.monotonic()
    if _kept is not None:
        if now - _kept.checked < CHECK_SECONDS:
            return _kept
        _kept.checked = now
        if _kept.fingerprint == _fingerprint() and (
            now - _kept.made < KEEP_SECONDS or _unchanged(_kept, now)
        ):
            return _kept
    labels = {kind: _labels(kind) for kind in MODELS}
    _kept = _Kept(
        names=Names(entries_from_database()),
        publishers=_publishers(labels["publisher"]),
        labels=labels,
        by_slug={kind: {label.slug: label for label in of.values()} for kind, of in labels.items()},
        fingerprint=_fingerprint(),
        digest=_digest(),
        checked=now,
        made=now,
    )
    return _kept


def _none() -> tuple[dict[Kind, dict[int, Label]], dict[Kind, dict[str, Label]]]:
    return {kind: {} for kind in MODELS}, {kind: {} for kind in MODELS}


@contextmanager
def shipped_if_empty() -> Iterator[None]:
    """Inside the block, the gazetteer that ships with the project where the database has none."""
    global _kept
    try:
        empty = not Company.objects.exists()
    except DatabaseError:
        empty = True
    if empty:
        _kept = _Kept(Names(load()), {}, *_none(), (), b"", checked=math.inf, made=math.inf)
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


def labels(kind: Kind, slugs: Iterable[str]) -> dict[str, Label]:
    """What these are called, by slug; unknown ones are left out. Asks the database only about new ones."""
    known, wanted = _current().by_slug[kind], list(slugs)
    found = {slug: known[slug] for slug in wanted if slug in known}
    if len(found) < len(wanted):
        missing = [slug for slug in wanted if slug not in known]
        found |= {label.slug: label for label in _labels(kind, slug__in=missing).values()}
    return found


def numbered(kind: Kind, keys: Iterable[int]) -> dict[int, Label]:
    """The same by primary key."""
    known, wanted = _current().labels[kind], set(keys)
    if wanted <= known.keys():
        return known
    return known | _labels(kind, pk__in=wanted - known.keys())


def publishers_named(value: str) -> tuple[str, ...]:
    """Slugs of the publishers whose name is, or else contains, `value`; or whose slug it is."""
    known = _current().publishers
    wanted = fold(value)
    if wanted in known:
        return (known[wanted],)
    if value in known.values():
        return (value,)
    return tuple(slug for name, slug in known.items() if wanted and wanted in name)
