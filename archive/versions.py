"""The versions of an article: what today's rules read in each of its captures, and what changed between."""

from __future__ import annotations

from dataclasses import dataclass

from archive import captures
from archive.ingest.draft import Draft, Rejected
from archive.ingest.parse import load_rules, parse
from archive.models import Article, Capture
from archive.worddiff import Paragraph, compare

MOST = 20
"""Captures compared on one page, the latest ones."""


@dataclass(frozen=True, slots=True)
class Version:
    """A capture beside the one before it. `changes`: None for the earliest and where one is unreadable."""

    capture: Capture
    readable: bool
    changes: list[Paragraph] | None

    @property
    def changed(self) -> bool:
        """Whether its text differs from that of the capture before."""
        return any(paragraph.changed for paragraph in self.changes or ())


def versions_of(article: Article) -> list[Version]:
    """The article's captures, latest first, each compared with the one captured before it.

    `article`: with its captures fetched. Older texts are not stored: they are read from the bytes again.
    """
    rows = sorted(article.captures.all(), key=lambda row: (row.seen_at, row.pk))
    found: list[Version] = []
    before: str | None = None
    for capture in rows[-MOST:]:
        draft = _reading(capture)
        text = f"{draft.title}\n{draft.body}" if draft else None
        changes = compare(before, text) if before is not None and text is not None else None
        found.append(Version(capture, draft is not None, changes))
        before = text
    return found[::-1]


def _reading(capture: Capture) -> Draft | None:
    """What the rules make of the capture; None where the bytes are missing or hold no article."""
    try:
        return parse(captures.source(capture), rules=load_rules(), tagger=lambda title, body: [])
    except (OSError, Rejected):
        return None
