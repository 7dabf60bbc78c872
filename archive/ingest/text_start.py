"""Where the text of a page begins: its first paragraph, but none of those a site puts above the headline.

Consent notes, what a site says of itself and appeals for money are prose as well. Such a paragraph shares
no words with the text, stands apart from it by menus or dates, and has the headline below it.
"""

from __future__ import annotations

from archive.ingest.headline_shapes import strong_prose
from archive.ingest.lines import PageLine
from archive.ingest.stems import stems

APART = 0.2
"""So much at most of a strange paragraph comes back in the paragraphs below."""
SPOKEN_OF = 0.3
"""So much at least of the headline comes back in them."""
PARAGRAPHS = 5
HEADLINE_WORDS = range(4, 25)
LONG_WORDS = 14
WINDOW = 60
"""So many lines of a page are looked at for a text that uses no full stops."""


def first_paragraph(lines: list[PageLine]) -> int:
    """Index of the first line that can only be a paragraph of the text; else the number of lines."""
    found = [index for index, line in enumerate(lines) if line.open and not line.hint and strong_prose(line)]
    for place, index in enumerate(found[:-1]):
        if not _is_strange(lines, found, place):
            return _unstopped(lines, index)
    return _unstopped(lines, found[-1] if found else len(lines))


def _unstopped(lines: list[PageLine], stop: int) -> int:
    """Index of a paragraph before `stop` that leaves out its full stop, as in posts; else `stop`.

    It is as long as no headline is, another paragraph follows, and a headline they speak of stands above.
    """
    for index in range(1, min(stop, len(lines) - 1, WINDOW)):
        if not (_is_long(lines[index]) and _is_long(lines[index + 1])):
            continue
        text = stems(line.key for line in lines[index : index + PARAGRAPHS] if _is_long(line))
        above = [line for line in lines[:index] if _is_headline(line)]
        if any(_share(line, text) >= SPOKEN_OF for line in above if not _is_long(line)):
            return index
    return stop


def _is_long(line: PageLine) -> bool:
    return line.open and not line.hint and line.words >= LONG_WORDS


def _is_strange(lines: list[PageLine], found: list[int], place: int) -> bool:
    """The paragraph `found[place]` is none of the text that begins with the one behind it."""
    index, following = found[place], found[place + 1]
    between = lines[index + 1 : following]
    apart = any((not line.open or line.hint) and not _is_advert(line) for line in between)
    if not apart or not any(map(_is_headline, between)):
        return False
    text = stems(lines[i].key for i in found[place + 1 : place + 1 + PARAGRAPHS])
    if _share(lines[index], text) > APART:
        return False
    above = max((_share(line, text) for line in lines[:index] if _is_headline(line)), default=-1.0)
    below = max(_share(line, text) for line in between if _is_headline(line))
    dated = any(line.hint == "date.line" for line in between)
    return (below >= SPOKEN_OF and below > above) or (above < 0 and dated)


def _is_advert(line: PageLine) -> bool:
    """«إعلان»: stands between the paragraphs of one text, above a sub-heading too."""
    return (line.hint or line.line.rule).startswith("advert.")


def _is_headline(line: PageLine) -> bool:
    found = line.line.kind == "title"  # asked again once it is found
    return (line.open or found) and not line.hint and line.words in HEADLINE_WORDS and not line.ends_period


def _share(line: PageLine, text: frozenset[str]) -> float:
    own = stems([line.key])
    return len(own & text) / len(own) if own else 1.0
