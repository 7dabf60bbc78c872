"""The articles of a page of hits with everything that is shown of them, in three statements.

They are written out here: composing them anew for every page, and decoding the columns that no page of hits
shows, took three quarters of the time. Mentions are counted by the database, and what they name is looked up
in the kept gazetteer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from archive.models import Article, Mention, Publisher
from search import gazetteer
from search.analysis import analyzer
from search.documents import content_hash_of
from search.results import FacetValue

SHOWN = frozenset(
    ("id", "title", "body", "publisher_id", "published_on", "date_precision", "updated_at", "status")
)
"""Columns of an article that pages of hits, feeds and concordances show; others are read when asked for."""
OF_PUBLISHER = frozenset(("id", "slug", "name", "name_en", "rights"))
Made = TypeVar("Made", bound=Model)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An article with its publisher; what it names, each once, most mentioned first, then by slug."""

    article: Article
    companies: list[FacetValue] = field(default_factory=list)
    campaigns: list[FacetValue] = field(default_factory=list)

    def content_hash(self) -> bytes:
        """What an index has stored for the article if it holds it as it is now."""
        companies, campaigns = (sorted(v.slug for v in of) for of in (self.companies, self.campaigns))
        return content_hash_of(self.article, companies, campaigns, analyzer().version)


def fetch(ids: Collection[int]) -> dict[int, Fetched]:
    """The published ones of these articles, by id."""
    if not ids:
        return {}
    articles = _articles(ids)
    publishers = _publishers({one.publisher_id for one in articles if one.publisher_id})
    named = _named(ids)
    for article in articles:
        article.publisher = publishers.get(article.publisher_id or 0)
    return {
        article.pk: Fetched(article, *(named[kind].get(article.pk, []) for kind in ("company", "campaign")))
        for article in articles
    }


def _select(columns: Iterable[str], table: str, among: str, count: int) -> str:
    """`SELECT columns FROM table WHERE among IN (…)`, with `count` places for values."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    places = ", ".join(["%s"] * count)
    name = connection.ops.quote_name(table)
    return f"SELECT {quoted} FROM {name} WHERE {connection.ops.quote_name(among)} IN ({places})"  # noqa: S608 (our own names; values are parameters)


def _rows(statement: str, values: Iterable[int | str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _made(model: type[Made], shown: Collection[str], ids: Collection[int]) -> list[Made]:
    """The rows with these keys as objects of which only the columns `shown` are loaded."""
    wanted = [column for column in model._meta.concrete_fields if column.attname in shown]
    table, names = model._meta.db_table, [one.attname for one in wanted]
    rows = _rows(_select([str(one.column) for one in wanted], table, "id", len(ids)), ids)
    values = [list(column) for column in zip(*rows, strict=True)]
    for place, one in enumerate(wanted[: len(values)]):
        of = one.get_col(table)
        for converter in (*connection.ops.get_db_converters(of), *one.get_db_converters(connection)):
            values[place] = [converter(value, of, connection) for value in values[place]]
    return [model.from_db(connection.alias, names, row) for row in zip(*values, strict=True)]


def _articles(ids: Collection[int]) -> list[Article]:
    """Asked for by their keys alone: with their status too, SQLite goes through two indexes for each."""
    return [one for one in _made(Article, SHOWN, ids) if one.status == Article.Status.PUBLISHED]


def _publishers(ids: Collection[int]) -> dict[int, Publisher]:
    return {one.pk: one for one in _made(Publisher, OF_PUBLISHER, ids)} if ids else {}


def _named(ids: Collection[int]) -> dict[str, dict[int, list[FacetValue]]]:
    """Kind → article → what is counted in it."""
    columns = ("article_id", "company_id", "campaign_id")
    select = _select(columns, Mention._meta.db_table, "article_id", len(ids))
    states = (Mention.State.ASSERTED, Mention.State.CONFIRMED)
    mentions = _rows(f"{select} AND state IN (%s, %s)", (*ids, *states))
    return {
        "company": _counted("company", [(pk, company) for pk, company, _ in mentions if company]),
        "campaign": _counted("campaign", [(pk, campaign) for pk, _, campaign in mentions if campaign]),
    }


def _counted(kind: gazetteer.Kind, pairs: list[tuple[int, int]]) -> dict[int, list[FacetValue]]:
    counts = Counter(pairs)
    labels = gazetteer.numbered(kind, {key for _, key in counts})
    found: dict[int, list[FacetValue]] = {}
    for (pk, key), count in counts.items():
        label = labels.get(key)
        if label:
            found.setdefault(pk, []).append(FacetValue(label.slug, label.name_ar, label.name_en, count))
    for values in found.values():
        values.sort(key=lambda value: (-value.count, value.slug))
    return found
