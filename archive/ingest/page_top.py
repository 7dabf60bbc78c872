"""The first line of a page as the site's name: what stands right below it says so."""

from __future__ import annotations

import re

from archive.ingest.headline_shapes import SKIP, is_slogan, says_itself, slogan_of
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

SERVICES = ("menu.service", "notice.cookies", "comments.form", "advert.")
"""Rules of lines that stand below a site's name; buttons to share stand below headlines as well."""
PATHS = ("menu.breadcrumb", "structure.title_repeated", "menu.entry")
"""Rules of lines that hold names of sections: a name that stands there again may be one."""
LISTED, LISTED_WORDS = 3, 3
_HOME = ("الرئيسيه", "الصفحه الرئيسيه", "home")
_LIST = re.compile(r"\s*[∙·•|/،,*]\s*|\s+[-–—]\s+")
_STEPS = re.compile(r"\s*[/|»›>«\\]\s*|\s[-–—]\s")
_ISSUE = re.compile(r"(?:العدد|السنه|عدد رقم|تصدر عن|تاسست|يوميه|اسبوعيه|شهريه|فصليه)\b")
_FOLLOWERS = re.compile(r"[\d.,]+ ?[kmالفك]* ?(?:subscribers|followers|members|مشترك|متابع|عضو)|@\w+$")


def heads_page(lines: list[PageLine], index: int) -> bool:
    """The line is the page's first, links that skip its head aside, and the next one follows on names only.

    That is: a slogan, an issue's number, a row of sections, a count of followers, a search box, «الرئيسية».
    """
    if index + 1 >= len(lines) or any(not _skips(line) for line in lines[:index]):
        return False
    below = lines[index + 1]
    if (below.line.rule or below.hint).startswith(SERVICES) or below.key in _HOME:
        return True
    if (
        _ISSUE.match(below.folded)
        or _FOLLOWERS.match(below.folded)
        or says_itself(below)
        or is_slogan(below.key)
    ):
        return True
    pieces = [phrase_key(piece).split() for piece in _LIST.split(below.text) if phrase_key(piece)]
    if len(pieces) >= LISTED and max(map(len, pieces)) <= LISTED_WORDS:
        return True
    return below.key.isascii() and not lines[index].key.isascii() and any(map(str.isalpha, below.key))


def is_backed(lines: list[PageLine], index: int) -> bool:
    """More than its place speaks for a name above the headline: it heads the page, or stands there again."""
    key = lines[index].key
    below = lines[index + 1].line.rule if index + 1 < len(lines) else ""
    again = any(
        f" {key} " in f" {line.key} " and line.line.rule not in PATHS
        for line in (*lines[:index], *lines[index + 1 :])
    )
    return again or below in PATHS or heads_page(lines, index)


def is_step(lines: list[PageLine], key: str) -> bool:
    """A path leads over the name from the page's home («الرئيسية / كذا / …»): a section."""
    for line in lines:
        if line.line.rule in PATHS and key in line.key:
            steps = [phrase_key(step) for step in _STEPS.split(line.text)]
            if steps[0] in _HOME and key in steps[1:-1]:
                return True
    return False


def top_name(line: PageLine) -> str:
    """The line, or of «كذا - أخبار الناس والعمل» the name before its slogan."""
    key = slogan_of(line)
    words = line.text.split()
    for size in range(1, len(words)):
        if key and phrase_key(" ".join(words[:size])) == key:
            return " ".join(words[:size]).strip(" -–—|:.،")
    return line.text


def _skips(line: PageLine) -> bool:
    """A link that skips the head of the page, in any words that hold no name."""
    return SKIP.match(line.key) is not None or (line.line.kind == "removed" and line.key.isascii())
