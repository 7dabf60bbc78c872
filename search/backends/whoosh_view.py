"""A Whoosh index as numpy arrays: postings decoded once a segment, columns, tags. Read only.

Leans on the posting format of Whoosh 2.7.4 (`whoosh.codec.whoosh3`), which is frozen.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import SegmentReader, TermNotFound

from search.backends.whoosh_schema import POSITION
from search.evaluate import K1, B, Docs, Mask, Memo, Postings, merge
from search.lengths import TABLE
from search.plan import TAG_FIELDS, Phrase, TagField

CACHED_POSTINGS = 4_000_000
"""Postings a segment keeps decoded (8 bytes each, positions not counted): 32 MB."""
PREFIX_TERMS = 200
"""Terms that a prefix may stand for; the alphabetically first ones count."""
_LENGTHS = np.array(TABLE, dtype=np.int64)
NOWHERE = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


class Segment:
    """One immutable segment: decoded postings by (field, term), and its columns."""

    def __init__(self, reader: SegmentReader) -> None:
        self.reader = reader
        # A view is dropped while searches may still hold it; its files close with its last user.
        weakref.finalize(self, reader.close)
        self.size: int = reader.doc_count_all()
        self.ids = self._column("pk", ">i8", np.int64)
        self.days = self._column("day", ">i4", np.int32)
        self.lengths = self._column("length", ">i4", np.int64)
        self.tags = {field: self._tag_postings(field) for field in TAG_FIELDS}
        self._decoded: OrderedDict[tuple[str, str], tuple[Postings, list[bytes]]] = OrderedDict()
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
        return {
            text.decode("utf-8"): self._decode(field, text)[0].docs for text in self.reader.lexicon(field)
        }

    def postings(self, field: str, text: str) -> tuple[Postings, list[bytes]]:
        """Documents (deleted ones included) and frequencies of a term, and its packed positions."""
        key = (field, text)
        found = self._decoded.get(key)
        if found is None:
            found = self._decode(field, text.encode("utf-8", "replace"))
            self._remember(key, found)
        else:
            self._decoded.move_to_end(key)
        return found

    def forget(self) -> None:
        """Drop all decoded postings, as benchmarks of first use must."""
        self._decoded.clear()
        self._held = 0

    def _remember(self, key: tuple[str, str], found: tuple[Postings, list[bytes]]) -> None:
        self._decoded[key] = found
        self._held += len(found[0].docs) + 16
        while self._held > CACHED_POSTINGS and len(self._decoded) > 1:
            _, old = self._decoded.popitem(last=False)
            self._held -= len(old[0].docs) + 16

    def _decode(self, field: str, text: bytes) -> tuple[Postings, list[bytes]]:
        docs: list[int] = []
        weights: list[float] = []
        values: list[bytes] = []
        try:
            matcher = self.reader._terms.matcher(field, text, self.reader.schema[field].format)
        except TermNotFound:
            return NOWHERE, values
        if hasattr(matcher, "_read_ids"):
            while matcher.is_active():
                matcher._read_ids()
                matcher._read_weights()
                matcher._read_values()
                docs.extend(matcher._ids)
                weights.extend(matcher._weights)
                values.extend(matcher._values)
                matcher._next_block()
        else:  # a term of a single document lies inline in the term table
            docs, weights, values = list(matcher._ids), list(matcher._weights), list(matcher._values)
        return Postings(np.array(docs, dtype=np.int32), np.array(weights, dtype=np.float32)), values

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
        parts = [segment.postings(field, text)[0] for segment in self.segments]
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
    """Count the phrase in each document of a segment by shifting and intersecting positions."""
    places = [
        [found for text in options if len((found := segment.postings(phrase.field, text))[0].docs)]
        for options in phrase.places
    ]
    if not all(places):
        return NOWHERE
    # Rarest first: most candidates fall before any position is unpacked.
    places_by_size = sorted(places, key=lambda place: sum(len(found[0].docs) for found in place))
    common = np.unique(np.concatenate([found[0].docs for found in places_by_size[0]]))
    for place in places_by_size[1:]:
        docs = np.concatenate([found[0].docs for found in place])
        common = common[np.isin(common, docs)]
        if not len(common):
            return NOWHERE
    positions = [_positions(place, common) for place in places]
    counted = [(doc, _occurrences([place.get(doc, set()) for place in positions])) for doc in common.tolist()]
    kept = [(doc, count) for doc, count in counted if count]
    return Postings(
        np.array([doc for doc, _count in kept], dtype=np.int32),
        np.array([count for _doc, count in kept], dtype=np.float32),
    )


def _positions(place: list[tuple[Postings, list[bytes]]], docs: Docs) -> dict[int, set[int]]:
    """Document → positions of any of a place's terms, for these documents."""
    found: dict[int, set[int]] = {}
    for postings, values in place:
        for row in np.flatnonzero(np.isin(postings.docs, docs)).tolist():
            packed = np.frombuffer(values[row], dtype=POSITION).tolist()
            found.setdefault(int(postings.docs[row]), set()).update(packed)
    return found


def _occurrences(places: list[set[int]]) -> int:
    """How often positions of the places follow each other."""
    starts = places[0]
    for step, place in enumerate(places[1:], start=1):
        starts = starts & {position - step for position in place}
    return len(starts)
