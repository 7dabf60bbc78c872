"""What a site says of itself among the lines of an article: its slogan, and appeals to its readers."""

from __future__ import annotations

import re

from archive.ingest.lines import PageLine
from archive.ingest.stems import stems

RULE = "share.addressed"
BUTTONS = ("share.readers", "share.follow", "share.addressed", "newsletter.", "petition.")
APPEAL_WORDS = range(4, 45)
APPEAL_LINES = 3
STRANGE = 0.15
"""So much at most of an appeal comes back in the text."""
NAME_WORDS = range(2, 5)
SLOGAN_WORDS = 12
_SLOGAN = re.compile(r"\s*(?:[:|]|\.\.)\s+")
_ADDRESSED = re.compile(r"\b(?!هنا\b|لنا\b|بنا\b|انا\b)\w{2,}(?:نا|كم|ونا)\b|\b(?:لك|معك|بريدك|هاتفك|دعمك|رايك)\b")


def slogans(lines: list[PageLine], first: int, last: int) -> None:
    """Mark «name: our slogan» inside the text, where the name stands by itself above it."""
    names: set[str] | None = None
    for index in range(first + 1, last):
        line = lines[index]
        found = _SLOGAN.search(line.folded) if line.open and line.words <= SLOGAN_WORDS else None
        if found is None or line.ends_sentence or line.bullet:
            continue
        names = names if names is not None else _names(lines[:index])
        head, tail = line.folded[: found.start()], line.folded[found.end() :]
        said = stems(other.key for other in lines[first : last + 1] if other.open and other is not line)
        if head in names and not stems([tail]) & said:
            line.mark("removed", "structure.slogan")


def _names(lines: list[PageLine]) -> set[str]:
    return {line.folded for line in lines if line.words in NAME_WORDS and not line.ends_sentence}


def appeals(lines: list[PageLine], start: int) -> None:
    """Mark lines right above a button that speak to the reader and of nothing that the text speaks of."""
    for index in range(start + 1, len(lines)):
        if not (lines[index].line.rule or lines[index].hint).startswith(BUTTONS):
            continue
        for place in range(index - 1, max(index - 1 - APPEAL_LINES, start), -1):
            if not _is_appeal(lines, place, start):
                break
            lines[place].mark("removed", RULE)


def _is_appeal(lines: list[PageLine], index: int, start: int) -> bool:
    line = lines[index]
    if not line.open or line.words not in APPEAL_WORDS or not _ADDRESSED.search(line.folded):
        return False
    said = stems(other.key for other in lines[start:index] if other.open and other.prose)
    own = stems([line.key])
    return bool(said) and len(own & said) <= STRANGE * len(own)
