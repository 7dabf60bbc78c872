"""The Whoosh engine, Sijil's default: no server, no set-up.

Whoosh keeps the postings; what matches and how it scores is decided in `search.evaluate` over numpy arrays.
Each process keeps one view of the live generation and renews it when the index changed.
"""

from __future__ import annotations

import pickle
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import numpy as np
from haystack.backends import BaseEngine
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from search.backends.base import IndexUnavailable
from search.backends.generations import REBUILD, FolderBackend
from search.backends.query import SijilSearchQuery
from search.backends.whoosh_schema import SCHEMA_VERSION, schema
from search.backends.whoosh_view import Segment, View
from search.backends.whoosh_writer import ColumnSegmentWriter
from search.documents import Document, terms_of
from search.evaluate import Evaluation, Mask, order
from search.plan import TAG_FIELDS, Found, Plan, check_depth

_UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    EOFError,
    TypeError,
    AttributeError,
    AssertionError,
    ImportError,
    OverflowError,
    struct.error,
    pickle.UnpicklingError,
    whoosh_index.IndexError,
)
"""What opening a damaged index may raise: Whoosh unpickles and unpacks what it finds."""
_GONE = (OSError, EOFError, struct.error)
"""What an open index may raise when its files go; checksums have been compared, so nothing else is damage."""


LARGEST = 500_000_000
"""Bytes of postings that a rebuild gathers in memory before it writes a segment: some 20,000 articles."""


