"""The words around a rejected name, and the guard that a chosen one becomes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from archive.gazetteer.entry import Guard
from archive.ingest.fold import fold_name
from search.normalize import normalize
from search.stopwords import STOP_WORDS

_WORD = re.compile(r"[^\W\d_][\w\u0610-\u061a\u064b-\u065f\u0670]*")
_ARTICLE = re.compile(r"^[وفبك]?ال(?=\w{3})|^[وف]?لل(?=\w{3})")
MOST = 12
"""Words offered to choose from."""
REACH = 300
"""Letters looked at on each side."""
LONGEST = 60
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word near the name: as written, and as the guard would hold it (behind ال and its particles)."""

    text: str
    word: str
    distance: int


def neighbours(text: str, start: int, end: int) -> list[Neighbour]:
    """The telling words within a guard's window of the name at `start:end`, nearest first, each once.

    Only words of the same paragraph: a guard looks no further. Words that say nothing are left out.
    """
    window = Guard().window
    before = text[max(0, start - REACH) : start].rpartition("\n")[2]
    after = text[end : end + REACH].partition("\n")[0]
    sides = _WORD.findall(before)[-window:][::-1], _WORD.findall(after)[:window]
    found: dict[str, Neighbour] = {}
    for side in sides:
        for distance, written in enumerate(side, 1):
            word = bare(written)
            known = found.get(fold_name(word))
            if is_telling(word) and (known is None or distance < known.distance):
                found[fold_name(word)] = Neighbour(written, word, distance)
    name = fold_name(text[start:end])
    nearest = sorted(found.values(), key=lambda item: item.distance)
    return [item for item in nearest if fold_name(item.word) != name][:MOST]


def bare(written: str) -> str:
    """The word without the article and what stands before it: والأمطار → أمطار."""
    return _ARTICLE.sub("", written)


def is_telling(word: str) -> bool:
    """Whether a word can tell one context from another."""
    return SHORTEST <= len(fold_name(word)) <= LONGEST and normalize(word) not in STOP_WORDS


def with_context(guard: dict[str, Any] | None, word: str) -> dict[str, Any]:
    """The guard (JSON, in the shape of `Guard`) that also rules the spelling out near this word."""
    known = list((guard or {}).get("not_near", []))
    if fold_name(word) not in {fold_name(other) for other in known}:
        known.append(word)
    return {**(guard or {}), "not_near": known}
