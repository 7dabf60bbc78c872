"""Which articles are indexed and as what. Haystack finds this file by its name."""

from __future__ import annotations

from collections.abc import Collection

from haystack import indexes

from archive.models import Article, ArticleQuerySet, Mention
from search.analysis import analyzer
from search.documents import Document, Row, document_of, row_of


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """Haystack wants a document field declared; what engines store comes from `document`."""

    text = indexes.CharField(document=True)

    def get_model(self) -> type[Article]:
        """Articles are what is indexed."""
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """Only what the public may see, with everything `document` reads."""
        return Article.objects.published().with_tags().order_by("pk")

    def get_updated_field(self) -> str:
        """Lets `update_index --age` work."""
        return "updated_at"

    def document(self, article: Article) -> Document:
        """An article fetched `with_tags` as engines store it."""
        return document(article)

    def prepare_text(self, article: Article) -> str:
        """For code that asks Haystack itself for the document text."""
        return f"{article.title}\n{article.body}"


def rows(ids: Collection[int]) -> list[Row]:
    """What is indexed of the published ones of these articles, by id, in two statements and no model."""
    named: dict[int, tuple[set[str], set[str]]] = {}
    counted = Mention.objects.counted().filter(article__in=ids).order_by()
    for pk, *slugs in counted.values_list("article_id", "company__slug", "campaign__slug"):
        for found, slug in zip(named.setdefault(pk, (set(), set())), slugs, strict=True):
            if slug is not None:
                found.add(slug)
    fields = ("pk", "title", "body", "publisher__slug", "published_on")
    articles = Article.objects.published().filter(pk__in=ids).order_by("pk").values_list(*fields)
    return [Row(*article, *map(sorted, named.get(article[0], ((), ())))) for article in articles]


def document(article: Article) -> Document:
    """An article fetched `with_tags` as engines store it."""
    return document_of(row_of(article), analyzer())
