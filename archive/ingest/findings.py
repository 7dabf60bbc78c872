"""Mentions and figures of a draft as rows; what a person judged outlives every newer reading."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from archive.history import bulk, statements
from archive.ingest import draft as read
from archive.ingest.anchors import moved
from archive.models import Article, Campaign, Company, Figure, Mention

EntityKeys = dict[tuple[str, str], int]
"""(kind, slug) → primary key."""
MENTION = ("company_id", "campaign_id", "surface", "in_title", "brand", "state", "rule")
FIGURE = ("kind", "value", "unit", "qualifier", "text")


def entity_keys() -> EntityKeys:
    """Every company and campaign of the archive."""
    keys: EntityKeys = {}
    for kind, model in (("company", Company), ("campaign", Campaign)):
        keys.update({(kind, slug): pk for slug, pk in model._default_manager.values_list("slug", "pk")})
    return keys


def add(stored: Iterable[tuple[Article, read.Draft]], entities: EntityKeys) -> None:
    """Store what the drafts of new articles found.

    Raises KeyError for an entity that the archive does not have.
    """
    pairs = list(stored)
    statements.insert(
        row_of(article, found, entities) for article, draft in pairs for found in draft.mentions
    )
    statements.insert(_figure(article, found) for article, draft in pairs for found in draft.figures)


def renew(article: Article, draft: read.Draft, entities: EntityKeys, title: str, body: str) -> None:
    """Replace what rules found by what the draft found; see `replace`."""
    replace(article, draft.mentions, draft.figures, entities, title, body)


def replace(
    article: Article,
    mentions: Iterable[read.Mention],
    figures: Iterable[read.Figure],
    entities: EntityKeys,
    title: str,
    body: str,
) -> None:
    """Replace what rules found by these, keeping what a person confirmed, rejected or added.

    `title`, `body`: the text before, which the kept mentions' offsets count in; they move to the same
    words of the article's text, and go only where these are gone. A finding in a kept one's place is not
    stored beside it, so a rejected mention stays rejected. What is found again stays the same row.
    """
    by_hand = Q(state__in=(Mention.State.CONFIRMED, Mention.State.REJECTED)) | Q(rule="")
    kept, lost = _moved(article, article.mentions.filter(by_hand), title, body)
    bulk.delete(article.mentions.filter(pk__in=lost))
    wanted = [row_of(article, mention, entities) for mention in mentions]
    new = [row for row in wanted if not any(_same_place(row, other) for other in kept)]
    _exchange(article.mentions.exclude(pk__in=[mention.pk for mention in kept]), new, MENTION)
    _exchange(article.figures.all(), [_figure(article, found) for found in figures], FIGURE)


def _exchange(stored: models.QuerySet[Any], wanted: list[Any], same: tuple[str, ...]) -> None:
    """Make the stored rows the wanted ones. Rows alike in the fields `same` are one, wherever they stand."""
    left: dict[tuple[object, ...], deque[Any]] = defaultdict(deque)
    for row in stored.order_by("start", "pk"):
        left[tuple(getattr(row, name) for name in same)].append(row)
    moved_rows, new = [], []
    for row in sorted(wanted, key=lambda row: row.start):
        known = left[tuple(getattr(row, name) for name in same)]
        if not known:
            new.append(row)
            continue
        found = known.popleft()
        if (found.start, found.end) != (row.start, row.end):
            found.start, found.end = row.start, row.end
            moved_rows.append(found)
    bulk.delete(stored.filter(pk__in=[row.pk for rows in left.values() for row in rows]))
    bulk.save_all(moved_rows, ["start", "end"])
    bulk.add(new)


def _moved(
    article: Article, mentions: Iterable[Mention], title: str, body: str
) -> tuple[list[Mention], list[int]]:
    """The mentions whose words are still there, with their offsets brought up to date; keys of the others."""
    kept, lost, shifted = [], [], []
    for mention in mentions:
        old, new = (title, article.title) if mention.in_title else (body, article.body)
        start = mention.start if old == new else moved(old, new, mention.start, mention.end)
        if start is None:
            lost.append(mention.pk)
            continue
        if start != mention.start:
            mention.end += start - mention.start
            mention.start = start
            shifted.append(mention)
        kept.append(mention)
    bulk.save_all(shifted, ["start", "end"])
    return kept, lost


def _same_place(row: Mention, other: Mention) -> bool:
    """Whether both say the same entity of overlapping words."""
    same = (row.company_id, row.campaign_id, row.in_title) == (
        other.company_id,
        other.campaign_id,
        other.in_title,
    )
    return same and row.start < other.end and other.start < row.end


def row_of(article: Article, found: read.Mention, entities: EntityKeys) -> Mention:
    """A finding as a row, not stored. Raises KeyError for an entity that the archive does not have."""
    key = entities[found.kind, found.slug]
    return Mention(
        article_id=article.pk,
        company_id=key if found.kind == "company" else None,
        campaign_id=key if found.kind == "campaign" else None,
        start=found.start,
        end=found.end,
        surface=found.surface[:300],
        in_title=found.in_title,
        brand=found.brand,
        state=found.state,
        rule=found.rule[:200],
    )


def _figure(article: Article, found: read.Figure) -> Figure:
    return Figure(
        article_id=article.pk,
        kind=found.kind,
        value=found.value,
        unit=found.unit,
        qualifier=found.qualifier,
        text=found.text,
        start=found.start,
        end=found.end,
    )
