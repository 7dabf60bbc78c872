"""What machines read in an article's page: Highwire `citation_*` meta and schema.org JSON-LD."""

from __future__ import annotations

import json

from django.utils.safestring import SafeString, mark_safe

from archive.dates_display import iso_date
from archive.export.record import Record, one_line
from archive.models import Article
from archive.web_address import is_web_address

_UNSAFE_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def record_of(article: Article, address: str) -> Record:
    """What a citation needs. `address`: the article's absolute address; `publisher` already fetched."""
    return Record(
        id=article.pk,
        title=article.title,
        url=address,
        author=article.author,
        publisher=article.publisher.name if article.publisher else "",
        published_on=article.published_on,
        precision=article.date_precision,
        source_url=safe_link(article.source_url),
    )


def safe_link(url: str) -> str:
    """The address if a browser may follow it (http or https with a host); else nothing."""
    return url if is_web_address(url) else ""


def citation_meta(record: Record) -> list[tuple[str, str]]:
    """`(name, content)` of the Highwire tags that Zotero and Google Scholar read; unknown ones left out."""
    rows = [
        ("citation_title", one_line(record.title)),
        ("citation_author", one_line(record.author)),
        ("citation_journal_title", one_line(record.publisher)),
        ("citation_publication_date", "/".join(f"{n:02}" for n in record.date_parts)),
        ("citation_language", "ar"),
        ("citation_public_url", record.source_url or record.url),
    ]
    return [(name, value) for name, value in rows if value]


def json_ld(record: Record) -> SafeString:
    """A schema.org NewsArticle as JSON that cannot end its script element, whatever the title holds."""
    published = iso_date(record.published_on, record.precision) if record.published_on else None
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": record.url,
        "url": record.url,
        "headline": one_line(record.title),
        "inLanguage": "ar",
        "datePublished": published,
        "author": {"@type": "Person", "name": one_line(record.author)} if record.author else None,
        "publisher": {"@type": "Organization", "name": one_line(record.publisher)}
        if record.publisher
        else None,
        "isBasedOn": record.source_url or None,
    }
    known = {name: value for name, value in data.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)
    return mark_safe(text)  # noqa: S308 -- JSON whose <, > and & are escaped just above
