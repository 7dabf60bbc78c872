"""The links by which a reader takes a search home: files of each format and the feed. No queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.paths import path
from search.feeds import feed_address
from search.params import SearchParams


@dataclass(frozen=True, slots=True)
class TakeAway:
    """One link; `file`: whether it is a download."""

    label: str
    url: str
    file: bool


def take_away(params: SearchParams) -> list[TakeAway]:
    """Every format, then the feed."""
    query = params.whole().url_query()
    labels = {"csv": _("جدول CSV"), "json": "JSON", "bib": "BibTeX", "ris": "RIS"}
    links = [
        TakeAway(label, f"{path('search-export', form)}?{query}", True) for form, label in labels.items()
    ]
    return [*links, TakeAway(_("تابِع الجديد (Atom)"), feed_address(params), False)]
