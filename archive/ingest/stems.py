"""The middle of each longer word: enough to see that two texts speak of the same things."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from archive.ingest.remembered import Remembered

STEMMED = 20_000
"""Characters of one line whose words are compared."""


def stems(keys: Iterable[str]) -> frozenset[str]:
    """The middle of each longer word: enough to see that two texts speak of the same things."""
    each = list(map(_stems, keys))
    return each[0] if len(each) == 1 else frozenset[str]().union(*each)


@lru_cache(maxsize=1_000)
def _stems(key: str) -> frozenset[str]:
    """`stems` of one key, remembered while its page is read."""
    found = set(map(_stem, key[:STEMMED].split(" ")))
    found.discard("")
    return frozenset(found)


def _stem_of(word: str) -> str:
    """Four letters of the word behind its particle and article; nothing where it is shorter."""
    for prefix in ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    return word[:4] if len(word) >= 4 else ""


_stem = Remembered(_stem_of).__getitem__
