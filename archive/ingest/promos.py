"""What a site says of itself among the lines of an article: its slogan, and appeals to its readers."""

from __future__ import annotations

import re
from collections import Counter

from archive.ingest.headline_shapes import SELF
from archive.ingest.lines import PageLine
from archive.ingest.stems import stems

RULE = "share.addressed"
BUTTONS = ("share.readers", "share.follow", "share.addressed", "newsletter.", "petition.")
FORMS = ("newsletter.", "share.", "comments.form", "petition.")
NAMED_WORDS = range(1, 7)
APPEAL_WORDS = range(4, 45)
APPEAL_LINES = 3
PARAGRAPH_WORDS = 14
STRANGE = 0.15
"""So much at most of an appeal comes back in the text."""
NAME_WORDS = range(2, 5)
SLOGAN_WORDS = 12
_SLOGAN = re.compile(r"\s*(?:[:|]|\.\.)\s+")
_ABOUT = re.compile(r"(?:نبذه عن|نبذه|عن|حول|من نحن|تعريف ب|about) ?")
LABEL_WORDS = 6
_ADDRESSED = re.compile(
    r"\b(?!هنا\b|لنا\b|بنا\b|انا\b)\w{2,}(?:نا|كم|ونا)\b|\b(?:لك|معك|بريدك|هاتفك|دعمك|رايك)\b"
)


def slogans(lines: list[PageLine], first: int, last: int) -> None:
    """Mark «name: our slogan» inside the text, where the name stands by itself above it."""
    names: set[str] | None = None
    said: Counter[str] = Counter()
    for index in range(first + 1, last):
        line = lines[index]
        found = _SLOGAN.search(line.folded) if line.open and line.words <= SLOGAN_WORDS else None
        if found is None or line.ends_sentence or line.bullet:
            continue
        if names is None:
            names = _names(lines[:index])
            said = Counter(stem for one in lines[first : last + 1] if one.open for stem in stems([one.key]))
        head, tail = line.folded[: found.start()], line.folded[found.end() :]
        own = stems([line.key])
        if head in names and all(said[stem] <= (stem in own) for stem in stems([tail])):
            line.mark("removed", "structure.slogan")
            said.subtract(own)


def about(lines: list[PageLine], start: int) -> None:
    """Mark «عن كذا» and the page's last paragraph below it: a site or an organisation presents itself."""
    last = next((i for i in range(len(lines) - 1, start, -1) if lines[i].open and lines[i].prose), start)
    label = lines[last - 1]
    if last > start + 1 and _introduces(lines, start, last):
        lines[last].mark("removed", "author.site")
        return
    if last <= start + 1 or not label.open or label.words > LABEL_WORDS or label.ends_sentence:
        return
    found = _ABOUT.match(label.key)
    if found is None:
        return
    names = {line.key for line in lines[:start] if line.words <= LABEL_WORDS}
    said = stems(line.key for line in lines[start : last - 1] if line.open)
    own = stems([lines[last].key])
    if (
        label.key[found.end() :] in names
        or SELF.match(lines[last].key)
        or len(own & said) <= STRANGE * len(own)
    ):
        label.mark("removed", "author.site")
        lines[last].mark("removed", "author.site")


def _introduces(lines: list[PageLine], start: int, last: int) -> bool:
    """Below the page's buttons: «كذا هي أكبر تحالف …», where «كذا» stands by itself above the text."""
    if lines[last - 1].open or not (lines[last - 1].line.rule or lines[last - 1].hint).startswith(FORMS):
        return False
    key = lines[last].key
    names = {line.key for line in lines[:start] if line.words in NAMED_WORDS and not line.ends_sentence}
    return any(
        key.startswith(f"{name} ") and re.match(r"(?:[a-z]+ )?(?:هي|هو) ", key[len(name) + 1 :])
        for name in names
    )


def _names(lines: list[PageLine]) -> set[str]:
    return {line.folded for line in lines if line.words in NAME_WORDS and not line.ends_sentence}


def appeals(lines: list[PageLine], start: int) -> None:
    """Mark lines right above a button that speak to the reader and of nothing that the text speaks of.

    That is: below the text, where no paragraph follows the button.
    """
    for index in range(len(lines) - 1, start, -1):
        line = lines[index]
        if line.open and line.words >= PARAGRAPH_WORDS and not _ADDRESSED.search(line.folded):
            return
        if not (line.line.rule or line.hint).startswith(BUTTONS):
            continue
        for place in range(index - 1, max(index - 1 - APPEAL_LINES, start), -1):
            if not _is_appeal(lines, place, start):
                break
            lines[place].mark("removed", RULE)


def _is_appeal(lines: list[PageLine], index: int, start: int) -> bool:
    line = lines[index]
    if not line.open or line.words not in APPEAL_WORDS or line.key.startswith("و"):
        return False
    if not _ADDRESSED.search(line.folded):
        return False
    said = stems(other.key for other in lines[start:index] if other.open and other.prose)
    own = stems([line.key])
    return bool(said) and len(own & said) <= STRANGE * len(own)
