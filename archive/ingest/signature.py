"""What closes an agency's text: who wrote and checked it, in letters; «انتهى»; the date."""

from __future__ import annotations

import re

from archive.ingest.clean import Layout
from archive.ingest.lines import PageLine

REACH = 5
_ENDING = re.compile(r"[-–—ـ_/*#.\s]*+(?:انتهي|\([^()]{1,20}\))?[-–—ـ_/*#.\s]*")
_INITIALS = re.compile(r"(?:[ء-ي](?:[./،\s-]+|$|(?=\())){2,8}(?:\([^()]{2,40}\))?")


_OFFICE = re.compile(
    r"(?:عن )?(?:ال)?(?:مكتب|امانه|لجنه|هيئه|مجلس|كاتب|امين|رئيس|سكرتاريه|سكرتير|منسق|ناطق"
    r"|متحدث|نقابه|جامعه|لجان)ه?(?: [^\W\d_]+){0,4}"
)
"""Who signs a statement: an office, not a sentence."""
_DATED_AT = re.compile(
    r"(?!ال(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد)\b)[^\W\d_]+(?: [^\W\d_]+){0,2}?(?:[,،]? في|[,،]),? ?\d"
)
"""«الرباط، 3 يونيو 2022»: below an office a date counts only with its place, as a footer's clock has none."""


def is_initials(line: PageLine) -> bool:
    """«ع.ف/ ر.ب» or «أ م/س ع (وكالات)»: single letters, not all the same as size buttons are.

    «ح.م» (حقوق محفوظة) credits a picture in the Maghreb.
    """
    letters = re.findall(r"(?<!\w)[ء-ي](?!\w)", line.folded)
    return (
        len(set(letters)) > 1
        and line.folded.strip(" ().") != "ح.م"
        and _INITIALS.fullmatch(line.folded) is not None
    )


def is_office(line: PageLine) -> bool:
    """«المكتب التنفيذي»: who signs a statement."""
    return not line.hint and _OFFICE.fullmatch(line.folded) is not None


def signature_lines(layout: Layout) -> list[int]:
    """Indexes of the closing lines below the text, up to and including a date line; offices may sign it."""
    found: list[int] = []
    signed = False
    lines = layout.page.shown
    for index in range(layout.last + 1, min(layout.last + 1 + REACH, len(lines))):
        line = lines[index]
        if line.hint == "date.line":
            return [] if signed and not _DATED_AT.match(line.folded) else [*found, index]
        office = index + 1 < len(lines) and is_office(line)
        if not is_initials(line) and not _ENDING.fullmatch(line.folded) and not office:
            break
        signed = signed or bool(office)
        found.append(index)
    return found
