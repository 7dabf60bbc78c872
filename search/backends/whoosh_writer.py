"""Writes segments of a Whoosh index: postings gathered in columns by term, not sorted one by one.

Whoosh's own writer makes a tuple of each posting, sorts runs of them, merges the runs and counts them into
blocks: four fifths of the time of a rebuild. Documents come in ascending order, also out of segments that are
merged, so each term's columns only grow.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.writing import SegmentWriter

from search.backends.whoosh_codec import POSITION, ColumnCodec

Item = tuple[str, bytes, int, float, bytes]
"""A posting as Whoosh hands it on: field, term, document, frequency, packed positions."""
_TERM_BYTES = 400
"""What a term costs in memory beside its columns."""


class Column:
    """The postings of one term: documents ascending, how often each has it, positions of all."""

    __slots__ = ("docs", "freqs", "positions")

    def __init__(self) -> None:
        self.docs = array("I")
        self.freqs = array("f")
        self.positions = bytearray()


class ColumnPool:
    """Takes postings in place of Whoosh's pool. `size`: bytes it takes in memory, about."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, Column]] = {}
        self.size = 0

    def add(self, item: Item) -> None:
        """Note one posting; documents of a term must ascend."""
        name, text, doc, weight, positions = item
        terms = self._fields.get(name)
        if terms is None:
            terms = self._fields[name] = {}
        column = terms.get(text)
        if column is None:
            column = terms[text] = Column()
            self.size += _TERM_BYTES
        column.docs.append(doc)
        column.freqs.append(weight)
        if positions:
            column.positions += positions
        self.size += 8 + len(positions)

    def fields(self) -> Iterator[tuple[str, list[tuple[bytes, Column]]]]:
        """Each field in order with its terms in order."""
        for name in sorted(self._fields):
            yield name, sorted(self._fields[name].items())

    def cleanup(self) -> None:
        """Forget everything, as Whoosh's pool does at the end."""
        self._fields.clear()
        self.size = 0


class ColumnSegmentWriter(SegmentWriter):
    """Whoosh's writer with our pool: it adds documents, deletes, merges and commits as ever."""

    pool: ColumnPool

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=ColumnCodec(), compound=False)
        self.pool.cleanup()
        self.pool = ColumnPool()

    def _flush_segment(self) -> None:
        """Write what was gathered, a term at a time."""
        self.perdocwriter.close()
        writer = self.fieldwriter
        for name, terms in self.pool.fields():
            writer.start_field(name, self.schema[name])
            for text, column in terms:
                writer.start_term(text)
                positions = np.frombuffer(column.positions, dtype=POSITION)
                writer._postwriter.add_columns(np.array(column.docs), np.array(column.freqs), positions)
                writer.finish_term()
            writer.finish_field()
        writer.close()
