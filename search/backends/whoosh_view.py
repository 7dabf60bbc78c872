"""A Whoosh index as numpy arrays: postings read once a segment, columns, tags. Read only."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import SegmentReader, TermNotFound

from search.backends.whoosh_codec import Block, whole
from search.evaluate import K1, B, Docs, Mask, Memo, Postings, merge
from search.lengths import TABLE
from search.plan import TAG_FIELDS, Phrase, TagField

CACHED = 48_000_000
"""Bytes of postings that a segment keeps in memory."""
PREFIX_TERMS = 200
"""Terms that a prefix may stand for; the alphabetically first ones count."""
_LENGTHS = np.array(TABLE, dtype=np.int64)
NOWHERE = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
NOTHING = Block(NOWHERE.docs, NOWHERE.freqs, b"")


class Segment:
    """One immutable segment: postings by (field, term), and its columns."""

    def __init__(self, reader: SegmentReader) -> None:
        self.reader = reader
        # A view is dropped while searches may still hold it; its files close with its last user.
        weakref.finalize(self, reader.close)
        self.size: int = reader.doc_count_all()
        self.ids = self._column("pk", ">i8", np.int64)
        self.days = self._column("day", ">i4", np.int32)
        self.lengths = self._column("length", ">i4", np.int64)
        self.tags = {field: self._tag_postings(field) for field in TAG_FIELDS}
        self._known: OrderedDict[tuple[str, str], Block] = OrderedDict()
        self._held = 0
        self._columns: dict[str, Any] = {}

    def _column(self, name: str, stored: str, wanted: type[np.generic]) -> NDArray[Any]:
        if not self.reader.has_column(name):
            return np.zeros(self.size, dtype=wanted)
        column = self.reader.column_reader(name, translate=False)
        length = np.dtype(stored).itemsize
        raw = column._dbfile.get(column._basepos, column._count * length)
        values = np.frombuffer(raw, dtype=stored).astype(wanted)
        # Whoosh leaves trailing default values unwritten.
        return np.concatenate([values, np.zeros(self.size - len(values), dtype=wanted)])

    def hashes(self) -> list[bytes]:
        """The content hash of each document, 32 bytes."""
        column = self._stored("hash")
        return [column[number] for number in range(self.size)]

    def analysis(self, number: int) -> tuple[bytes, bytes]:
        """The content hash and the packed analysis of a document; empty where there is none."""
        return self._stored("hash")[number], self._stored("forms")[number]

    def _stored(self, name: str) -> Any:
        if name not in self._columns:
            self._columns[name] = self.reader.column_reader(name, translate=False)
        return self._columns[name]

    def _tag_postings(self, field: str) -> dict[str, Docs]:
        return {text.decode("utf-8"): self._read(field, text).docs for text in self.reader.lexicon(field)}

    def postings(self, field: str, text: str) -> Block:
        """Documents (deleted ones included), frequencies and positions of a term."""
        key = (field, text)
        found = self._known.get(key)
        if found is None:
            found = self._read(field, text.encode("utf-8", "replace"))
            self._remember(key, found)
        else:
            self._known.move_to_end(key)
        return found

    def forget(self) -> None:
        """Drop all postings read so far, as benchmarks of first use must."""
        self._known.clear()
        self._held = 0

    def _remember(self, key: tuple[str, str], found: Block) -> None:
        self._known[key] = found
        self._held += found.size
        while self._held > CACHED and len(self._known) > 1:
            _, old = self._known.popitem(last=False)
            self._held -= old.size

    def _read(self, field: str, text: bytes) -> Block:
        try:
            matcher = self.reader._terms.matcher(field, text, self.reader.schema[field].format)
        except TermNotFound:
            return NOTHING
        return whole(matcher.blocks())

    def expand(self, field: str, prefix: str) -> list[str]:
        """The first terms of a field that begin with `prefix`."""
        terms: list[str] = []
        for text in self.reader.expand_prefix(field, prefix):
            terms.append(text.decode("utf-8"))
            if len(terms) == PREFIX_TERMS:
                break
        return terms


class View:
    """All segments of one generation as one row of documents: the `IndexView` that evaluation reads."""

    def __init__(self, segments: list[Segment], deleted: list[set[int]]) -> None:
        self.segments = segments
        self.offsets = np.cumsum([0, *(segment.size for segment in segments)])
        self.size = int(self.offsets[-1])
        self.live: Mask = np.ones(self.size, dtype=np.bool_)
        for offset, gone in zip(self.offsets, deleted, strict=False):
            self.live[[int(offset) + number for number in gone]] = False
        self.whole = bool(self.live.all())
        self.ids = _joined([segment.ids for segment in segments], np.int64)
        self.days = _joined([segment.days for segment in segments], np.int32)
        lengths = _joined([segment.lengths for segment in segments], np.int64)
        floored = _LENGTHS[np.searchsorted(_LENGTHS, lengths, side="right") - 1]
        total = int(self.live.sum())
        average = float(lengths[self.live].sum()) / total if total else 1.0
        self.memo: Memo = OrderedDict()
        self.norms = (K1 * (1 - B + B * floored / max(average, 1.0))).astype(np.float32)

    def postings(self, field: str, text: str) -> Postings:
        """Live documents with a term."""
        parts = [Postings(*segment.postings(field, text)[:2]) for segment in self.segments]
        return self._live(merge_segments(parts, self.offsets))

    def prefix(self, field: str, text: str) -> Postings:
        """Live documents with a term that begins so."""
        terms = {term for segment in self.segments for term in segment.expand(field, text)}
        return merge([self.postings(field, term) for term in sorted(terms)[:PREFIX_TERMS]])

    def phrase(self, phrase: Phrase) -> Postings:
        """Live documents with the phrase, and how often."""
        return self._live(merge_segments([_phrase_in(s, phrase) for s in self.segments], self.offsets))

    def analysis(self, number: int) -> tuple[bytes, bytes]:
        """The content hash and the packed analysis of a document."""
        place = int(np.searchsorted(self.offsets, number, side="right")) - 1
        return self.segments[place].analysis(number - int(self.offsets[place]))

    def tag_counts(self, field: TagField, mask: Mask) -> dict[str, int]:
        """Slug → number of documents in the mask, without zeros."""
        counts: dict[str, int] = {}
        for segment, offset in zip(self.segments, self.offsets, strict=False):
            here = mask[offset : offset + segment.size]
            for slug, docs in segment.tags[field].items():
                count = int(np.count_nonzero(here[docs]))
                if count:
                    counts[slug] = counts.get(slug, 0) + count
        return counts

    def _live(self, found: Postings) -> Postings:
        if self.whole or not len(found.docs):
            return found
        keep = self.live[found.docs]
        return Postings(found.docs[keep], found.freqs[keep])


def _joined(parts: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)


def merge_segments(parts: list[Postings], offsets: NDArray[np.int64]) -> Postings:
    """Postings of segments as postings of the whole: each moved by its offset."""
    filled = [(part, offset) for part, offset in zip(parts, offsets.tolist(), strict=False) if len(part.docs)]
    if not filled:
        return NOWHERE
    if len(filled) == 1 and not filled[0][1]:
        return filled[0][0]
    docs = [part.docs + np.int32(offset) for part, offset in filled]
    return Postings(np.concatenate(docs), np.concatenate([part.freqs for part, _offset in filled]))


def _phrase_in(segment: Segment, phrase: Phrase) -> Postings:
    """Count the phrase in each document of a segment: positions of each place, moved to where it begins."""
    places = [
        [block for text in options if len((block := segment.postings(phrase.field, text)).docs)]
        for options in phrase.places
    ]
    if not all(places):
        return NOWHERE
    # Rarest first: most candidates fall before any position is looked at.
    by_size = sorted(places, key=lambda place: sum(len(block.docs) for block in place))
    common = np.unique(np.concatenate([block.docs for block in by_size[0]]))
    for place in by_size[1:]:
        common = common[np.isin(common, np.concatenate([block.docs for block in place]))]
        if not len(common):
            return NOWHERE
    begins, *others = (
        np.unique(np.concatenate([block.places(common) for block in place])) - step
        for step, place in enumerate(places)
    )
    for other in others:
        begins = np.intersect1d(begins, other, assume_unique=True)
    docs, counts = np.unique(begins >> 32, return_counts=True)
    return Postings(docs.astype(np.int32), counts.astype(np.float32))
