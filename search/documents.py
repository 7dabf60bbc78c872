"""An article as an engine stores it: space-joined terms of each level, slugs, day, length, hash.

Needs no Django when it runs: processes that only analyse import this and no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from search.arabic import Analyzer
from search.forms import Forms

if TYPE_CHECKING:
    from archive.models import Article

BREAK = "¶"
"""Stands between title and body in every text field, so that no phrase crosses over. No query makes it."""


class Row(NamedTuple):
    """What of an article is indexed. `publisher`: its slug, None without one; the others: slugs, sorted."""

    pk: int
    title: str
    body: str
    publisher: str | None
    published_on: date | None
    companies: Sequence[str]
    campaigns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Document:
    """`text`, `exact`, `stem`, `root`, `gram`: terms of the title, `BREAK`, terms of the body, in order,
    joined by spaces: five strings are handed to another process, and to an engine, a hundred times faster
    than two thousand.

    `day`: `date.toordinal()` of the publication date, 0 for none; `length`: number of tokens;
    `content_hash`: 32 bytes, SHA-256 of everything above and the analyser's version; `forms`: the body's
    analysis as `search.forms.Forms` packs it, or empty.
    """

    id: int
    text: str
    exact: str
    stem: str
    root: str
    gram: str
    company: tuple[str, ...]
    campaign: tuple[str, ...]
    publisher: tuple[str, ...]
    day: int
    length: int
    content_hash: bytes
    forms: bytes = b""


def terms_of(joined: str) -> list[str]:
    """The terms of a text field, one by one."""
    return joined.split(" ") if joined else []


def sections(joined: str) -> list[str]:
    """The terms of the title and of the body; a level without `BREAK` is one section."""
    title, middle, body = joined.partition(BREAK)
    return [title.rstrip(" "), body.lstrip(" ")] if middle else [joined]


def encodable(text: str) -> str:
    """The text without lone surrogates, as UTF-8 can hold it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def slugs_of(article: Article) -> tuple[list[str], list[str]]:
    """Slugs of the companies and campaigns counted in an article fetched `with_tags`, sorted."""
    mentions = article.counted_mentions
    companies = {mention.company.slug for mention in mentions if mention.company}
    campaigns = {mention.campaign.slug for mention in mentions if mention.campaign}
    return sorted(companies), sorted(campaigns)


def row_of(article: Article) -> Row:
    """What is indexed of an article fetched `with_tags`."""
    publisher = article.publisher.slug if article.publisher else None
    return Row(article.pk, article.title, article.body, publisher, article.published_on, *slugs_of(article))


def content_hash(article: Article, version: str) -> bytes:
    """What an index must have stored for an article fetched `with_tags`: 32 bytes."""
    return hash_of(row_of(article), version)


def content_hash_of(
    article: Article, companies: Sequence[str], campaigns: Sequence[str], version: str
) -> bytes:
    """The same with the slugs of what is counted in the article at hand, sorted, each once."""
    publisher = article.publisher.slug if article.publisher else None
    row = Row(article.pk, article.title, article.body, publisher, article.published_on, companies, campaigns)
    return hash_of(row, version)


def hash_of(row: Row, version: str) -> bytes:
    """The same of a row."""
    parts = [
        version,
        row.title,
        row.body,
        row.publisher or "",
        row.published_on.isoformat() if row.published_on else "",
        ",".join(row.companies),
        ",".join(row.campaigns),
    ]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()


def document_of(row: Row, analyzer: Analyzer) -> Document:
    """A row as engines store it."""
    publisher = () if row.publisher is None else (row.publisher,)
    tags = (row.companies, row.campaigns, publisher)
    return replace(
        text_document(row.pk, row.title, row.body, analyzer, tags=tags, shown=True),
        day=row.published_on.toordinal() if row.published_on else 0,
        content_hash=hash_of(row, analyzer.version),
    )


def text_document(
    pk: int,
    title: str,
    body: str,
    analyzer: Analyzer,
    *,
    tags: Sequence[Sequence[str]] = ((), (), ()),
    shown: bool = False,
) -> Document:
    """A document without date and hash; `tags`: slugs of companies, of campaigns, of the publisher.

    `shown`: whether its body is to be highlighted, which the stored analysis makes fast.
    """
    above, below = analyzer.columns(title), analyzer.columns(body)
    grams: list[str] = []
    if analyzer.ngrams:
        for surface in (*above.surface, *below.surface):
            grams.extend(analyzer.grams(surface))
    return Document(
        id=pk,
        text=_joined(above.surface, below.surface),
        exact=_joined(above.exact, below.exact),
        stem=_joined(above.stem, below.stem),
        root=_joined(above.root, below.root),
        gram=" ".join(grams),
        company=tuple(tags[0]),
        campaign=tuple(tags[1]),
        publisher=tuple(tags[2]),
        day=0,
        length=len(above.surface) + len(below.surface),
        content_hash=bytes(32),
        forms=Forms.of_columns(below).pack() if shown else b"",
    )


def _joined(title: Sequence[str], body: Sequence[str]) -> str:
    return " ".join((*title, BREAK, *body))
