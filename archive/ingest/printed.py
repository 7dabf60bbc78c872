"""Pages made for paper: running heads and page numbers between the lines of the text."""

from __future__ import annotations

from collections import Counter

from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key
from archive.ingest.structure import HEADLINE_WORDS

TOP_LINES, HEAD_WORDS = 3, 12
MARGIN = 8
"""Spaces: so far apart stand only the edges of a printed page."""


def printed_pages(lines: list[PageLine]) -> None:
    """Running heads of printed pages (names at both edges, repeated) and page numbers set apart.

    A running head is also the line beside a page's number that begins with a name from the top of the page.
    """
    heads = list(map(_heads, lines))
    counts = Counter(heads)
    tops = [name for line, head in zip(lines[:TOP_LINES], heads, strict=False) for name in (line.key, head)]
    names = tuple(name for name in tops if " " in name)
    for index, line in enumerate(lines):
        if line.line.rule == "page.number":
            for beside in (*lines[max(index - 1, TOP_LINES) : index], *lines[index + 1 : index + 2]):
                if beside.words <= HEAD_WORDS and beside.key.startswith(names):
                    beside.mark("removed", "structure.printed_page")
    for line, head in zip(lines, heads, strict=True):
        raw = line.line.text
        numbered = line.key == "0" and len(raw) - len(raw.lstrip()) >= MARGIN
        if numbered or (head and counts[head] > 1):
            line.mark("removed", "structure.printed_page")


def _heads(line: PageLine) -> str:
    """The first of two names that stand at both edges of a line; else nothing."""
    left, gap, right = line.line.text.strip().partition(" " * MARGIN)
    return phrase_key(left) if gap and right.strip() and line.words <= HEADLINE_WORDS else ""
