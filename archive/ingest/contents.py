"""A page's own table: lines above the text that stand again in it as sub-headings, and its short title."""

from __future__ import annotations

import re

from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

RULE = "menu.contents"
ENTRIES, ENTRY_WORDS = 2, 12
SHORT_TITLE_WORDS = 3
_NUMBERED = re.compile(r"0 ?(?=\D)")
_STEP = re.compile(r"[»>›/|]")


def remove(lines: list[PageLine], start: int) -> None:
    """Mark two or more lines in a row, each of which heads a paragraph further down: the table of contents.

    The text keeps its sub-headings, where they stand.
    """
    later = {_entry(line): index for index, line in enumerate(lines) if _heads(lines, index)}
    run: list[int] = []
    for index in range(start, len(lines) + 1):
        if index < len(lines) and _is_entry(lines[index]) and later.get(_entry(lines[index]), -1) > index:
            run.append(index)
            continue
        if len(run) >= ENTRIES and later[_entry(lines[run[0]])] >= index:
            while index < len(lines) and _is_numbered(lines, index):
                run.append(index)  # headings of what is no text: «3 مراجع»
                index += 1
            for place in run:
                lines[place].mark("removed", RULE)
        run = []


def short_titles(lines: list[PageLine], start: int, stop: int) -> None:
    """Mark a line between headline and text that is the last step of the page's path."""
    ends = {
        phrase_key(_STEP.split(line.text)[-1]) for line in lines[:stop] if line.line.rule == "menu.breadcrumb"
    }
    for line in lines[start:stop]:
        if line.open and line.key in ends and line.words >= SHORT_TITLE_WORDS:
            line.mark("removed", "structure.title_repeated")


def _entry(line: PageLine) -> str:
    """The words of a line without the number before them and the link behind them («[عدل]»)."""
    return _NUMBERED.sub("", line.key).removesuffix(" عدل").removesuffix("عدل").strip()


def _is_entry(line: PageLine) -> bool:
    return line.open and not line.hint and line.words <= ENTRY_WORDS and not line.ends_period


def _is_numbered(lines: list[PageLine], index: int) -> bool:
    line = lines[index]
    return _is_entry(line) and _NUMBERED.match(line.key) is not None and not _heads(lines, index)


def _heads(lines: list[PageLine], index: int) -> bool:
    """The line may be a sub-heading: a paragraph follows."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and _is_entry(lines[index]) and below.open and below.prose
