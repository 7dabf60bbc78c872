"""The body: the kept lines put together as paragraphs, lines broken at a margin made whole again."""

from __future__ import annotations

from itertools import pairwise

from archive.ingest.lines import PageLine

MIN_WRAP = 24
"""Characters: a line shorter than this was not broken by a margin."""


def join_body(lines: list[PageLine], cut: int = 0, end: int | None = None) -> str:
    """Paragraphs parted by a blank line, items of a list and loose lines by a line break.

    `lines`: the body lines in order; `cut`: how many characters of the first belong to the headline;
    `end`: where the text ends in the first line, if not with it.
    A line that runs on into the next (no sentence end, no blank line between, both long enough) is
    joined to it by a space.
    """
    if not lines:
        return ""
    punctuated = _punctuated(lines)
    parts = [lines[0].text[cut:end].strip()]
    for above, line in pairwise(lines):
        parts.append(_between(above, line, punctuated))
        parts.append(line.text)
    return "".join(parts)


def _between(above: PageLine, line: PageLine, punctuated: bool) -> str:
    adjacent = line.line.number == above.line.number + 1
    if adjacent and _runs_on(above, line, punctuated):
        return " "
    if line.bullet and above.bullet:
        return "\n"
    return "\n\n"


def _runs_on(above: PageLine, line: PageLine, punctuated: bool) -> bool:
    if above.ends_sentence or line.bullet or above.text.endswith(":"):
        return False
    if above.text.endswith(("،", ",", "-", "–", "—")):
        return True
    return punctuated and len(above.text) >= MIN_WRAP and above.words >= 6 and line.words >= 1


def _punctuated(lines: list[PageLine]) -> bool:
    """The text closes its sentences, so that an open end means something."""
    return sum(line.ends_sentence for line in lines) >= 0.25 * len(lines)
