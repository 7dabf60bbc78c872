"""The articles of a page of hits with everything that is shown of them, in three or four queries.

Mentions are read as rows, and what they name is looked up in the kept gazetteer: fetching twenty articles
`with_tags` decodes hundreds of companies that the page shows only the names of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from archive.models import Article, Mention
from search import gazetteer
from search.analysis import analyzer
from search.documents import content_hash_of
from search.results import FacetValue

UNSHOWN = (
    "publisher_evidence",
    "author_evidence",
    "date_evidence",
    "warnings",
    "edited_fields",
    "publisher__domains",
)
"""Columns of JSON that no page of hits shows."""


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
    articles = Article.objects.published().select_related("publisher").defer(*UNSHOWN).filter(pk__in=ids)
    named = _named(ids)
    return {
        article.pk: Fetched(article, *(named[kind].get(article.pk, []) for kind in ("company", "campaign")))
        for article in articles
    }


def _named(ids: Collection[int]) -> dict[str, dict[int, list[FacetValue]]]:
    """Kind → article → what is counted in it."""
    rows = Mention.objects.counted().filter(article__in=ids).order_by()
    mentions = list(rows.values_list("article_id", "company_id", "campaign_id"))
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
