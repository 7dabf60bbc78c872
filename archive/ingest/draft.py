"""What travels through ingest: a source file on one end, a draft article on the other.

Plain data, no Django: `read` makes a `Source`, `clean`, `dates`, `byline`, `tag` and `figures`
each fill their part of a `Draft`, and only `store` turns it into rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

LineKind = Literal["title", "meta", "body", "removed", "blank"]
DatePrecision = Literal["day", "month", "year"]
EntityKind = Literal["company", "campaign"]
MentionState = Literal["asserted", "proposed"]
FigureQualifier = Literal["exact", "at_least", "about"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a person or a manifest says of a file; it wins over what the page says."""

    url: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file as found. `path` is shown to people: as typed, or `archive.zip!member`.

    `site`: where the file comes from (`sites.site_of`); `repeated`: folded lines that stand in most articles
    of that site.
    """

    path: str
    data: bytes
    given: Given = Given()
    site: str = ""
    repeated: frozenset[str] = frozenset()


@dataclass(slots=True)
class Line:
    """One line of the decoded file. Joining `text + ending` of all lines gives the file back.

    `number` counts from 1; lines end at LF, CRLF or CR only. `rule` names what decided `kind`
    (for instance `share.strip`, `date.line`); it is empty for plain body lines.
    """

    number: int
    text: str
    ending: str
    kind: LineKind = "body"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a value, the line they stand on (from 1; 0: not in the file) and the rule."""

    text: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class PublishedOn:
    """A publication date. A month or a year is stored as its first day."""

    value: date
    precision: DatePrecision
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in the title or the body; offsets count code points from 0, `end` is exclusive."""

    kind: EntityKind
    slug: str
    start: int
    end: int
    surface: str
    in_title: bool = False
    brand: str = ""
    state: MentionState = "asserted"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that matters, in plain units (19400000, not 19.4), with the sentence that claims it.

    `kind`: signatures, contract, donation, dismissals, arrests, strikers, resignations, fine, …;
    `unit`: people, USD, EUR, …; `start`/`end`: offsets of the number's words in the body.
    """

    kind: str
    value: float
    unit: str
    qualifier: FigureQualifier
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """An article as ingest understood it, before it is stored."""

    source: Source
    sha256: str
    encoding: str
    lines: list[Line]
    title: str
    body: str
    published: PublishedOn | None = None
    publisher: str | None = None
    publisher_evidence: Evidence | None = None
    author: str | None = None
    author_evidence: Evidence | None = None
    place: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Rejected(Exception):
    """A file that cannot become an article. The message says why, for a person, in one sentence."""
