"""Lines that stand in many files are a site's, not an article's: counted over the first files of a run.

Two copies of one article share all their lines, so files are told apart by their longest line: a line
counts once for every different one. Memory is bounded by `MAX_FILES`.
"""

from __future__ import annotations

import hashlib

from archive.ingest.normalise import fold, key

MIN_FILES = 4
"""In so many different articles a line must stand to be furniture."""
MAX_FILES = 2_000
MAX_WORDS = 60
MIN_WORDS = 3
MIN_LONGEST = 60
"""Characters: a file whose longest line is shorter tells nothing."""


def line_hash(line_key: str) -> int:
    """Eight bytes that stand for a line's words."""
    return int.from_bytes(hashlib.blake2b(line_key.encode(), digest_size=8).digest(), "big")


class LineCensus:
    """Counts the lines of decoded files."""

    def __init__(self) -> None:
        self.files = 0
        self._seen: dict[int, set[int]] = {}

    @property
    def full(self) -> bool:
        """Enough files have been counted."""
        return self.files >= MAX_FILES

    def see(self, text: str) -> None:
        """Count one file's lines (of three to sixty words); does nothing once the census is full."""
        lines = {key(fold(line)) for line in text.splitlines() if line.strip()}
        longest = max(lines, key=len, default="")
        if self.full or len(longest) < MIN_LONGEST:
            return
        self.files += 1
        article = line_hash(longest)
        for line in lines - {longest}:
            if MIN_WORDS <= line.count(" ") + 1 <= MAX_WORDS:
                articles = self._seen.setdefault(line_hash(line), set())
                if len(articles) < MIN_FILES:
                    articles.add(article)

    def repeated(self) -> frozenset[int]:
        """Hashes (`line_hash` of the line's key) of lines that stand in at least four different articles."""
        return frozenset(line for line, articles in self._seen.items() if len(articles) >= MIN_FILES)
