"""Articles for tests, straight into the database: no ingest, no index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from archive.ingest.prepare import text_hash
from archive.models import Alias, Article, Campaign, Company, Mention, Publisher


def company(slug: str, *spellings: str, name_ar: str = "") -> Company:
    """A company with these sure spellings."""
    made = Company.objects.get_or_create(slug=slug, defaults={"name_ar": name_ar or slug, "name_en": slug})[0]
    for text in spellings:
        Alias.objects.get_or_create(company=made, text=text)
    return made


def campaign(slug: str, *spellings: str) -> Campaign:
    """A campaign with these sure spellings."""
    defaults = {"name_ar": slug, "name_en": slug, "category": "campaign"}
    made = Campaign.objects.get_or_create(slug=slug, defaults=defaults)[0]
    for text in spellings:
        Alias.objects.get_or_create(campaign=made, text=text)
    return made


def article(
    title: str = "عنوان",
    body: str = "نص المقال.",
    *,
    companies: Sequence[str] = (),
    campaigns: Sequence[str] = (),
    publisher: str = "",
    published_on: date | None = None,
    precision: str = "day",
    status: str = "published",
    state: str = "asserted",
) -> Article:
    """One stored article with a mention for each slug."""
    made = Article.objects.create(
        title=title,
        body=body,
        publisher=Publisher.objects.get_or_create(name=publisher)[0] if publisher else None,
        published_on=published_on,
        date_precision=precision if published_on else "",
        status=status,
        text_hash=text_hash(title, body),
    )
    mentions = [
        Mention(article=made, company=company(s), start=0, end=1, surface=s, state=state) for s in companies
    ]
    mentions += [
        Mention(article=made, campaign=campaign(s), start=0, end=1, surface=s, state=state) for s in campaigns
    ]
    Mention.objects.bulk_create(mentions)
    return made
