"""Hides passages in texts, however these spell them. Pure.

A passage is compared word by word as the search compares words: vocalisation, tatweel, spellings of alef,
punctuation and line breaks between the words make no difference, and a particle may be attached to the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from search.arabic import tokenize
from search.normalize import surface_of

MASK = "█████"
"""Stands for each hidden passage; always as long, so that it does not tell how long the passage was."""
PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")


def words(passage: str) -> tuple[str, ...]:
    """The passage as it is compared; empty where it holds no word."""
    return tuple(surface_of(token.text) for token in tokenize(passage))


def places(text: str, passage: str) -> Iterator[tuple[int, int]]:
    """Where the passage stands: pairs of offsets (code points, end exclusive), in order, none overlapping."""
    wanted = words(passage)
    if not wanted:
        return
    tokens = list(tokenize(text))
    found = [surface_of(token.text) for token in tokens]
    position = 0
    while position <= len(found) - len(wanted):
        if _same(found[position : position + len(wanted)], wanted):
            yield tokens[position].start, tokens[position + len(wanted) - 1].end
            position += len(wanted)
        else:
            position += 1


def _same(found: Sequence[str], wanted: Sequence[str]) -> bool:
    if tuple(found[1:]) != tuple(wanted[1:]):
        return False
    first = found[0]
    return first == wanted[0] or any(first == particle + wanted[0] for particle in PARTICLES)


def hide(text: str, passages: Iterable[str]) -> str:
    """The text with `MASK` in place of each passage, wherever it stands; longer passages first."""
    for passage in sorted(set(passages), key=len, reverse=True):
        pieces, last = [], 0
        for start, end in places(text, passage):
            pieces += [text[last:start], MASK]
            last = end
        text = "".join([*pieces, text[last:]])
    return text


def whole_words(text: str, start: int, end: int) -> str:
    """`text[start:end]` widened to the words it cuts; the empty string where it touches none."""
    touched = [token for token in tokenize(text) if token.start < end and start < token.end]
    return text[touched[0].start : touched[-1].end] if touched else ""
