"""The Whoosh engine, Sijil's default: no server, no set-up.

The index folder holds generations (`g000001`, …) and `CURRENT`, a file naming the live one. A rebuild
fills a new generation beside the live one and swaps `CURRENT` by rename. One process writes at a time
(a lock file); each process keeps one view of the live generation and renews it when the index changed.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from haystack.backends import BaseEngine
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from search.analysis import analyzer
from search.backends.base import IndexUnavailable, LockedIndex, SijilBackend
from search.backends.query import SijilSearchQuery
from search.backends.whoosh_schema import SCHEMA_VERSION, schema
from search.backends.whoosh_view import Segment, View
from search.documents import Document
from search.evaluate import Evaluation, Mask, order
from search.plan import TAG_FIELDS, Found, Plan

LOCK_SECONDS = 10.0
REBUILD = "run: manage.py rebuild_index --noinput"
_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    EOFError,
    TypeError,
    AttributeError,
    whoosh_index.IndexError,
)
"""What reading a damaged index may raise."""


class WhooshBackend(SijilBackend):
    """One per process and connection; safe for threads (one search at a time opens a new view)."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.folder = Path(options["PATH"])
        self.building: Path | None = None
        self._opened: tuple[Path, Any, View] | None = None
        self._opening = threading.Lock()

    # -- where things lie ---------------------------------------------------------------------------

    def _live(self) -> Path:
        """The live generation's folder. Raises IndexUnavailable where there is none of this version."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="utf-8").strip()
            meta = json.loads((self.folder / name / "meta.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise IndexUnavailable(f"there is no search index; {REBUILD}") from None
        except (OSError, ValueError) as error:
            raise IndexUnavailable(f"the search index is damaged ({error}); {REBUILD}") from error
        if meta != _meta():
            raise IndexUnavailable(f"the search index was made by another version; {REBUILD}")
        return self.folder / name

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One writer at a time, over processes. Raises LockedIndex after LOCK_SECONDS."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "write.lock").open("w") as file:
            deadline = time.monotonic() + LOCK_SECONDS
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise LockedIndex("another process is writing to the search index") from None
                    time.sleep(0.02)
            yield

    # -- writing ------------------------------------------------------------------------------------

    def write(self, documents: list[Document], gone: list[int]) -> None:
        """See the contract."""
        if self.building is not None:
            _commit(self.building, documents, [])
            return
        with self._lock():
            if not (self.folder / "CURRENT").exists():
                self._swap(self._new_generation())
            live, view = self._live(), self.view()
            replaced = np.isin(view.ids, [*gone, *(document.id for document in documents)]) & view.live
            try:
                _commit(live, documents, np.flatnonzero(replaced).tolist())
            except _BROKEN as error:
                raise IndexUnavailable(f"the search index cannot be written ({error}); {REBUILD}") from error

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """See the contract."""
        with self._lock():
            self.building = self._new_generation()
            try:
                yield
                self._swap(self.building)
            except BaseException:
                shutil.rmtree(self.building, ignore_errors=True)
                raise
            finally:
                self.building = None

    def _new_generation(self) -> Path:
        numbers = [int(path.name[1:]) for path in self.folder.glob("g*") if path.name[1:].isdigit()]
        folder = self.folder / f"g{max(numbers, default=0) + 1:06}"
        folder.mkdir(parents=True)
        FileStorage(str(folder)).create_index(schema())
        (folder / "meta.json").write_text(json.dumps(_meta()), encoding="utf-8")
        return folder

    def _swap(self, folder: Path) -> None:
        """Make a generation the live one and remove the others; readers that hold them keep their files."""
        pointer = self.folder / "CURRENT.new"
        pointer.write_text(folder.name, encoding="utf-8")
        pointer.replace(self.folder / "CURRENT")
        for old in self.folder.glob("g*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)

    # -- reading ------------------------------------------------------------------------------------

    def view(self) -> View:
        """The live generation as it is now. Raises IndexUnavailable."""
        try:
            folder = self._live()
            storage = FileStorage(str(folder))
            generation = whoosh_index.TOC._latest_generation(storage, "MAIN")
            opened = self._opened
            if opened and opened[:2] == (folder, generation):
                return opened[2]
            with self._opening:
                known = {s.reader.segment().segment_id(): s for s in opened[2].segments} if opened else {}
                toc = whoosh_index.TOC.read(storage, "MAIN", schema=schema())
                view = _open(storage, toc, known if opened and opened[0] == folder else {})
                self._opened = (folder, generation, view)
                return view
        except _BROKEN as error:
            raise IndexUnavailable(f"the search index cannot be read ({error}); {REBUILD}") from error

    def execute(self, plan: Plan) -> Found:
        """See the contract."""
        view = self.view()
        try:
            return _answer(view, plan)
        except _BROKEN as error:
            raise IndexUnavailable(f"the search index cannot be read ({error}); {REBUILD}") from error

    def vocabulary(self) -> list[tuple[str, int]]:
        """See the contract."""
        view = self.view()
        try:
            return view.vocabulary()
        except _BROKEN as error:
            raise IndexUnavailable(f"the search index cannot be read ({error}); {REBUILD}") from error

    def stored_hashes(self) -> Iterator[tuple[int, bytes]]:
        """See the contract."""
        view = self.view()
        hashes = [value for segment in view.segments for value in segment.hashes()]
        for number in np.flatnonzero(view.live):
            yield int(view.ids[number]), hashes[number]

    def problem(self) -> str:
        """See the contract."""
        try:
            self.view()
        except IndexUnavailable as error:
            return str(error)
        return ""


def _meta() -> dict[str, object]:
    return {"engine": "whoosh", "schema": SCHEMA_VERSION, "analysis": analyzer().version}


def _commit(folder: Path, documents: list[Document], deleted: list[int]) -> None:
    """Add documents and delete by document number, in one commit."""
    opened = FileStorage(str(folder)).open_index(schema=schema())
    writer = opened.writer(codec=W3Codec(blocklimit=4096), compound=False, limitmb=256)
    try:
        for number in deleted:
            writer.delete_document(number)
        for document in documents:
            writer.add_document(
                pk=document.id,
                day=document.day,
                length=document.length,
                hash=document.content_hash,
                **{
                    name: getattr(document, name)
                    for name in ("text", "exact", "stem", "root", "gram", *TAG_FIELDS)
                },
            )
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


class WhooshEngine(BaseEngine):  # type: ignore[misc]  # Haystack has no types
    """What HAYSTACK_CONNECTIONS names."""

    backend = WhooshBackend
    query = SijilSearchQuery
