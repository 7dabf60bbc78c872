"""One article as the API shows it, with everything known of it."""

from __future__ import annotations

from typing import Any

from archive import rights
from archive.ingest.report import plain
from archive.models import Article, Capture, Figure, Mention
from search.documents import slugs_of


def article_json(article: Article) -> dict[str, Any]:
    """A published article, fetched `with_tags`, with captures and figures; its text as rights allow."""
    body = rights.public_body(article)
    companies, campaigns = slugs_of(article)
    return {
        "id": article.pk,
        "url": article.get_absolute_url(),
        "title": article.title,
        "body": body,
        "rights": article.publisher.rights if article.publisher else "full",
        "redacted": article.is_redacted,
        "publisher": article.publisher.name if article.publisher else None,
        "author": article.author or None,
        "published_on": day_of(article),
        "date_precision": article.date_precision or None,
        "date_evidence": article.date_evidence,
        "source_url": article.source_url or None,
        "companies": companies,
        "campaigns": campaigns,
        "captures": [_capture(capture) for capture in article.captures.all()],
        "mentions": [_mention(m) for m in article.counted_mentions if m.in_title or m.end <= len(body)],
        "figures": [_figure(figure) for figure in article.figures.all() if figure.end <= len(body)],
    }


def day_of(article: Article) -> str | None:
    """The day of publication as ISO 8601, None where it is unknown."""
    return article.published_on.isoformat() if article.published_on else None


def _capture(capture: Capture) -> dict[str, Any]:
    return {
        "sha256": capture.sha256,
        "size": capture.size,
        "encoding": capture.encoding,
        "captured_at": capture.captured_at,
        "ingested_at": capture.ingested_at,
        "current": capture.current,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "kind": figure.kind,
        "value": plain(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "kind": "company" if mention.company else "campaign",
        "slug": mention.entity.slug,
        "surface": mention.surface,
        "in_title": mention.in_title,
        "start": mention.start,
        "end": mention.end,
        "brand": mention.brand or None,
        "state": mention.state,
        "rule": mention.rule,
    }
