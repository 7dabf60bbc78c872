"""An article as an engine stores it: space-joined terms of each level, slugs, day, length, hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import Article
from search.arabic import Analyzer
from search.forms import Forms

BREAK = "¶"
"""Stands between title and body in every text field, so that no phrase crosses over. No query makes it."""


@dataclass(frozen=True, slots=True)
class Document:
    """`text`, `exact`, `stem`, `root`, `gram`: terms of the title, `BREAK`, terms of the body, in order.

    `day`: `date.toordinal()` of the publication date, 0 for none; `length`: number of tokens;
    `content_hash`: 32 bytes, SHA-256 of everything above and the analyser's version; `forms`: the body's
    analysis as `search.forms.Forms` packs it, or empty.
    """

    id: int
    text: tuple[str, ...]
    exact: tuple[str, ...]
    stem: tuple[str, ...]
    root: tuple[str, ...]
    gram: tuple[str, ...]
    company: tuple[str, ...]
    campaign: tuple[str, ...]
    publisher: tuple[str, ...]
    day: int
    length: int
    content_hash: bytes
    forms: bytes = b""


def sections(terms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The terms of the title and of the body; a level without `BREAK` is one section."""
    if BREAK not in terms:
        return [terms]
    middle = terms.index(BREAK)
    return [terms[:middle], terms[middle + 1 :]]


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


def content_hash(article: Article, version: str) -> bytes:
    """What an index must have stored for an article fetched `with_tags`: 32 bytes."""
    return content_hash_of(article, *slugs_of(article), version)


def content_hash_of(
    article: Article, companies: Sequence[str], campaigns: Sequence[str], version: str
) -> bytes:
    """The same with the slugs of what is counted in the article at hand, sorted, each once."""
    parts = [
        version,
        article.title,
        article.body,
        article.publisher.slug if article.publisher else "",
        article.published_on.isoformat() if article.published_on else "",
        ",".join(companies),
        ",".join(campaigns),
    ]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()


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
    head, rest = analyzer.read(title), analyzer.read(body)
    above, below = [levels for levels, _, _ in head], [levels for levels, _, _ in rest]
    grams: list[str] = []
    if analyzer.ngrams:
        for levels in (*above, *below):
            grams.extend(analyzer.grams(levels.surface))
    return Document(
        id=pk,
        text=(*[one.surface for one in above], BREAK, *[one.surface for one in below]),
        exact=(*[one.exact for one in above], BREAK, *[one.exact for one in below]),
        stem=(*[one.stem for one in above], BREAK, *[one.stem for one in below]),
        root=(*[one.root for one in above], BREAK, *[one.root for one in below]),
        gram=tuple(grams),
        company=tuple(tags[0]),
        campaign=tuple(tags[1]),
        publisher=tuple(tags[2]),
        day=0,
        length=len(head) + len(rest),
        content_hash=bytes(32),
        forms=Forms.of(rest).pack() if shown else b"",
    )
