"""django-haystack's own Whoosh backend on the same articles, as its documentation sets it up."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from haystack import connections, indexes
from haystack.backends.whoosh_backend import WhooshEngine
from haystack.utils.loading import UnifiedIndex

from archive.models import Article


class StockIndex(indexes.SearchIndex, indexes.Indexable):
    """Text, date and two facets."""

    text = indexes.CharField(document=True)
    published_on = indexes.DateField(model_attr="published_on", null=True)
    company = indexes.MultiValueField(faceted=True)
    publisher = indexes.CharField(faceted=True)

    def get_model(self) -> type[Article]:
        return Article

    def prepare_text(self, article: Article) -> str:
        return f"{article.title}\n{article.body}"

    def prepare_company(self, article: Article) -> list[str]:
        return [mention.company.slug for mention in article.counted_mentions if mention.company]

    def prepare_publisher(self, article: Article) -> str:
        return article.publisher.slug if article.publisher else ""


def fill(folder: Path) -> None:
    """Index every article with the stock backend, as a connection of its own."""
    connections["default"]  # makes the dictionary that is written to below
    settings.HAYSTACK_CONNECTIONS["stock"] = {"PATH": str(folder), "ENGINE": "whoosh"}
    engine = WhooshEngine(using="stock")
    engine._index = UnifiedIndex()
    index = StockIndex()
    engine._index.build(indexes=[index])
    connections.thread_local.connections["stock"] = engine
    engine.get_backend().update(index, Article.objects.with_tags().order_by("pk"))


def page(query: str) -> object:
    """The top 20 with two facets and highlights."""
    return (
        connections["stock"]
        .get_backend()
        .search(
            query, end_offset=20, facets={"company": {}, "publisher": {}}, highlight=True, models={Article}
        )
    )
