"""What a citation needs to know of an article; the writers beside this file turn it into text. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Record:
    """An article to cite. `precision`: day, month or year, empty where `published_on` is None.

    `url` is the article's own address in the archive, `source_url` where it was first published.
    Unknown texts are empty, never guessed. `companies` and `campaigns` are slugs, each once.
    """

    id: int
    title: str
    url: str
    author: str = ""
    publisher: str = ""
    published_on: date | None = None
    precision: str = ""
    source_url: str = ""
    companies: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name reference managers know it by: `sijil-12`."""
        return f"sijil-{self.id}"

    @property
    def date_parts(self) -> list[int]:
        """`[2025, 2, 15]`, `[2025, 2]`, `[2025]` or `[]`: no more than is known."""
        if self.published_on is None:
            return []
        day = self.published_on
        return [day.year, day.month, day.day][: {"year": 1, "month": 2}.get(self.precision, 3)]


def one_line(text: str) -> str:
    """The text without line breaks, tabs and other control characters, blanks joined."""
    return " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text).split())
