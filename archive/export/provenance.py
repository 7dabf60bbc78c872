"""Where an export comes from: the search, when it was answered, from which state of the archive. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from urllib.parse import quote

LONGEST_HEADER = 1500
"""Bytes of a header's value: proxies refuse answers whose headers are larger than a few kilobytes."""


def percent_encoded(text: str, longest: int = LONGEST_HEADER) -> str:
    """The text as ASCII, percent-encoded UTF-8; at most `longest` bytes, cut between characters."""
    letters = [quote(letter, safe="", errors="replace") for letter in text[:longest]]
    sizes = accumulate(map(len, letters))
    return "".join(letter for letter, size in zip(letters, sizes, strict=True) if size <= longest)


@dataclass(frozen=True, slots=True)
class Provenance:
    """`query`: the words searched for; `address`: the search itself, absolute, filters included;
    `retrieved`: aware time in UTC; `version`: the archive's, see `archive.version`.
    """

    query: str
    address: str
    retrieved: datetime
    version: str

    @property
    def time(self) -> str:
        """`2026-11-22T22:50:31Z`."""
        return f"{self.retrieved:%Y-%m-%dT%H:%M:%SZ}"

    def headers(self) -> dict[str, str]:
        """The HTTP headers that say so; the query percent-encoded; no link where it would be too long."""
        link = {"Link": f'<{self.address}>; rel="via"; type="text/html"'}
        return {
            "X-Sijil-Query": percent_encoded(self.query),
            "X-Sijil-Retrieved": self.time,
            "X-Sijil-Version": self.version,
            **(link if len(self.address) <= LONGEST_HEADER else {}),
        }
