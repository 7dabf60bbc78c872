"""The addresses of searches. No queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from archive.paths import path
from search.params import SearchParams, encoded
from search.results import FacetName

BEFORE: dict[FacetName, tuple[str, ...]] = {
    "company": ("q",),
    "campaign": ("q", "company"),
    "publisher": ("q", "company", "campaign"),
}
"""The parameters that stand before a facet's values, as `SearchParams.pairs` orders them."""


def _with(page: str, query: str) -> str:
    return f"{page}?{query}" if query else page


def address(params: SearchParams) -> str:
    """The address of a search."""
    return _with(path("search"), params.url_query())


def toggles(params: SearchParams, name: FacetName) -> Callable[[str], str]:
    """What gives the address of `params.toggled(name, value)` for one value after another.

    A page has a link for each of fifty values: what is the same in all of them is composed once.
    """
    chosen: tuple[str, ...] = getattr(params, name)
    rest = replace(params, page=1, part=1, **{name: ()}).pairs()  # type: ignore[arg-type]  # dataclass fields
    place = sum(1 for other, _ in rest if other in BEFORE[name])
    page = path("search")
    before, after = (([encoded(*pair) for pair in pairs]) for pairs in (rest[:place], rest[place:]))

    def toggled(value: str) -> str:
        kept = [one for one in chosen if one != value]
        changed = kept if len(kept) < len(chosen) else [*chosen, value]
        return _with(page, "&".join([*before, *[encoded(name, one) for one in changed], *after]))

    return toggled
