"""Where a place of an older text lies in a newer one. Pure.

A person's judgement of a mention belongs to the words, not to their offset: when rules change and a line
above goes, the judgement moves along with its sentence.
"""

from __future__ import annotations

import re

AROUND = 40
"""Letters looked at on each side."""
ENOUGH = 12
"""Fewer letters alike around it, and it is another place that happens to use the same word."""


def moved(old: str, new: str, start: int, end: int) -> int | None:
    """The offset in `new` of the words at `old[start:end]`, chosen by the letters around them.

    None where the words stand in no place like it; a place without words stays where it is. Where
    the text's edge is near, it counts as alike.
    """
    words = old[start:end]
    if not words:
        return start
    if new[start:end] == words and old[:start] == new[:start]:
        return start
    found = [
        (_alike(old, new, start, end, match.start()), -abs(match.start() - start), match.start())
        for match in re.finditer(re.escape(words), new)
    ]
    best = max(found, default=None)
    return best[2] if best is not None and best[0] >= ENOUGH else None


def _alike(old: str, new: str, start: int, end: int, place: int) -> int:
    """How many letters agree on both sides, at most 2 × AROUND."""
    after = place + end - start
    before_old, before_new = old[max(0, start - AROUND) : start], new[max(0, place - AROUND) : place]
    return _shared(before_old[::-1], before_new[::-1]) + _shared(
        old[end : end + AROUND], new[after : after + AROUND]
    )


def _shared(first: str, second: str) -> int:
    """Length of the common beginning; AROUND where both texts end together."""
    for count, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return count
    return AROUND if len(first) == len(second) else min(len(first), len(second))
