"""Postings come back from a Whoosh index as they went in: from several blocks, and after a merge."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from search.backends.whoosh_codec import BLOCK
from search.backends.whoosh_schema import schema
from search.backends.whoosh_view import Segment, View
from search.backends.whoosh_writer import ColumnSegmentWriter
from search.plan import Phrase

DOCUMENTS = BLOCK + 100
"""More than a block of postings for a word that each has."""


def text_of(number: int) -> tuple[str, ...]:
    """`all` once or twice, then `pair` behind it in every third document."""
    return ("all",) * (1 + number % 2) + (("pair",) if number % 3 == 0 else ("other",))


def written(folder: Path, numbers: range, *, optimize: bool = False) -> View:
    """The view of an index after one more commit of these documents."""
    storage = FileStorage(str(folder))
    opened = storage.open_index(schema=schema()) if storage.index_exists() else storage.create_index(schema())
    writer = ColumnSegmentWriter(opened)
    for number in numbers:
        writer.add_document(pk=number, day=0, length=3, text=text_of(number), stem=text_of(number))
    writer.commit(optimize=optimize)
    segments = [Segment(SegmentReader(storage, schema(), segment)) for segment in opened._read_toc().segments]
    return View(segments, [set() for _ in segments])


def check(view: View, documents: int) -> None:
    numbers = view.ids.tolist()
    assert sorted(numbers) == list(range(documents))
    for field in ("text", "stem"):
        found = view.postings(field, "all")
        assert found.docs.tolist() == list(range(documents))
        assert found.freqs.tolist() == [1 + numbers[doc] % 2 for doc in found.docs]
        assert sorted(view.ids[view.postings(field, "pair").docs]) == list(range(0, documents, 3))
    beside = view.phrase(Phrase("text", (("all",), ("pair",))))
    assert sorted(view.ids[beside.docs]) == list(range(0, documents, 3))
    assert set(beside.freqs.tolist()) == {1.0}
    twice = view.phrase(Phrase("text", (("all",), ("all", "nothing"), ("pair", "other"))))
    assert sorted(view.ids[twice.docs]) == [number for number in range(documents) if number % 2]
    assert not len(view.phrase(Phrase("text", (("pair",), ("all",)))).docs)
    assert not len(view.postings("text", "nothing").docs)


def test_a_term_of_several_blocks(tmp_path: Path) -> None:
    check(written(tmp_path, range(DOCUMENTS)), DOCUMENTS)


def test_whoosh_merges_what_we_wrote(tmp_path: Path) -> None:
    written(tmp_path, range(300))
    both = written(tmp_path, range(300, DOCUMENTS))
    assert len(both.segments) == 2
    check(both, DOCUMENTS)
    merged = written(tmp_path, range(DOCUMENTS, DOCUMENTS + 1), optimize=True)
    assert len(merged.segments) == 1
    check(merged, DOCUMENTS + 1)


def test_what_is_kept_of_postings_is_bounded(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("search.backends.whoosh_view.CACHED", 2_000)
    view = written(tmp_path, range(200))
    before = view.postings("text", "all")
    view.postings("text", "pair")
    assert len(view.segments[0]._known) == 1
    assert np.array_equal(view.postings("text", "all").docs, before.docs)
