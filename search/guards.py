"""Guards of the gazetteer read against the words of a query. Pure.

The same conditions as in a text (`archive.gazetteer.entry.Guard`), but a query is short: `near` and `avoid`
look at all of it, and what only matters in running text (capitals, hamzas, quotation marks) is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.gazetteer.entry import Guard
from search.clitics import bare_forms
from search.normalize import surface_of
from search.tokens import tokenize

SELF = "~"
"""In a pattern: the spelling itself."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a spelling: `words` of the query (normalised) from `first` to `end` (exclusive)."""

    words: Sequence[str]
    first: int
    end: int


def opposes(guard: Guard, spot: Spot) -> bool:
    """Whether something in the query rules the spelling out."""
    if any(_away(_pattern(text), spot) for text in (*guard.avoid, *guard.not_near, *guard.instead)):
        return True
    return any(_beside(_pattern(text), spot) for text in guard.never)


def supports(guard: Guard, spot: Spot, *, sure: bool) -> bool:
    """Whether something speaks for the spelling. `sure`: the query also names the entity for certain."""
    if guard.sure and sure:
        return True
    if any(_ends_at(_pattern(text), spot.words, spot.first) for text in guard.before):
        return True
    return any(_away(_pattern(text), spot) for text in guard.near)


@lru_cache(maxsize=20_000)
def _pattern(text: str) -> tuple[str, ...]:
    """A guard's word or phrase as normalised words; a star or `SELF` is kept."""
    words: list[str] = []
    for piece in text.split():
        if SELF in piece:
            words.append(SELF)
            continue
        tokens = [surface_of(token.text) for token in tokenize(piece)]
        if tokens and piece.endswith("*"):
            tokens[-1] += "*"
        words += tokens
    return tuple(words)


def _is(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return any(bare.startswith(wanted[:-1]) for _, bare in bare_forms(word))
    return any(bare == wanted for _, bare in bare_forms(word))


def _stands_at(pattern: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if at < 0 or at + len(pattern) > len(words):
        return False
    return all(_is(words[at + place], wanted) for place, wanted in enumerate(pattern))


def _ends_at(pattern: tuple[str, ...], words: Sequence[str], end: int) -> bool:
    return bool(pattern) and _stands_at(pattern, words, end - len(pattern))


def _away(pattern: tuple[str, ...], spot: Spot) -> bool:
    """Whether the pattern stands in the query outside the spelling."""
    return bool(pattern) and any(
        _stands_at(pattern, spot.words, at)
        for at in range(len(spot.words) - len(pattern) + 1)
        if at + len(pattern) <= spot.first or at >= spot.end
    )


def _beside(pattern: tuple[str, ...], spot: Spot) -> bool:
    """Whether the pattern touches the spelling: around it where it has a `SELF`, else over or next to it."""
    if SELF in pattern:
        at = pattern.index(SELF)
        after = pattern[at + 1 :]
        before_fits = not pattern[:at] or _ends_at(pattern[:at], spot.words, spot.first)
        return before_fits and (not after or _stands_at(after, spot.words, spot.end))
    first = max(spot.first - len(pattern), 0)
    return bool(pattern) and any(_stands_at(pattern, spot.words, at) for at in range(first, spot.end + 1))
