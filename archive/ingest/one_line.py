"""A whole page on one line: menu before the headline, buttons before the text, links behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from archive.ingest.furniture import Furniture
from archive.ingest.normalise import phrase_key
from archive.ingest.opening import Opening, open_line

LONGEST_PHRASE = 5
MENU_WORDS = 3
BUTTON_WORDS = 2
TRAIL_WORDS = 60
SHARE = "share.strip"


def open_page(text: str, furniture: Furniture) -> Opening | None:
    """The headline in a (tidied) line and where its text begins and ends, the page's frame left out.

    None for a line too short to hold headline and text. Offsets count characters of `text`.
    """
    menu = _length(text, furniture.is_section, MENU_WORDS)
    opening = open_line(text[menu:])
    if opening is None:
        return None
    cut = opening.cut + menu if opening.cut or not menu else 0
    if opening.cut:
        cut += _length(text[cut:], lambda key: furniture.covers(SHARE, key), BUTTON_WORDS)
    elif menu:
        cut = menu
    dated = opening.dated
    if dated is not None:
        dated = replace(dated, start=dated.start + menu, end=dated.end + menu)
    return Opening(opening.headline, cut, dated, _end(text, furniture))


def _length(text: str, known: Callable[[str], bool], least: int) -> int:
    """How many characters at the beginning of `text` are `known` phrases, of `least` words at least."""
    words = text.split(" ")
    position = taken = count = 0
    while position < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
            phrase = " ".join(words[position : position + length])
            if phrase_key(phrase) and known(phrase_key(phrase)):
                position += length
                taken += len(phrase) + 1
                count += length
                break
        else:
            break
    return min(taken, len(text)) if count >= least else 0


def _end(text: str, furniture: Furniture) -> int | None:
    """Where the last sentence ends, if nothing but phrases of the page's frame stands behind it."""
    last = max(text.rfind(mark) for mark in (". ", ".» ", '." ', "؟ ", "! "))
    trail = text[last + 1 :].lstrip('»" ')
    if last < 0 or not trail or trail.count(" ") >= TRAIL_WORDS:
        return None
    taken = _length(trail, lambda key: key in furniture.exact or furniture.is_section(key), 1)
    return len(text) - len(trail) if taken >= len(trail) else None
