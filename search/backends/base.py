"""What every Sijil engine shares: Haystack's face in front, `execute(plan)` behind. The contract."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from haystack.backends import BaseSearchBackend, SearchNode
from haystack.exceptions import SearchBackendError
from haystack.models import SearchResult

from archive.models import Article
from search.backends.translate import node_of, order_of
from search.documents import Document
from search.plan import Found, Node, Plan


class IndexUnavailable(SearchBackendError):
    """The index is missing, broken or of another version. The message says what to run."""


class SijilBackend(BaseSearchBackend):
    """A Haystack backend that takes documents of ready terms and plans instead of query strings."""

    def update(self, index: Any, iterable: Iterable[Article], commit: bool = True) -> None:
        """Index articles, replacing what was there. Articles the public may not see are removed."""
        wanted, gone = [], []
        for article in iterable:
            if article.status == Article.Status.PUBLISHED:
                wanted.append(index.document(article))
            else:
                gone.append(article.pk)
        self.write(wanted, gone)

    def remove(self, obj_or_string: Article | str, commit: bool = True) -> None:
        """Remove one article, given itself or Haystack's `archive.article.ID`."""
        pk = obj_or_string.pk if isinstance(obj_or_string, Article) else obj_or_string.rsplit(".", 1)[-1]
        self.write([], [int(pk)])

    def clear(self, models: Iterable[Any] | None = None, commit: bool = True) -> None:
        """Empty the index."""
        with self.rebuilding():
            self.write([], [])

    def search(self, query_string: SearchNode | str, **kwargs: Any) -> dict[str, Any]:
        """Answer a SearchQuerySet. `query_string` is its filter tree, as `SijilSearchQuery` passes it."""
        node = node_of(query_string)
        start = int(kwargs.get("start_offset") or 0)
        end = kwargs.get("end_offset")
        plan = Plan(
            node,
            order=order_of(kwargs.get("sort_by")),
            offset=start,
            limit=None if end is None else max(0, int(end) - start),
            facets=bool(kwargs.get("facets")),
        )
        found = self.execute(plan)
        results = [
            SearchResult("archive", "article", str(pk), score)
            for pk, score in zip(found.ids, found.scores, strict=True)
        ]
        answer: dict[str, Any] = {"results": results, "hits": found.total}
        if kwargs.get("facets"):
            counts = {
                name: sorted(values.items(), key=lambda row: (-row[1], row[0]))
                for name, values in found.tags.items()
            }
            answer["facets"] = {"fields": counts, "dates": {}, "queries": {}}
        return answer

    @classmethod
    @abstractmethod
    def temporary(cls, folder: Path) -> AbstractContextManager[SijilBackend]:
        """An index beside the site's own, which is gone after the block; `folder`: an empty one to lie in.

        Raises IndexUnavailable.
        """

    @abstractmethod
    def write(self, documents: list[Document], gone: list[int]) -> None:
        """Add or replace documents and delete ids, visible to every process when it returns.

        Raises IndexUnavailable, or LockedIndex where another writer keeps it too long.
        """

    @abstractmethod
    def execute(self, plan: Plan) -> Found:
        """Answer a plan. Raises IndexUnavailable."""

    def counts(self, nodes: Sequence[Node]) -> list[int]:
        """How many articles each node matches. Raises IndexUnavailable."""
        return [self.execute(Plan(node, limit=0, facets=False)).total for node in nodes]

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Each term of the field `text` with the number of its documents, deleted ones included.

        An engine that cannot list its terms gives none; spelling is then corrected by names alone. Raises
        IndexUnavailable.
        """
        return ()

    @abstractmethod
    def stored_hashes(self) -> Iterator[tuple[int, bytes]]:
        """Each indexed article's id and content hash. Raises IndexUnavailable."""

    def analyses(self, ids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """Id → content hash and packed `Forms` of the body, for those that the index keeps them of.

        An engine that keeps none leaves texts to be analysed anew. Raises IndexUnavailable.
        """
        return {}

    def snapshot(self) -> AbstractContextManager[None]:
        """Inside the block every answer comes from the index as it was when the first one was given.

        An engine without snapshots answers from the index as it is.
        """
        return nullcontext()

    @abstractmethod
    def rebuilding(self) -> AbstractContextManager[None]:
        """Inside the block this backend writes to a new, empty index; at its end that one replaces the old.

        Readers keep the old one until then. After an error the old one stays and the new one is removed.
        """

    @abstractmethod
    def absent(self) -> bool:
        """Whether there has never been an index, so that one may begin empty."""

    @abstractmethod
    def exclusive(self, seconds: float | None = None) -> AbstractContextManager[None]:
        """Inside the block no other thread or process writes; `write` may be called in it.

        Raises LockedIndex if others do not let go within `seconds` (None: the engine's own patience).
        """

    @abstractmethod
    def problem(self) -> str:
        """Why the index cannot be used, in one sentence with the command that helps; empty if it can."""


class LockedIndex(SearchBackendError):
    """Another process writes to the index; try again later."""
