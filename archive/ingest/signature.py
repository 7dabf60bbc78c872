"""What closes an agency's text: who wrote and checked it, in letters; «انتهى»; the date."""

from __future__ import annotations

import re

from archive.ingest.clean import Layout
from archive.ingest.lines import PageLine

REACH = 5
_ENDING = re.compile(r"[-–—ـ_/*#.\s]*(?:انتهي|\([^()]{1,20}\))?[-–—ـ_/*#.\s]*")
_INITIALS = re.compile(r"(?:[ء-ي](?:[./،\s-]+|$|(?=\())){2,8}(?:\([^()]{2,40}\))?")


def is_initials(line: PageLine) -> bool:
    """«ع.ف/ ر.ب» or «أ م/س ع (وكالات)»: single letters, not all the same as size buttons are."""
    letters = re.findall(r"(?<!\w)[ء-ي](?!\w)", line.folded)
    return len(set(letters)) > 1 and _INITIALS.fullmatch(line.folded) is not None


def signature_lines(layout: Layout) -> list[int]:
    """Indexes of the closing lines below the text, up to and including a date line."""
    found: list[int] = []
    lines = layout.page.shown
    for index in range(layout.last + 1, min(layout.last + 1 + REACH, len(lines))):
        line = lines[index]
        if line.hint == "date.line":
            return [*found, index]
        if not is_initials(line) and not _ENDING.fullmatch(line.folded):
            break
        found.append(index)
    return found
