"""The tantivy engine: for archives that have outgrown Whoosh, still one folder on one machine.

Each process keeps one searcher of the live generation and renews it when the index changed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast

import tantivy
from haystack.backends import BaseEngine

from search.backends.base import IndexUnavailable, LockedIndex
from search.backends.generations import LOCK_SECONDS, REBUILD, FolderBackend
from search.backends.query import SijilSearchQuery
from search.backends.tantivy_query import Known, Translation, count, silent, total_of
from search.backends.tantivy_schema import ID_MASK, SCHEMA_VERSION, register, schema, stored
from search.documents import Document
from search.plan import TAG_FIELDS, All, Found, Ids, Plan, check_depth

SMALL_HEAP, LARGE_HEAP = 15_000_000, 300_000_000
"""Bytes a writer may hold before it writes a segment: for a few changes, and for a rebuild."""
MOST_VALUES = 100_000
"""Values a facet counts; tantivy would stop at ten."""
AGGREGATIONS = {
    name: {"terms": {"field": name, "size": MOST_VALUES, "segment_size": MOST_VALUES}}
    for name in (*TAG_FIELDS, "year")
}


class _Opened(NamedTuple):
    """A generation as it was at one commit, and the queries made over it."""

    folder: Path
    opened: tantivy.Index
    searcher: tantivy.Searcher
    known: Known


class TantivyBackend(FolderBackend):
    """One a thread; the searcher is the process's."""

    engine = "tantivy"
    schema_version = SCHEMA_VERSION
    _builder: tantivy.IndexWriter | None = None

    # -- writing ------------------------------------------------------------------------------------

    def create(self, folder: Path) -> None:
        """See `FolderBackend`."""
        with _guarded("written"):
            tantivy.Index(schema(), path=str(folder), reuse=False)

    def commit(self, folder: Path, documents: list[Document], gone: list[int]) -> None:
        """See `FolderBackend`. A new generation is committed once, when it is finished."""
        with _guarded("written"):
            if folder != self.building:
                _replace(folder, documents, gone)
                return
            if self._builder is None:
                self._builder = _writer(folder, LARGE_HEAP)
            for document in documents:
                self._builder.add_document(stored(document))

    def finish(self, folder: Path) -> None:
        """See `FolderBackend`."""
        if self._builder is not None:
            with _guarded("written"):
                self._builder.commit()
                self._builder.wait_merging_threads()

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """See the contract."""
        try:
            with super().rebuilding():
                yield
        finally:
            self._builder = None

    # -- reading ------------------------------------------------------------------------------------

    def searcher(self) -> tantivy.Searcher:
        """What answers over the live generation. Raises IndexUnavailable."""
        return cast(_Opened, self.opened()).searcher

    def open(self) -> _Opened:
        """See `FolderBackend`."""
        folder = self.live()
        with _guarded("read"):
            state = (folder / "meta.json").stat()
            key = (folder, state.st_ino, state.st_mtime_ns)
            before = self.state.opened
            if before and before[0] == key:
                return cast(_Opened, before[1])
            with self.state.opening:
                if before and before[1].folder == folder:
                    index = before[1].opened
                else:
                    index = tantivy.Index.open(str(folder))
                    index.config_reader("manual")
                index.reload()
                opened = _Opened(folder, index, index.searcher(), {})
                self.state.opened = (key, opened)
                return opened

    def execute(self, plan: Plan) -> Found:
        """See the contract. Raises ValueError for a tree too deep for a native engine."""
        check_depth(plan.node)
        opened = cast(_Opened, self.opened())
        with _guarded("read"):
            return _Search(opened, plan).found()

    def vocabulary(self) -> list[tuple[str, int]]:
        """See the contract."""
        searcher = self.searcher()
        with _guarded("read"):
            return [(str(text), int(number)) for text, number in searcher.terms_with_prefix("text", "")]

    def stored_hashes(self) -> Iterator[tuple[int, bytes]]:
        """See the contract."""
        searcher = self.searcher()
        with _guarded("read"):
            query = silent(tantivy.Query.all_query())
            hits = searcher.search(query, max(1, searcher.num_docs), count=False).hits
            places = [place for _score, place in hits]
            ids, hashes = _ids_and_hashes(searcher, places)
        yield from zip(ids, hashes, strict=True)

    def analyses(self, ids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """See the contract."""
        searcher = self.searcher()
        with _guarded("read"):
            query = Translation(searcher, schema()).visit(Ids(tuple(ids)))
            places = [place for _score, place in searcher.search(query, max(1, len(ids)), count=False).hits]
            found, hashes = _ids_and_hashes(searcher, places)
            forms = [bytes(searcher.doc(place).get_first("forms") or b"") for place in places]
        return dict(zip(found, zip(hashes, forms, strict=True), strict=True))

    def problem(self) -> str:
        """See the contract."""
        try:
            self.searcher()
        except IndexUnavailable as error:
            return str(error)
        return ""


class _Search:
    """One plan over one searcher."""

    def __init__(self, opened: _Opened, plan: Plan) -> None:
        self.searcher = opened.searcher
        self.plan = plan
        self.translation = Translation(opened.searcher, schema(), opened.known)
        self.query = self.translation.visit(plan.node)

    def found(self) -> Found:
        """The page, the exact total, and the facets if asked for."""
        plan = self.plan
        if plan.limit == 0:
            return Found((), (), count(self.searcher, self.query), *self._facets())
        if plan.order == "relevance":
            ids, scores, total = self._ranked()
        else:
            ids, scores, total = self._dated()
        return Found(tuple(ids), tuple(scores), total, *self._facets())

    def _stop(self) -> int:
        """How many hits are needed to show the page; at least one, since tantivy panics at none."""
        if self.plan.limit is None:
            return max(1, self.searcher.num_docs)
        return max(1, self.plan.offset + self.plan.limit)

    def _ranked(self) -> tuple[list[int], list[float], int]:
        """By score, ties by id: hits are fetched until no tie is cut at the page's end."""
        stop = self._stop()
        fetched = min(stop + 8, max(1, self.searcher.num_docs))
        while True:
            result = self.searcher.search(self.query, fetched, count=True)
            hits = result.hits
            if len(hits) < fetched or len(hits) <= stop or hits[-1][0] < hits[stop - 1][0]:
                break
            fetched = min(4 * fetched, max(1, self.searcher.num_docs))
            if fetched == len(hits):
                break
        ids = self.searcher.fast_field_values("id", [place for _score, place in hits])
        ranked = sorted(zip((-score for score, _place in hits), ids, strict=True))[self.plan.offset : stop]
        return (
            [int(pk or 0) for _score, pk in ranked],
            [-score for score, _pk in ranked],
            total_of(result),
        )

    def _dated(self) -> tuple[list[int], list[float], int]:
        """By a column that holds day and id; scores are asked for once the page is known."""
        order = tantivy.Order.Desc if self.plan.order == "newest" else tantivy.Order.Asc
        result = self.searcher.search(
            self.query, self._stop(), count=True, order_by_field=self.plan.order, order=order
        )
        ids = [int(key) & ID_MASK for key, _place in result.hits][self.plan.offset :]
        if not ids:
            return [], [], total_of(result)
        page = self.translation.visit(All((self.plan.node, Ids(tuple(ids)))))
        hits = self.searcher.search(page, len(ids), count=False).hits
        keys = self.searcher.fast_field_values("id", [place for _score, place in hits])
        scores = dict(zip(keys, (score for score, _place in hits), strict=True))
        return ids, [scores.get(pk, 0.0) for pk in ids], total_of(result)

    def _facets(self) -> tuple[dict[str, dict[str, int]], dict[int | None, int]]:
        """Slugs of each tag field and years with the number of matching documents, if asked for."""
        if not self.plan.facets:
            return {}, {}
        answer = self.searcher.aggregate(self.query, AGGREGATIONS)
        counts = {
            name: {row["key"]: row["doc_count"] for row in answer[name]["buckets"]} for name in AGGREGATIONS
        }
        years: dict[int | None, int] = {int(year) or None: n for year, n in counts.pop("year").items()}
        return counts, years


def _ids_and_hashes(searcher: tantivy.Searcher, places: list[Any]) -> tuple[list[int], list[bytes]]:
    """The ids and content hashes of documents, from columns."""
    ids = [int(pk or 0) for pk in searcher.fast_field_values("id", places)]
    parts = [searcher.fast_field_values(f"hash{number}", places) for number in range(4)]
    hashes = [b"".join(int(part or 0).to_bytes(8, "big") for part in row) for row in zip(*parts, strict=True)]
    return ids, hashes


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
