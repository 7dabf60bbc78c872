"""Which texts are copies of one story: MinHash over word 5-shingles, banded. Pure.

Source: A. Broder, "On the resemblance and containment of documents" (SEQUENCES 1997): two texts'
resemblance is the share of shingles they have in common, and the least value of a random hash over each
text's shingles agrees with that probability. Least values are joined in bands (locality-sensitive
hashing; Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3), so that finding candidates is
one indexed look-up; the candidates are then compared by their shingles, exactly.

Takes cleaned bodies: the furniture that two pages of one site share never joins their stories.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from archive.ingest.remembered import Remembered
from archive.ingest.textkey import folded_word

SHINGLE = 5
"""Words a shingle: five words in a row are rarely shared by chance."""
BANDS, ROWS = 12, 5
"""A resemblance s makes two texts candidates with probability 1 − (1 − s^ROWS)^BANDS:
.03 at .3, .32 at .5, .89 at .7, .992 at .8 and 1.000 at .9."""
FEWEST = 20
"""Shingles below which a text is too short to tell a copy from a formula."""
RESEMBLANCE = 0.7
"""The share of shingles that makes two texts copies: copies with a paragraph cut or another lead stay
above it, and two reports of one event written apart stay far below (see docs/performance.md)."""
_WORD = re.compile(r"[^\W_]+")
Hashes = NDArray[np.uint64]
_random = np.random.Generator(np.random.PCG64(20250215))
_FACTORS: Hashes = _random.integers(0, 2**64, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_OFFSETS: Hashes = _random.integers(0, 2**64, BANDS * ROWS, dtype=np.uint64)
_PLACES: Hashes = _random.integers(0, 2**64, SHINGLE, dtype=np.uint64) | np.uint64(1)
_MIX: Hashes = _random.integers(0, 2**64, (BANDS, ROWS), dtype=np.uint64) | np.uint64(1)
_SCRAMBLING = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST_SHIFT = np.uint64(31)
_HIGH, _ONE = np.uint64(32), np.uint64(1)


def shingles(body: str) -> Hashes:
    """The hashes of the text's runs of SHINGLE words, each once, sorted: shape (n,), uint64.

    Spelling marks, punctuation, case and spaces do not matter.
    """
    return key_and_shingles(body)[1]


def key_and_shingles(text: str) -> tuple[str, Hashes]:
    """The `text_key` of a text and its `shingles`, from words cut once."""
    words = list(map(_words.__getitem__, text.split()))
    if not words:
        return "", np.empty(0, np.uint64)
    folded, hashes = zip(*words, strict=True)
    return " ".join(filter(None, folded)), _runs(np.frombuffer(b"".join(hashes), np.uint64))


def _read(word: str) -> tuple[str, bytes]:
    """What stands between two spaces folded, and a hash, never 0, for each word in it, as uint64 in a row."""
    folded = folded_word(word)
    hashes = [zlib.crc32(found.encode()) + 1 for found in _WORD.findall(folded)]
    return folded, b"".join([value.to_bytes(8, sys.byteorder) for value in hashes])


_words = Remembered(_read)


def _runs(words: Hashes) -> Hashes:
    """The hashes of runs of words, each once, sorted."""
    if len(words) < SHINGLE:
        return np.empty(0, np.uint64)
    count = len(words) - SHINGLE + 1
    runs = words[:count] * _PLACES[0]
    for place in range(1, SHINGLE):
        runs += words[place : place + count] * _PLACES[place]
    return _each_once(_scrambled(runs))


def _each_once(values: Hashes) -> Hashes:
    """`np.unique` of one number or more, which takes five times as long."""
    values.sort()
    new = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values[new]


def bands(found: Hashes) -> list[int]:
    """The keys under which a text's candidates are found: BANDS signed 64-bit numbers, or none if too short.

    Two texts with a key in common are candidates.
    """
    if len(found) < FEWEST:
        return []
    values = found[None, :] * _FACTORS[:, None]
    values += _OFFSETS[:, None]
    least = np.minimum.reduce(values, axis=1) >> _HIGH  # the least is the same before the shift
    keys = np.add.reduce((least + _ONE).reshape(BANDS, ROWS) * _MIX, axis=1)
    found_keys: list[int] = _scrambled(keys).view(np.int64).tolist()
    return found_keys


def resemblance(first: Hashes, second: Hashes) -> float:
    """The share of shingles that two texts have in common (Jaccard), from 0 to 1; 0 for empty ones."""
    shared = len(np.intersect1d(first, second, assume_unique=True))
    together = len(first) + len(second) - shared
    return shared / together if together else 0.0


def groups(texts: dict[int, Hashes], apart: Collection[frozenset[int]] = ()) -> list[list[int]]:
    """The keys of `texts` in groups of copies, following copies of copies; each sorted, lowest first.

    `apart`: pairs of keys that may not be in one group.
    """
    left, found = sorted(texts), []
    while left:
        group, left = [left[0]], left[1:]
        for member in group:  # grows as copies of copies are found
            for key in list(left):
                parted = apart and any(frozenset((key, other)) in apart for other in group)
                if not parted and resemblance(texts[member], texts[key]) >= RESEMBLANCE:
                    group.append(key)
                    left.remove(key)
        found.append(sorted(group))
    return found


def _scrambled(values: Hashes) -> Hashes:
    """Each number spread over all 64 bits (the finaliser of SplitMix64, Steele, Lea, Flood 2014)."""
    for shift, factor in _SCRAMBLING:
        values = (values ^ (values >> shift)) * factor
    return values ^ (values >> _LAST_SHIFT)
