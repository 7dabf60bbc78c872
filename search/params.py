"""The parameters of /search/, the API, exports and feeds: one parser for all. Pure but for QueryDict.

`parse` never raises: a value that cannot be used is listed in `errors`; the page shows the nearest
sensible results, the API answers 400.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol
from urllib.parse import urlencode

from search.query import MAX_LENGTH

Sort = Literal["relevance", "newest", "oldest"]
By = Literal["", "before", "after"]
MAX_VALUES = 50
MAX_VALUE_LENGTH = 200
MAX_PAGE = 1_000_000
LONGEST_QUERY = MAX_LENGTH + 1
"""One more than is searched, so that the parser still sees (and says) that there was more."""
PAGE_ONLY = ("page", "page_size", "part", "view", "by")
"""Parameters that change what a page shows, but not what is found."""


class MultiValues(Protocol):
    """What Django's QueryDict offers and this module needs."""

    def getlist(self, key: str) -> list[str]: ...


@lru_cache(maxsize=512)
def encoded(name: str, value: str) -> str:
    """`q=%D8%B9…`: one parameter of an address. Remembered: a page repeats it in eighty addresses."""
    return urlencode([(name, value)])


@dataclass(frozen=True, slots=True)
class ParamError:
    """A parameter that cannot be used: its name and a code (`date`, `choice`, `number`, `order`)."""

    field: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class SearchParams:
    """A search as asked for. Facets hold slugs: OR inside one, AND between them.

    `date_from` and `date_to` are inclusive; `date_from_text` and `date_to_text` are as typed. `lines` asks
    for the concordance, sorted `by` what stands before or after the word, of the `part`-th 300 articles.
    `collapse`: whether copies of one story are one result; None where the reader did not say.
    """

    q: str = ""
    company: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    date_from_text: str = ""
    date_to_text: str = ""
    undated_only: bool = False
    sort: Sort = "relevance"
    exact: bool = False
    lines: bool = False
    by: By = ""
    collapse: bool | None = None
    all_words: bool = False
    plain_names: bool = False
    page: int = 1
    page_size: int = 20
    part: int = 1
    errors: tuple[ParamError, ...] = field(default=(), compare=False)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that differ from their defaults, in a stable order, as `(name, value)`."""
        rows = [("q", self.q)] if self.q else []
        for name in ("company", "campaign", "publisher"):
            rows += [(name, value) for value in getattr(self, name)]
        rows += [(n, v) for n, v in (("from", self.date_from_text), ("to", self.date_to_text)) if v]
        for name, on, value in (
            ("date", self.undated_only, "none"),
            ("sort", self.sort != "relevance", self.sort),
            ("match", self.exact, "exact"),
            ("view", self.lines, "lines"),
            ("by", self.by != "", self.by),
            ("collapse", self.collapse is not None, "1" if self.collapse else "0"),
            ("words", self.all_words, "all"),
            ("names", self.plain_names, "off"),
            ("page_size", self.page_size != 20, str(self.page_size)),
            ("part", self.part != 1, str(self.part)),
            ("page", self.page != 1, str(self.page)),
        ):
            if on:
                rows.append((name, value))
        return rows

    def url_query(self, **changes: object) -> str:
        """The query string of these parameters with some changed: `params.url_query(page=2)`."""
        params = replace(self, **changes) if changes else self  # type: ignore[arg-type]  # dataclass fields
        return "&".join([encoded(name, value) for name, value in params.pairs()])

    def toggled(self, name: str, value: str) -> SearchParams:
        """The same search with one facet value added or removed, back on page 1."""
        values: tuple[str, ...] = getattr(self, name)
        kept = tuple(v for v in values if v != value)
        changed = kept if len(kept) < len(values) else (*values, value)
        return replace(self, **{name: changed, "page": 1, "part": 1})  # type: ignore[arg-type]  # dataclass fields

    def whole(self) -> SearchParams:
        """The same search without what only concerns how a page shows it, mistakes in that included."""
        kept = tuple(error for error in self.errors if error.field not in PAGE_ONLY)
        return replace(self, page=1, page_size=20, part=1, lines=False, by="", errors=kept)

    @property
    def filtered(self) -> bool:
        """Whether anything besides the words narrows the search."""
        return bool(
            self.company
            or self.campaign
            or self.publisher
            or self.date_from
            or self.date_to
            or self.undated_only
        )


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def parse_date(text: str, *, end: bool) -> date | None:
    """`YYYY[-MM[-DD]]` as the first (or, with `end`, last) day of that span; None if there is no such day."""
    found = _DATE.fullmatch(text.translate(_DIGITS).strip())
    if not found or found[1] == "0000":
        return None
    year, month, day = int(found[1]), found[2], found[3]
    first_month = int(month) if month else (12 if end else 1)
    if not 1 <= first_month <= 12:
        return None
    last = calendar.monthrange(year, first_month)[1]
    the_day = int(day) if day else (last if end else 1)
    return date(year, first_month, the_day) if 1 <= the_day <= last else None


class _Reader:
    """Collects values and errors while `parse` walks the parameters."""

    def __init__(self, data: MultiValues) -> None:
        self.data = data
        self.errors: list[ParamError] = []

    def one(self, name: str) -> str:
        values = self.data.getlist(name)
        return values[-1].replace("\x00", "").strip() if values else ""

    def wrong(self, name: str, code: str, value: str) -> None:
        self.errors.append(ParamError(name, code, value[:100]))

    def slugs(self, name: str) -> tuple[str, ...]:
        seen = dict.fromkeys(
            v.replace("\x00", "").strip()[:MAX_VALUE_LENGTH] for v in self.data.getlist(name)
        )
        return tuple(v for v in seen if v)[:MAX_VALUES]

    def choice(self, name: str, known: Iterable[str]) -> str:
        value = self.one(name)
        if value and value not in known:
            self.wrong(name, "choice", value)
            return ""
        return value

    def day(self, name: str, *, end: bool) -> tuple[date | None, str]:
        text = self.one(name)
        if not text:
            return None, ""
        value = parse_date(text, end=end)
        if value is None:
            self.wrong(name, "date", text)
            return None, ""
        return value, text.translate(_DIGITS)

    def number(self, name: str, default: int, largest: int) -> int:
        text = self.one(name).translate(_DIGITS).removesuffix(".0")  # JSON's 5.0 is whole
        if not text:
            return default
        if not (text.isascii() and text.isdigit()) or len(text) > 12 or int(text) < 1:
            self.wrong(name, "number", text)
            return default
        if int(text) > largest:
            self.wrong(name, "number", text)
        return min(int(text), largest)


def parse(data: MultiValues, *, largest_page_size: int = 100) -> SearchParams:
    """Read the parameters of a request.

    `data`: a QueryDict; `largest_page_size`: larger ones are cut to it and noted in `errors`.
    """
    read = _Reader(data)
    date_from, from_text = read.day("from", end=False)
    date_to, to_text = read.day("to", end=True)
    if date_from and date_to and date_from > date_to:
        read.wrong("to", "order", to_text)
    sort = read.choice("sort", ("relevance", "newest", "oldest")) or "relevance"
    return SearchParams(
        q=read.one("q")[:LONGEST_QUERY],
        company=read.slugs("company"),
        campaign=read.slugs("campaign"),
        publisher=read.slugs("publisher"),
        date_from=date_from,
        date_to=date_to,
        date_from_text=from_text,
        date_to_text=to_text,
        undated_only=read.choice("date", ("none",)) == "none",
        sort=sort,  # type: ignore[arg-type]  # one of the three choices above
        exact=read.choice("match", ("stem", "exact")) == "exact",
        lines=read.choice("view", ("list", "lines")) == "lines",
        by=read.choice("by", ("before", "after")),  # type: ignore[arg-type]  # one of the choices, or empty
        collapse={"0": False, "1": True}.get(read.choice("collapse", ("0", "1"))),
        all_words=read.choice("words", ("all",)) == "all",
        plain_names=read.choice("names", ("on", "off")) == "off",
        page=read.number("page", 1, MAX_PAGE),
        page_size=read.number("page_size", 20, largest_page_size),
        part=read.number("part", 1, MAX_PAGE),
        errors=tuple(read.errors),
    )
