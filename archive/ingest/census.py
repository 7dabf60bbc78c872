"""Lines that stand in most articles of one site are the site's, not an article's. Pure.

Only short lines that are no sentences are judged: a paragraph of background stands in many articles of a
paper too, and belongs to each. Copies and versions of one article share all their lines, so files that
share most of their long lines with one seen before are not counted.
"""

from __future__ import annotations

import re
from collections import Counter
from heapq import nlargest

from archive.ingest.draft import Rejected
from archive.ingest.lines import PageLine, read_page

MIN_ARTICLES = 3
SHARE = 0.6
"""Of a site's articles so many must have a line that is to be the site's."""
ENOUGH = 100
"""Articles of one site that are counted: what most have shows in the first hundred."""
WORDS = range(3, 13)
"""A line of one or two words may be a sub-heading that an editor uses often («الخلفية»)."""
LONG = 60
"""Characters of a line that tells articles apart; the LONGEST few of them are compared."""
LONGEST = 5
TEXT_LENGTH = 200
_LETTERS = re.compile(r"[^\W\d_]{2}")


class SiteCensus:
    """Counts in how many articles of one site each line stands."""

    def __init__(self) -> None:
        self.articles = 0
        self._lines: Counter[str] = Counter()
        self._met: set[int] = set()

    @property
    def full(self) -> bool:
        """Enough articles have been counted."""
        return self.articles >= ENOUGH

    def see(self, text: str) -> None:
        """Count one decoded file; does nothing for a version of one seen before and once full."""
        try:
            shown = read_page(text).shown
        except Rejected:
            return  # said of the file when its turn comes
        keys = (line.key for line in shown if len(line.key) >= LONG)
        long = [hash(key) for key in nlargest(LONGEST, keys, key=len)]
        if self.full or not long or 2 * sum(line in self._met for line in long) > len(long):
            return
        self.articles += 1
        self._met.update(long)
        self._lines.update({line.folded for line in shown if may_be_the_sites(line)})

    def repeated(self) -> dict[str, int]:
        """Folded lines that stand in most articles of the site, with the number of these."""
        least = max(MIN_ARTICLES, SHARE * self.articles)
        return {line: count for line, count in self._lines.items() if count >= least}


def may_be_the_sites(line: PageLine) -> bool:
    """A short line that is no sentence and holds no number: what most articles have is none's own."""
    plain = line.words in WORDS and not line.ends_sentence and len(line.folded) <= TEXT_LENGTH
    return plain and not re.search(r"\d", line.folded) and _LETTERS.search(line.folded) is not None
