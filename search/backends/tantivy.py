"""The tantivy engine: for archives that have outgrown Whoosh, still one folder on one machine.

Each process keeps one searcher of the live generation and renews it when the index changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import tantivy
from haystack.backends import BaseEngine

from search.backends.base import IndexUnavailable, LockedIndex
from search.backends.generations import LOCK_SECONDS, REBUILD, FolderBackend
from search.backends.query import SijilSearchQuery
from search.backends.tantivy_facets import Remembered
from search.backends.tantivy_query import silent
from search.backends.tantivy_schema import BAGS, POSITIONAL, SCHEMA_VERSION, register, schema, stored
from search.backends.tantivy_search import Opened, Search
from search.documents import Document
from search.plan import Found, Plan, check_depth

SMALL_HEAP, LARGE_HEAP = 15_000_000, 300_000_000
"""Bytes a writer may hold before it writes a segment: for a few changes, and for a rebuild."""
AHEAD = 200_000_000
"""Characters that a rebuild hands over before it waits for all to be indexed, those of 19,000 articles of 500
words: tantivy queues up to 10,000 documents however long, and processes may analyse faster than it indexes.
"""


class TantivyBackend(FolderBackend):
    """One a thread; the searcher is the process's."""

    engine = "tantivy"
    schema_version = SCHEMA_VERSION
    _builder: tantivy.IndexWriter | None = None
    _ahead = 0

    # -- writing ------------------------------------------------------------------------------------

    def create(self, folder: Path) -> None:
        """See `FolderBackend`."""
        with _guarded("written"):
            tantivy.Index(schema(), path=str(folder), reuse=False)

    def commit(self, folder: Path, documents: list[Document], gone: list[int]) -> None:
        """See `FolderBackend`. A new generation is committed seldom, and when it is finished."""
        with _guarded("written"):
            if folder != self.building:
                _replace(folder, documents, gone)
                return
            if self._builder is None:
                self._builder = _writer(folder, LARGE_HEAP)
            for document in documents:
                self._builder.add_document(stored(document))
                self._ahead += sum(len(getattr(document, name)) for name in (*POSITIONAL, *BAGS))
            if self._ahead > AHEAD:
                self._builder.commit()
                self._ahead = 0

    def finish(self, folder: Path) -> None:
        """See `FolderBackend`."""
        if self._builder is not None:
            with _guarded("written"):
                self._builder.commit()
                self._builder.wait_merging_threads()

    def abandon(self) -> None:
        """See `FolderBackend`. A writer that is let go ends its threads first."""
        self._builder = None

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """See the contract."""
        try:
            with super().rebuilding():
                yield
        finally:
            self._builder, self._ahead = None, 0

    # -- reading ------------------------------------------------------------------------------------

    def searcher(self) -> tantivy.Searcher:
        """What answers over the live generation. Raises IndexUnavailable."""
        return cast(Opened, self.opened()).searcher

    def open(self) -> Opened:
        """See `FolderBackend`."""
        folder = self.live()
        with _guarded("read"):
            state = (folder / "meta.json").stat()
            key = (folder, state.st_ino, state.st_mtime_ns)
            before = self.state.opened
            if before and before[0] == key:
                return cast(Opened, before[1])
            with self.state.opening:
                if before and before[1].folder == folder:
                    index = before[1].opened
                else:
                    index = tantivy.Index.open(str(folder))
                    index.config_reader("manual")
                index.reload()
                opened = Opened(folder, index, index.searcher(), {}, {}, Remembered())
                self.state.opened = (key, opened)
                return opened

    def execute(self, plan: Plan) -> Found:
        """See the contract. Raises ValueError for a tree too deep for a native engine."""
        check_depth(plan.node)
        opened = cast(Opened, self.opened())
        with _guarded("read"):
            return Search(opened, plan).found()

    def vocabulary(self) -> list[tuple[str, int]]:
        """See the contract."""
        searcher = self.searcher()
        with _guarded("read"):
            return [(str(text), int(number)) for text, number in searcher.terms_with_prefix("text", "")]

    def stored_hashes(self) -> Iterator[tuple[int, bytes]]:
        """See the contract."""
        opened = cast(Opened, self.opened())
        with _guarded("read"):
            query = silent(tantivy.Query.all_query())
            hits = opened.searcher.search(query, max(1, opened.searcher.num_docs), count=False).hits
            places = [place for _score, place in hits]
            ids = [int(pk or 0) for pk in opened.searcher.fast_field_values("id", places)]
            hashes = opened.hashes(places)
        yield from zip(ids, hashes, strict=True)

    def analyses(self, ids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """See the contract."""
        opened = cast(Opened, self.opened())
        with _guarded("read"):
            places = opened.find(ids)
            found, hashes = opened.ids(places), opened.hashes(places)
            forms = [bytes(opened.searcher.doc(place).get_first("forms") or b"") for place in places]
        return dict(zip(found, zip(hashes, forms, strict=True), strict=True))

    def problem(self) -> str:
        """See the contract."""
        try:
            self.searcher()
        except IndexUnavailable as error:
            return str(error)
        return ""


def _writer(folder: Path, heap: int) -> tantivy.IndexWriter:
    """The one writer of a generation. Raises LockedIndex where another process has it for too long."""
    index = tantivy.Index.open(str(folder))
    register(index)
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return index.writer(heap, 1)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            if time.monotonic() > deadline:
                raise LockedIndex("another process is writing to the search index") from error
            time.sleep(0.05)


def _replace(folder: Path, documents: list[Document], gone: list[int]) -> None:
    """Add or replace documents and delete ids in one commit."""
    writer = _writer(folder, SMALL_HEAP)
    # By query: deleting by term was seen to delete nothing where the field is a number.
    replaced = sorted({*gone, *(document.id for document in documents)})
    writer.delete_documents_by_query(tantivy.Query.term_set_query(schema(), "id", replaced))
    for document in documents:
        writer.add_document(stored(document))
    writer.commit()
    writer.wait_merging_threads()


@contextmanager
def _guarded(what: str) -> Iterator[None]:
    """Turn what tantivy raises over a damaged or vanished index into IndexUnavailable.

    Its bindings raise ValueError for all errors, and a PanicException outside of `Exception` for failed
    assertions of its own.
    """
    try:
        yield
    except (OSError, ValueError) as error:
        raise IndexUnavailable(f"the search index cannot be {what} ({error}); {REBUILD}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnavailable(f"the search index cannot be {what} (panic: {error}); {REBUILD}") from error


class TantivyEngine(BaseEngine):
    """What HAYSTACK_CONNECTIONS names."""

    backend: Any = TantivyBackend
    query: Any = SijilSearchQuery
