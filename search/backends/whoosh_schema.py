"""How a document lies in a Whoosh index: fields that take ready terms, and plain columns.

Whoosh's own fields would analyse text again; these take tuples of terms as they are.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

from whoosh import columns, fields, formats

from search.backends.whoosh_codec import POSITION

SCHEMA_VERSION = 4
"""Raised with every change here; an index of another version is rebuilt."""


def packed(positions: list[int]) -> bytes:
    """Positions as a posting's value."""
    numbers = array("I", positions)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


class Places(formats.Format):
    """Frequency as weight; the value holds the term's positions as little-endian uint32."""

    def fixed_value_size(self) -> None:
        """Values differ in size."""

    def decode_frequency(self, valuestring: bytes) -> int:
        """Number of positions."""
        return len(valuestring) // POSITION.itemsize


class Counts(formats.Format):
    """Frequency as weight and nothing else."""

    def fixed_value_size(self) -> int:
        """No value at all."""
        return 0


class Terms(fields.FieldType):
    """A field of ready terms, with or without positions."""

    def __init__(self, *, positions: bool) -> None:
        self.format = Places() if positions else Counts()
        self.positions = positions
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None

    def index(self, value: Sequence[str], **_kwargs: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Rows of (term, frequency, weight, value) for one document's terms in order."""
        if not self.positions:
            for text, count in Counter(value).items():
                yield text.encode("utf-8", "replace"), count, float(count), b""
            return
        places: dict[str, list[int]] = {}
        for place, text in enumerate(value):
            places.setdefault(text, []).append(place)
        for text, found in places.items():
            yield text.encode("utf-8", "replace"), len(found), float(len(found)), packed(found)

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as the index spells it."""
        return value.encode("utf-8", "replace") if isinstance(value, str) else value

    def from_bytes(self, value: bytes) -> str:
        """The term that `to_bytes` encoded."""
        return value.decode("utf-8")


def schema() -> fields.Schema:
    """The schema of an article index."""
    return fields.Schema(
        pk=fields.COLUMN(columns.NumericColumn("q")),
        day=fields.COLUMN(columns.NumericColumn("i")),
        length=fields.COLUMN(columns.NumericColumn("i")),
        hash=fields.COLUMN(columns.FixedBytesColumn(32)),
        forms=fields.COLUMN(columns.VarBytesColumn()),
        text=Terms(positions=True),
        exact=Terms(positions=True),
        stem=Terms(positions=False),
        root=Terms(positions=False),
        gram=Terms(positions=False),
        company=Terms(positions=False),
        campaign=Terms(positions=False),
        publisher=Terms(positions=False),
    )
