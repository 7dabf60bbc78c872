"""Which passages of a text to show for a query. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

MOST_MATCHES = 400
"""Matches looked at; in a text with more, the first ones give passages enough."""
_REPEATED = 0.1
"""What a second match of the same query word adds, as a share of its weight."""
_LONG_WORD = 40
"""Characters looked through for the end of a word."""
_SENTENCE_END = re.compile(r"[.!?؟؛…]['\"»”)]*\s+|\s*\n\s*")
_MAY_END = re.compile(r"[.!?؟؛…\n]")
"""What every end of a sentence has; looking for it alone is several times faster."""
_SPACES = re.compile(r"\s+")


class Passage(NamedTuple):
    """A match in the text: its place, the number of what it matches, and its weight."""

    start: int
    end: int
    key: int
    weight: float


def best_passages(text: str, matches: Sequence[Passage], width: int, most: int) -> list[tuple[int, int]]:
    """At most `most` (start, end) of `text`, in order, without overlap, together about `width` characters.

    `matches` ascend. The first passage is the one whose matches weigh most, each thing sought once; each
    further one must show something new. A passage that shows everything gets the whole width.
    """
    if not matches:
        return [(0, _end_of_word(text, min(width, len(text))))]
    matches = matches[:MOST_MATCHES]
    everything = {match.key for match in matches}
    whole = _best(text, matches, width, set())
    if most <= 1 or {match.key for match in _inside(matches, whole)} == everything:
        return [whole]
    chosen: list[tuple[int, int]] = []
    shown: set[int] = set()
    for _ in range(most):
        free = [match for match in matches if not any(a < match.end and match.start < b for a, b in chosen)]
        if not free or {match.key for match in free} <= shown:
            break
        start, end = _best(text, free, width // most, shown)
        chosen.append(_between(start, end, free, chosen))
        shown.update(match.key for match in _inside(matches, chosen[-1]))
    return sorted(chosen)


def _inside(matches: Sequence[Passage], window: tuple[int, int]) -> list[Passage]:
    return [match for match in matches if window[0] <= match.start and match.end <= window[1]]


def _best(text: str, matches: Sequence[Passage], width: int, shown: set[int]) -> tuple[int, int]:
    """The window of about `width` that weighs most, the first of equals; what is `shown` adds little."""
    best, best_weight = (0, 0), -1.0
    for place, match in enumerate(matches):
        # No passage around a match reaches further; most are ruled out before their ends are looked for.
        reach = max(match.end, match.start + width)
        likely = _weight(matches, place, reach, shown)
        if likely <= best_weight + 1e-9:
            continue
        window = _window(text, match, width)
        # Where no match ends beyond the window, it has all that was within reach.
        weight = likely if matches[-1].end <= window[1] else _weight(matches, place, window[1], shown)
        if weight > best_weight + 1e-9:
            best, best_weight = window, weight
    return best


def _weight(matches: Sequence[Passage], first: int, end: int, shown: set[int]) -> float:
    """What the matches from `first` on up to `end` weigh together, each thing sought once."""
    weight, seen = 0.0, set(shown)
    for place in range(first, len(matches)):
        _start, ended, key, weighs = matches[place]
        if ended > end:
            break
        if key in seen:
            weight += weighs * _REPEATED
        else:
            weight += weighs
            seen.add(key)
    return weight


def _window(text: str, match: Passage, width: int) -> tuple[int, int]:
    """A passage around `match`: from its sentence's beginning if that is near, else from a word before it."""
    spare = max(width - (match.end - match.start), 0)
    earliest = max(match.start - spare // 2, 0)
    start = earliest
    if earliest > 0:
        sentence = _after_sentence(text, earliest, match.start)
        near = max(match.start - spare // 3, 0)
        start = _start_of_word(text, near, match.start) if sentence is None else sentence
    end = max(match.end, min(start + width, len(text)))
    if end == len(text):
        start = min(start, _start_of_word(text, max(end - width, 0), match.start))
    return start, _end_of_word(text, end, at_least=match.end)


def _after_sentence(text: str, earliest: int, latest: int) -> int | None:
    """Where the last sentence that begins between these places does."""
    if not _MAY_END.search(text, earliest, latest):
        return None
    ends = [found.end() for found in _SENTENCE_END.finditer(text, earliest, latest)]
    return ends[-1] if ends else None


def _between(
    start: int, end: int, matches: Sequence[Passage], chosen: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The window cut so that it overlaps none that is chosen."""
    for other_start, other_end in chosen:
        if other_start < end and start < other_end:
            if start < other_start:
                end = other_start
            else:
                start = other_end
    return start, end


def _start_of_word(text: str, place: int, latest: int) -> int:
    """The first beginning of a word from `place` on, not after `latest`."""
    if place == 0 or text[place - 1].isspace():
        return place
    space = _SPACES.search(text, place, latest)
    return space.end() if space else place


def _end_of_word(text: str, place: int, at_least: int = 0) -> int:
    """The last end of a word up to `place`, not before `at_least`; `place` where words are too long."""
    if place >= len(text) or text[place].isspace() or text[place - 1 : place].isspace():
        return place
    earliest = max(at_least, place - _LONG_WORD)
    region = text[earliest:place]
    kept = region.rsplit(None, 1)
    if len(kept) == 2:
        return earliest + len(kept[0])
    return earliest if region[:1].isspace() else place
