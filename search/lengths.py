"""Document lengths as Lucene keeps them: one byte, exact up to 39, then four significant bits. Pure.

The table is `SmallFloat.intToByte4` / `byte4ToInt` of Lucene 7 and later. Every engine of Sijil floors
exact lengths to it, so that rankings agree.
"""

from __future__ import annotations

import bisect


def _int4_to_long(code: int) -> int:
    bits, shift = code & 0x07, (code >> 3) - 1
    return bits if shift == -1 else (bits | 0x08) << shift


TABLE: tuple[int, ...] = tuple(code if code < 24 else 24 + _int4_to_long(code - 24) for code in range(256))
"""The 256 lengths that a byte can say, ascending."""


def floor_length(length: int) -> int:
    """The largest length of the table that is not above `length` (tokens, at least 0)."""
    return TABLE[bisect.bisect_right(TABLE, length) - 1]
