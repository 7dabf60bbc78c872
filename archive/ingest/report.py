"""The ingest report: one JSON object a file, in the shape that outside tools rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from archive.ingest.draft import Draft
from archive.models import Article, Campaign, Company

Names = dict[tuple[str, str], tuple[str, str]]
"""(kind, slug) → (Arabic name, English name)."""


def plain(value: float) -> int | float:
    """19400000.0 as 19400000: whole numbers are written without a fraction."""
    return int(value) if value == int(value) else value


def entity_names() -> Names:
    """The names of every company and campaign of the archive."""
    names: Names = {}
    for kind, model in (("company", Company), ("campaign", Campaign)):
        rows = model._default_manager.values_list("slug", "name_ar", "name_en")
        names.update({(kind, slug): (name_ar, name_en) for slug, name_ar, name_en in rows})
    return names


def _counted(kind: str, slugs: Iterable[str], names: Names) -> list[dict[str, Any]]:
    counts = sorted(Counter(slugs).items(), key=lambda item: (-item[1], item[0]))
    return [
        {"slug": slug, "name_ar": names[kind, slug][0], "name_en": names[kind, slug][1], "mentions": count}
        for slug, count in counts
    ]


def of_draft(draft: Draft, names: Names, stored: Article | None = None) -> dict[str, Any]:
    """The article part of a report line from what was just read.

    `stored`: the new article made of it; in a dry run there is none, and no id and no url.
    """
    asserted = [m for m in draft.mentions if m.state == "asserted"]
    published = draft.published
    return {
        "id": stored.pk if stored else None,
        "url": f"/articles/{stored.pk}/" if stored else None,
        "title": draft.title,
        "publisher": stored.publisher.name if stored and stored.publisher else draft.publisher,
        "author": draft.author[:200] if draft.author else None,
        "published_on": published.value.isoformat() if published else None,
        "date_precision": published.precision if published else None,
        "date_evidence": asdict(published.evidence) if published else None,
        "companies": _counted("company", (m.slug for m in asserted if m.kind == "company"), names),
        "campaigns": _counted("campaign", (m.slug for m in asserted if m.kind == "campaign"), names),
        "figures": [
            {
                "kind": f.kind,
                "value": plain(f.value),
                "unit": f.unit,
                "qualifier": f.qualifier,
                "text": f.text,
            }
            for f in draft.figures
        ],
        "removed_lines": [
            {"line": line.number, "text": line.text, "rule": line.rule}
            for line in draft.lines
            if line.kind == "removed"
        ],
        "body": draft.body,
    }


def of_article(article: Article, names: Names) -> dict[str, Any]:
    """The article part of a report line for a stored article."""
    mentions = list(article.mentions.counted().values_list("company__slug", "campaign__slug"))
    capture = article.capture
    return {
        "id": article.pk,
        "url": f"/articles/{article.pk}/",
        "title": article.title,
        "publisher": article.publisher.name if article.publisher else None,
        "author": article.author or None,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "date_precision": article.date_precision or None,
        "date_evidence": article.date_evidence,
        "companies": _counted("company", (company for company, _ in mentions if company), names),
        "campaigns": _counted("campaign", (campaign for _, campaign in mentions if campaign), names),
        "figures": [
            {**row, "value": plain(row["value"])}
            for row in article.figures.values("kind", "value", "unit", "qualifier", "text")
        ],
        "removed_lines": capture.removed_lines if capture else [],
        "body": article.body,
    }


def line(
    path: str, sha256: str | None, status: str, article: dict[str, Any] | None, error: str | None = None
) -> dict[str, Any]:
    """One line of the report."""
    return {"path": path, "sha256": sha256, "status": status, "error": error, "article": article}
