"""A file of corrections compared with the archive: what each row would change, or why it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from archive.corrections.fields import Misread, date_of, field_of, status_of, text_of
from archive.corrections.read import Row, rows
from archive.hidden_past import masked
from archive.ingest.textkey import text_key
from archive.models import Article, Campaign, Company, Mention, Publisher
from archive.operations.hidden import Hidden
from archive.redirects import current

CHUNK = 500
_OURS = re.compile(r"(?:https?://[^/]+)?/articles/(\d{1,18})/?(?:[?#].*)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: of which article (0: unknown) which field, before and after as a person reads them.

    `fault`: a code of why nothing can be done, or empty; `columns`: what to set; `entity`: for tags, the
    kind and the id of what is tagged.
    """

    line: int
    article: int
    field: str
    before: str
    after: str
    fault: str = ""
    columns: tuple[tuple[str, Any], ...] = ()
    entity: tuple[str, int] | None = None

    @property
    def changes(self) -> bool:
        """Whether it would change anything."""
        return not self.fault and self.before != self.after


class Plan:
    """Reads what all files need once: publishers, companies, campaigns."""

    def __init__(self) -> None:
        self.hidden = Hidden()
        publishers = list(Publisher.objects.all())
        self.publishers: dict[str, Publisher] = {}
        for row in publishers:
            for name in (*row.spellings, row.name):
                self.publishers[text_key(name)] = row
        self.publishers |= {row.slug: row for row in publishers}
        self.entities: dict[str, list[tuple[str, int]]] = {}
        for kind, model in (("company", Company), ("campaign", Campaign)):
            for slug, pk in model._default_manager.values_list("slug", "pk"):
                self.entities.setdefault(slug, []).append((kind, pk))
                self.entities.setdefault(f"{kind}:{slug}", []).append((kind, pk))

    def corrections(self, data: bytes) -> Iterator[Correction]:
        """What each row would do, in a constant number of queries for every 500. Raises Unreadable."""
        seen: set[tuple[int, str, str]] = set()
        found = rows(data)
        while part := list(islice(found, CHUNK)):
            keys = self._articles(part)
            articles = Article.objects.defer("body").select_related("publisher").in_bulk(keys.values())
            self.hidden.learn(pk for pk, article in articles.items() if article.is_redacted)
            tags = _tags(part, keys)
            for row in part:
                yield self._one(row, articles.get(keys.get(row.key, 0)), tags, seen)

    def _articles(self, part: Sequence[Row]) -> dict[str, int]:
        """The key of each row → the article it means: by id, by its address here, by its source."""
        ids = {row.key: int(row.key) for row in part if row.key.isascii() and row.key.isdigit()}
        ids = {key: pk for key, pk in ids.items() if pk < 2**63}
        for row in part:
            if ours := _OURS.fullmatch(row.key):
                ids[row.key] = int(ours[1])
        links = {row.key for row in part} - ids.keys()
        known = Article.objects.filter(source_url__in=links).order_by("-pk")
        by_link = {url: pk for url, pk in known.values_list("source_url", "pk") if url}
        moved = current("article", map(str, ids.values()))
        return by_link | {key: int(moved.get(str(pk), pk)) for key, pk in ids.items()}

    def _one(
        self, row: Row, article: Article | None, tags: set[tuple[int, str, int]], seen: set[Any]
    ) -> Correction:
        if row.fault or article is None:
            return Correction(row.line, 0, row.field, row.key, row.value, row.fault or "article")
        try:
            field = field_of(row.field)
            made = self._read(row, article, field, tags)
        except Misread as why:
            return Correction(row.line, article.pk, row.field, "", row.value, str(why))
        place = (article.pk, field, row.value if made.entity else "")
        if place in seen:
            return Correction(row.line, article.pk, row.field, "", row.value, "twice")
        seen.add(place)
        return made

    def _read(self, row: Row, article: Article, field: str, tags: set[tuple[int, str, int]]) -> Correction:
        if field in ("tag", "untag"):
            kind, pk = self._entity(row.value)
            wears = (article.pk, kind, pk) in tags
            words = {True: row.value, False: ""}
            wanted = words[field == "tag"]
            return Correction(row.line, article.pk, field, words[wears], wanted, entity=(kind, pk))
        before, after, columns = self._columns(article, field, row.value)
        return Correction(row.line, article.pk, field, before, after, columns=tuple(columns.items()))

    def _columns(self, article: Article, field: str, value: str) -> tuple[str, str, dict[str, Any]]:
        """The value before and after, in words, and the columns to set. Raises Misread."""
        if field == "publisher":
            publisher = self._publisher(value)
            name = publisher.name if publisher else ""
            before = article.publisher.name if article.publisher else ""
            return before, name, {"publisher_id": publisher.pk if publisher else None}
        if field == "published_on":
            day, precision = date_of(value)
            return (
                _date(article.published_on, article.date_precision),
                _date(day, precision),
                {"published_on": day.isoformat() if day else None, "date_precision": precision},
            )
        after = status_of(value) if field == "status" else text_of(field, value)
        if article.is_redacted:
            after = masked({field: after}, self.hidden.passages(article.pk))[field]
        return str(getattr(article, field)), after, {field: after}

    def _publisher(self, value: str) -> Publisher | None:
        if not value:
            return None
        found = self.publishers.get(value) or self.publishers.get(text_key(value))
        if found is None:
            moved = current("publisher", [value]).get(value)
            found = self.publishers.get(moved) if moved else None
        if found is None:
            raise Misread("publisher")
        return found

    def _entity(self, value: str) -> tuple[str, int]:
        found = self.entities.get(value.strip().casefold(), [])
        if len(found) != 1:
            raise Misread("slugs" if found else "slug")
        return found[0]


def _tags(part: Sequence[Row], keys: dict[str, int]) -> set[tuple[int, str, int]]:
    """(article, kind, entity) of every counted tag of the articles of tag rows."""
    wanted = {keys.get(row.key, 0) for row in part if row.field.strip().casefold() in _TAG_NAMES}
    rows = Mention.objects.counted().filter(article__in=wanted) if wanted else Mention.objects.none()
    found = rows.order_by().values_list("article_id", "company_id", "campaign_id").distinct()
    return {(pk, "company" if c else "campaign", c or campaign or 0) for pk, c, campaign in found}


_TAG_NAMES = frozenset({"tag", "untag", "وسم", "نزع وسم"})


def _date(day: Any, precision: str) -> str:
    """A date as it is written in a file: as much as is known."""
    length = {"day": 10, "month": 7, "year": 4}.get(precision, 0)
    return day.isoformat()[:length] if day else ""
