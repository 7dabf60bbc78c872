"""The results of a page as its template lists them: everything in words, looked up once. No queries.

Rows are dictionaries because a template finds their parts at once; of an object it asks for an item first
and gets its attribute only when that has failed, which a page of twenty results does a thousand times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypedDict

from django.utils.translation import gettext as _

from archive import counting
from archive.dates_display import display_date, iso_date
from archive.labels import name_in
from archive.paths import path
from search.addresses import toggles
from search.params import SearchParams
from search.results import FacetName, FacetValue, Hit, Reason

MOST_COMPANIES = 4
MOST_CAMPAIGNS = 3


class Tag(TypedDict):
    """A company or campaign below a result."""

    url: str
    name: str


class HitRow(TypedDict):
    """One result. `title`, `snippet`: HTML, as in `Hit`; the others are words, empty where there are none.

    `date`: for machines.
    """

    url: str
    title: str
    snippet: str
    publisher: str
    date: str
    date_words: str
    copies: str
    reasons: str
    companies: list[Tag]
    campaigns: list[Tag]


class FacetLink(TypedDict):
    """A facet value, its number of articles, and the address that adds it to the search or takes it out."""

    name: str
    count: str
    url: str
    selected: bool


def facet_links(
    params: SearchParams, facet: FacetName, values: Iterable[FacetValue], language: str
) -> list[FacetLink]:
    """The values of a facet, chosen ones first; those without articles only where they are chosen."""
    address = toggles(params, facet)
    links: list[FacetLink] = [
        {
            "name": name_in(value, language),
            "count": counting.grouped(value.count),
            "url": address(value.slug),
            "selected": value.selected,
        }
        for value in values
        if value.count or value.selected
    ]
    links.sort(key=lambda link: not link["selected"])
    return links


def _why() -> Callable[[Hit], str]:
    """What says why an article was found, nearest first: «الكلمة نفسها، الجذر نفسه»."""
    said: dict[Reason, str] = {
        "phrase": _("العبارة نفسها"),
        "word": _("الكلمة نفسها"),
        "name": _("تهجئة أخرى للاسم"),
        "stem": _("كلمة من الجذع نفسه"),
        "root": _("كلمة من الجذر نفسه"),
        "tag": _("موسوم بهذا الاسم"),
    }
    between = _("، ")
    return lambda hit: between.join([said[level] for level in hit.reasons])


def _tagger(language: str) -> Callable[[FacetName, Iterable[FacetValue]], list[Tag]]:
    """What makes the tags of one result after another: most are on several of a page."""
    made: dict[tuple[str, str], Tag] = {}

    def tag(kind: FacetName, value: FacetValue) -> Tag:
        key = (kind, value.slug)
        if key not in made:
            made[key] = {"url": path(kind, value.slug), "name": name_in(value, language)}
        return made[key]

    return lambda kind, values: [tag(kind, value) for value in values]


def hit_rows(hits: Iterable[Hit], language: str) -> list[HitRow]:
    """The results, in the reader's `language`: `ar` or `en`."""
    why, undated, published_in = _why(), _("بلا تاريخ"), _("نُشر في %(n)s")
    tags = _tagger(language)
    rows: list[HitRow] = []
    for hit in hits:
        article = hit.article
        day, precision = article.published_on, article.date_precision
        rows.append(
            {
                "url": article.get_absolute_url(),
                "title": hit.title_html,
                "snippet": hit.snippet_html,
                "publisher": name_in(article.publisher, language) if article.publisher else "",
                "date": iso_date(day, precision) if day else "",
                "date_words": display_date(day, precision, language) if day else undated,
                "copies": published_in % {"n": counting.sites(hit.copies)} if hit.copies else "",
                "reasons": why(hit),
                "companies": tags("company", hit.companies[:MOST_COMPANIES]),
                "campaigns": tags("campaign", hit.campaigns[:MOST_CAMPAIGNS]),
            }
        )
    return rows
