"""Words as 16-bit codes: where a code is, its word may be. Pure."""

from __future__ import annotations

from zlib import crc32

CODES = 1 << 16


def code_of(word: str) -> int:
    """The code of a word, below `CODES`, the same on every machine."""
    return crc32(word.encode("utf-8", "replace")) & (CODES - 1)
