"""What a page says of its author below the text: the name of the byline again, and what he or she does."""

from __future__ import annotations

import re

from archive.ingest.dateline import posted_by
from archive.ingest.headline_shapes import strong_prose
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

NAME_WORDS = range(2, 5)
HEADER_LINES = 8
BOX_WORDS = 40
RULE = "author.described"
STARRED = re.compile(r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,3})\s?\*+\s*(?:[-–—]?\s*\([^()]{2,40}\))?$")
"""A translated author: a star that a note at the foot answers, and where the text first appeared."""
_ROLE = re.compile(
    r"(?:هو |هي )?(?:صحافي|صحفي|كاتب|باحث|محرر|مراسل|مدون|اعلامي|اكاديمي|ناشط|محلل|مهندس|مبرمج|محام|محامي"
    r"|نقابي|حقوقي|منسق|قيادي|طالب|استاذ|خبير|مترجم|روائي|شاعر|مختص|متخصص|مهتم|مصور|مخرج)ه?\b"
)


def remove(lines: list[PageLine], title: int, first: int) -> None:
    """Mark «فلان» with «باحث في …» below it, and «فلان باحث …», where no paragraph of the text follows.

    `title`, `first`: indexes of the headline and of the first paragraph; only a name that stands between
    them, or beside the date below a standfirst, within `HEADER_LINES` of the headline, is the author's.
    """
    header = [
        line
        for index, line in enumerate(lines[title + 1 : title + 1 + HEADER_LINES], title + 1)
        if index < first or _beside_date(lines, index)
    ]
    names = {line.key for line in header if line.open and line.words in NAME_WORDS and not line.hint}
    names.update(name for line in header if line.hint == "date.relative" and (name := posted_by(line.key)))
    names.update(phrase_key(found["name"]) for line in header if (found := STARRED.match(line.text)))
    if not names:
        return
    for index in range(len(lines) - 1, first, -1):
        line = lines[index]
        if not line.open and line.key in names and index + 1 < len(lines) and describes(lines[index + 1]):
            lines[index + 1].mark("removed", RULE)  # a list of tags took the name
        if not line.open or line.hint:
            continue
        name = next((name for name in names if f"{line.key} ".startswith(f"{name} ")), "")
        below = lines[index + 1] if index + 1 < len(lines) else None
        if name and line.words <= BOX_WORDS and _ROLE.match(line.key[len(name) :].lstrip()):
            line.mark("removed", RULE)
        elif name == line.key and below is not None and describes(below):
            line.mark("removed", RULE)
            below.mark("removed", RULE)
        elif strong_prose(line) and not describes(line):
            return


def _beside_date(lines: list[PageLine], index: int) -> bool:
    """Right above or below a line that holds the date: a byline, though a paragraph stands above it."""
    return any(line.hint == "date.line" for line in (lines[index - 1], *lines[index + 1 : index + 2]))


def describes(line: PageLine) -> bool:
    """What a person does, right below his or her name («كاتبة وباحثة من …»)."""
    return not line.gap and line.words <= BOX_WORDS and _ROLE.match(line.key) is not None
