"""The analysed bodies of articles, kept in the database as they are indexed, fetched a page at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from archive.models import Article
from search.analysis import analyzer
from search.documents import Document, content_hash
from search.forms import Forms
from search.models import StoredForms

log = logging.getLogger(__name__)


def keep(documents: Iterable[Document], gone: Sequence[int] = ()) -> None:
    """Store the forms of documents being indexed; remove those of articles that are gone."""
    rows = [
        StoredForms(article_id=document.id, content_hash=document.content_hash, packed=document.forms.pack())
        for document in documents
        if document.forms is not None
    ]
    StoredForms.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article_id"], update_fields=["content_hash", "packed"]
    )
    if gone:
        StoredForms.objects.filter(article_id__in=gone).delete()


def of_articles(articles: Iterable[Article]) -> dict[int, Forms]:
    """Article id → its body's forms, for articles fetched `with_tags` whose stored ones are up to date."""
    wanted = {article.pk: article for article in articles}
    version = analyzer().version
    rows = StoredForms.objects.filter(article_id__in=wanted)
    found: dict[int, Forms] = {}
    for pk, stored, packed in rows.values_list("article_id", "content_hash", "packed"):
        if bytes(stored) != content_hash(wanted[pk], version):
            continue
        try:
            found[pk] = Forms.unpack(bytes(packed))
        except ValueError:
            log.warning("the stored forms of article %d cannot be read; it is analysed again", pk)
    return found
