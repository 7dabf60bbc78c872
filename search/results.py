"""What a search answers: the hits of one page, the exact total, facets, and how it was understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from archive.models import Article
from search.highlight import LEVELS
from search.params import SearchParams
from search.query import Query
from search.wanted import Level

Matching = Literal["all", "half", "any"]
Reason = Level | Literal["tag"]
REASONS: tuple[Reason, ...] = (*LEVELS, "tag")
"""Why an article was found, nearest first."""
FacetName = Literal["company", "campaign", "publisher"]


@dataclass(slots=True)
class Hit:
    """One article of the page. `article` has publisher and `counted_mentions` already fetched.

    `title_html` and `snippet_html` are escaped, with `<mark>` on the words that matched. `companies` and
    `campaigns` are the entities counted in it, each once, most mentioned first. `reasons`: the levels of
    `search.highlight` at which title or body matched, the nearest first; `tag` where only a tag did.
    """

    article: Article
    score: float
    title_html: str
    snippet_html: str
    companies: list[FacetValue] = field(default_factory=list)
    campaigns: list[FacetValue] = field(default_factory=list)
    copies: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many of all matching articles have it."""

    slug: str
    name_ar: str
    name_en: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class YearCount:
    """Number of matching articles of a year; `year` is None for undated ones."""

    year: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A name in the query that was searched in all its spellings."""

    slug: str
    kind: Literal["company", "campaign"]
    name_ar: str
    name_en: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that a word of the query may be, and the search for it."""

    kind: Literal["company", "campaign"]
    name_ar: str
    name_en: str
    params: SearchParams


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The same search without one of its filters: `facet` is a facet's name, `from`, `to` or `date`.

    `value`: the slug, or the date as typed.
    """

    facet: str
    value: str
    params: SearchParams
    total: int


@dataclass(slots=True)
class Results:
    """A page of results. `undated_left_out`: articles that match but have no date while from/to is set.

    `unquoted`: no text had the quoted phrase together with the rest, so its words were searched instead.
    `matching`: all, half or any of the words had to be there. `notice`: set when the index could not be
    used and the database answered instead (`"index"`), else None. `suggestion`: another query that finds
    more; `relaxed`: fewer filters that find something, where these find nothing. `stories`: set where
    copies are collapsed.
    """

    params: SearchParams
    query: Query
    terms: tuple[str, ...]
    hits: list[Hit]
    total: int
    facets: dict[FacetName, list[FacetValue]]
    years: list[YearCount]
    matching: Matching = "all"
    expanded: tuple[Expanded, ...] = ()
    suggestion: str | None = None
    offers: tuple[Offer, ...] = ()
    relaxed: tuple[Relaxed, ...] = ()
    undated_left_out: int = 0
    unquoted: bool = False
    notice: str | None = None
    stories: int | None = None

    @property
    def rows(self) -> int:
        """How many hits there are on all pages together: stories where copies are collapsed."""
        return self.total if self.stories is None else self.stories

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.rows // self.params.page_size))
