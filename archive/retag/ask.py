"""Notices which spellings of companies and campaigns change, and asks for the articles to be tagged anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from archive.jobs import start
from archive.models import Alias, Article, Campaign, Company, Job

Spellings = dict[str, str]
"""Text → brand and guard as JSON."""


def spellings_of(entity: Company | Campaign) -> Spellings:
    """The spellings that the database has now."""
    rows = Alias.objects.filter(**{_kind(entity): entity.pk}).values_list("text", "brand", "guard")
    return {text: json.dumps([brand, guard], sort_keys=True) for text, brand, guard in rows}


@contextmanager
def retagging(entities: Sequence[Company | Campaign], user: Any = None) -> Iterator[None]:
    """After the block a job an entity tags the articles that its changed spellings concern.

    Use inside the transaction that changes the spellings. Entities without an id yet have none.
    """
    before = {entity.pk: spellings_of(entity) for entity in entities if entity.pk}
    yield
    for entity in entities:
        was, now = before.get(entity.pk, {}), spellings_of(entity)
        changed = {text for text, _rest in was.items() ^ now.items()}
        if changed:
            ask(entity, sorted(changed), user)


def ask(entity: Company | Campaign, texts: Sequence[str], user: Any = None) -> Job:
    """Have every article that has one of these spellings tagged anew with the entity."""
    params = {"kind": _kind(entity), "entity": entity.pk, "name": entity.name_ar, "spellings": list(texts)}
    return start.ask("retag", params, user, total=Article.objects.count())


def _kind(entity: Company | Campaign) -> str:
    return "company" if isinstance(entity, Company) else "campaign"
