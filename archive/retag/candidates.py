"""Which articles may name a spelling: told by the search index at once, or by reading every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from archive.ingest.fold import fold, fold_name
from archive.models import Article

Finder = Callable[[str], list[int] | None]
"""Ids of published articles that have these words, likeliest first; None where it cannot say."""

PAGE = 200
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Have this asked first. The search app, which the archive does not know, registers its index."""
    _finders[:] = [finder]


def patterns(texts: Sequence[str]) -> tuple[str, ...]:
    """The spellings as folded texts have them; ل before an article is written لل."""
    folded = [name for name in map(fold_name, texts) if name]
    joined = ["لل" + name[2:] for name in folded if name.startswith("ال") and len(name) > 4]
    return tuple(dict.fromkeys([*folded, *joined]))


def names_any(article: Article, wanted: Sequence[str]) -> bool:
    """Whether the title or the body has one of `patterns`, at whatever place in a word."""
    return any(
        name in text for text in (fold(article.title).text, fold(article.body).text) for name in wanted
    )


def likely(texts: Sequence[str]) -> Iterator[Article]:
    """Articles that may have one of the spellings, each once, those that the index names first.

    Where there is no index every article comes, the latest first.
    """
    told = [finder(text) for finder in _finders for text in texts]
    if not told or None in told:
        yield from Article.objects.only("title", "body").order_by("-pk").iterator(chunk_size=PAGE)
        return
    ids = list(dict.fromkeys(chain.from_iterable(found for found in told if found)))
    for begin in range(0, len(ids), PAGE):
        rows = Article.objects.only("title", "body").in_bulk(ids[begin : begin + PAGE])
        yield from (rows[pk] for pk in ids[begin : begin + PAGE] if pk in rows)
    hidden = Article.objects.exclude(status=Article.Status.PUBLISHED).exclude(pk__in=ids[:PAGE])
    yield from hidden.only("title", "body").order_by("-pk").iterator(chunk_size=PAGE)
