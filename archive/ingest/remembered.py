"""What is known of words, asked thousands of times a page. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Known = TypeVar("Known")
MOST = 30_000
"""Different words whose readings are kept: texts are made of the same few."""
LONGEST = 64
"""Characters of a word that is kept; what is longer hardly comes again, and may be a whole file."""


class Remembered(dict[str, Known]):
    """Readings of words by themselves: `map(remembered.__getitem__, words)` reads those that are new.

    Forgets all of them when it is full: to note which were asked for last costs more than to begin again.
    """

    def __init__(self, read: Callable[[str], Known], most: int = MOST) -> None:
        super().__init__()
        self._read, self._most = read, most

    def __missing__(self, word: str) -> Known:
        known = self._read(word)
        if len(word) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = known
        return known