class WhooshBackend(FolderBackend):
    """One a thread; the view is the process's."""

    engine = "whoosh"
    schema_version = SCHEMA_VERSION
    _builder: ColumnSegmentWriter | None = None

    def create(self, folder: Path) -> None:
        """See `FolderBackend`."""
        FileStorage(str(folder)).create_index(schema())

    def commit(self, folder: Path, documents: list[Document], gone: list[int]) -> None:
        """See `FolderBackend`. A new generation is written in few segments, as large as memory allows: small
        ones would be merged again and again.
        """
        if folder == self.building:
            with _guarded("written", _UNREADABLE):
                self._builder = self._builder or _writer(folder)
                _add(self._builder, documents)
                if self._builder.pool.size > LARGEST:
                    self.finish(folder)
                    self._builder = None
            return
        view = self.open()
        ids = [*gone, *(document.id for document in documents)]
        replaced = np.flatnonzero(np.isin(view.ids, ids) & view.live).tolist()
        with _guarded("written", _UNREADABLE):
            _commit(folder, documents, replaced)

    def finish(self, folder: Path) -> None:
        """See `FolderBackend`."""
        if self._builder is not None:
            with _guarded("written", _UNREADABLE):
                self._builder.commit(merge=False)

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """See the contract."""
        try:
            with super().rebuilding():
                yield
        finally:
            builder, self._builder = self._builder, None
            if builder is not None and not builder.is_closed:
                with suppress(OSError):  # its files are removed already; a full disk was said by what failed
                    builder.cancel()

    def view(self) -> View:
        """The live generation as one row of documents. Raises IndexUnavailable."""
        return cast(View, self.opened())

    def open(self) -> View:
        """See `FolderBackend`."""
        folder = self.live()
        with _guarded("read", _UNREADABLE):
            storage = FileStorage(str(folder))
            key = (folder, whoosh_index.TOC._latest_generation(storage, "MAIN"))
            if self.state.opened and self.state.opened[0] == key:
                return cast(View, self.state.opened[1])
            with self.state.opening:
                before = self.state.opened
                known: dict[str, Segment] = {}
                if before and before[0][0] == folder:  # type: ignore[index]  # the key made above
                    known = {segment.reader.segment().segment_id(): segment for segment in before[1].segments}
                toc = whoosh_index.TOC.read(storage, "MAIN", schema=schema())
                view = _open(storage, toc, known)
                self.state.opened = (key, view)
                return view

    def execute(self, plan: Plan) -> Found:
        """See the contract. Raises ValueError for a tree too deep."""
        check_depth(plan.node)
        view = self.view()
        with _guarded("read", _GONE):
            return _answer(view, plan)

    def vocabulary(self) -> list[tuple[str, int]]:
        """See the contract. Asked for beside the requests, so it reads files of its own: Whoosh's readers
        move the place in theirs, and two at once would each get bytes from where the other was.
        """
        folder = self.live()
        with _guarded("read", _UNREADABLE), ExitStack() as opened:
            storage = FileStorage(str(folder))
            toc = whoosh_index.TOC.read(storage, "MAIN", schema=schema())
            readers = [SegmentReader(storage, schema(), segment) for segment in toc.segments]
            for reader in readers:
                opened.callback(reader.close)
            return _vocabulary(readers)

    def stored_hashes(self) -> Iterator[tuple[int, bytes]]:
        """See the contract."""
        view = self.view()
        with _guarded("read", _GONE):
            hashes = [value for segment in view.segments for value in segment.hashes()]
        for number in np.flatnonzero(view.live):
            yield int(view.ids[number]), hashes[number]

    def analyses(self, ids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """See the contract."""
        view = self.view()
        with _guarded("read", _GONE):
            numbers = np.flatnonzero(np.isin(view.ids, ids) & view.live)
            return {int(view.ids[number]): view.analysis(int(number)) for number in numbers}

    def problem(self) -> str:
        """See the contract."""
        try:
            self.view()
        except IndexUnavailable as error:
            return str(error)
        return ""


@contextmanager
def _guarded(what: str, errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """Turn the errors that Whoosh raises over a damaged or vanished index into IndexUnavailable."""
    try:
        yield
    except errors as error:
        raise IndexUnavailable(
            f"the search index cannot be {what} ({type(error).__name__}: {error}); {REBUILD}"
        ) from error


def _writer(folder: Path) -> ColumnSegmentWriter:
    """What writes one segment of an index."""
    return ColumnSegmentWriter(FileStorage(str(folder)).open_index(schema=schema()))


def _add(writer: ColumnSegmentWriter, documents: Iterable[Document]) -> None:
    for document in documents:
        writer.add_document(
            pk=document.id,
            day=document.day,
            length=document.length,
            hash=document.content_hash,
            forms=document.forms,
            **{name: terms_of(getattr(document, name)) for name in ("text", "exact", "stem", "root", "gram")},
            **{name: getattr(document, name) for name in TAG_FIELDS},
        )


def _commit(folder: Path, documents: list[Document], deleted: list[int]) -> None:
    """Add documents and delete by document number, in one commit."""
    writer = _writer(folder)
    try:
        for number in deleted:
            writer.delete_document(number)
        _add(writer, documents)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _open(storage: FileStorage, toc: Any, known: dict[str, Segment]) -> View:
    """A view over the segments of a table of contents, keeping what is already decoded of known ones."""
    segments, deleted = [], []
    for stored in toc.segments:
        segment = known.get(stored.segment_id())
        segments.append(segment or Segment(SegmentReader(storage, schema(), stored)))
        deleted.append(set(stored.deleted_docs()))
    return View(segments, deleted)


def _vocabulary(readers: Iterable[SegmentReader]) -> list[tuple[str, int]]:
    """Each term of the field `text` and its number of documents, deleted ones included."""
    counts: Counter[bytes] = Counter()
    for reader in readers:
        for text, info in reader.iter_field("text"):
            counts[text] += info.doc_frequency()
    return [(text.decode("utf-8"), count) for text, count in counts.items()]


def _answer(view: View, plan: Plan) -> Found:
    evaluation = Evaluation(view)
    mask = evaluation.run(plan.node)
    stop = None if plan.limit is None else plan.offset + plan.limit
    docs = order(view, mask, evaluation.scores, plan.order, stop)[plan.offset :]
    return Found(
        ids=tuple(view.ids[docs].tolist()),
        scores=tuple(evaluation.scores[docs].tolist()),
        total=int(np.count_nonzero(mask)),
        tags={field: view.tag_counts(field, mask) for field in TAG_FIELDS} if plan.facets else {},
        years=_years(view, mask) if plan.facets else {},
    )


def _years(view: View, mask: Mask) -> dict[int | None, int]:
    """Number of matching documents a year; days are proleptic ordinals, 0 for undated."""
    days = view.days[mask].astype(np.int64)
    dated = days[days > 0]
    # 719163 is date(1970, 1, 1).toordinal(); numpy counts days from there.
    years = (dated - 719163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    values, counts = np.unique(years, return_counts=True)
    found: dict[int | None, int] = dict(zip(values.tolist(), counts.tolist(), strict=True))
    if len(dated) < len(days):
        found[None] = len(days) - len(dated)
    return found


class WhooshEngine(BaseEngine):
    """What HAYSTACK_CONNECTIONS names."""

    backend = WhooshBackend
    query = SijilSearchQuery
