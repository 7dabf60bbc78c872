"""A site's name around the headline on its line: «headline - name», «name | headline».

A piece goes only where something else says that it is the site's: a word that media are called by, a known
publisher, a line of its own above the headline, a copyright line; or a bar before the last few words, which
names the site or a section of it.
"""

from __future__ import annotations

import re

from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

OWNED = re.compile(r"©|\(c\)|copyright|محفوظه|حقوق النشر", re.IGNORECASE)
"""What copyright lines say (folded)."""
NAME_WORDS = 5
HEADLINE_WORDS = 3
SUFFIX_WORDS = 4
_ENDS_WINDOW = re.compile(r"[|»•]|::")
"""Marks that part a headline from the site's or a section's name in a window's title."""
_MARK = re.compile(r"\s+(?:[-–—|•·>/]+|::|»)\s+")


def parted(text: str, lines: list[PageLine], index: int, lexicon: Lexicon) -> tuple[str, str]:
    """The headline in line `index`, whose text is `text`, and the site's name beside it or nothing."""
    marks = [found for found in _MARK.finditer(text) if not _quotes(text, found)]
    if not marks:
        return text, ""
    last, first = marks[-1], marks[0]
    for name, headline in (
        (text[last.end() :], text[: last.start()]),
        (text[: first.start()], text[first.end() :]),
    ):
        key = phrase_key(name)
        if not key or key.count(" ") >= NAME_WORDS or phrase_key(headline).count(" ") + 1 < HEADLINE_WORDS:
            continue
        if lexicon.is_medium(key) or key in lexicon.publishers or _stands_alone(key, lines, index):
            return headline.strip(), name.strip()
    headline, name = phrase_key(text[: last.start()]), phrase_key(text[last.end() :])
    barred = _ENDS_WINDOW.search(last.group()) and name.count(" ") < SUFFIX_WORDS
    if barred and headline.count(" ") + 1 > HEADLINE_WORDS:
        return text[: last.start()].strip(), ""
    return text, ""


def _quotes(text: str, mark: re.Match[str]) -> bool:
    """The mark closes a quotation."""
    return "»" in mark.group() and "«" in text[: mark.start()]


def _stands_alone(key: str, lines: list[PageLine], index: int) -> bool:
    """The name is a line above the headline, or the owner in a copyright line."""
    if any(line.key == key for line in lines[:index]):
        return True
    return any(
        OWNED.search(line.folded) and f" {key} " in f" {line.key} " for line in lines[index + 1 :] if key
    )
