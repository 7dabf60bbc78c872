"""Filters that name a company, campaign or publisher by an old slug mean the one of today."""

from __future__ import annotations

from dataclasses import replace

from archive.redirects import renamed
from search.params import MultiValues, SearchParams, parse


def parse_current(data: MultiValues) -> SearchParams:
    """`search.params.parse`, with slugs that were merged or changed replaced. A query a facet in use."""
    params = parse(data)
    return replace(
        params,
        company=renamed("company", params.company),
        campaign=renamed("campaign", params.campaign),
        publisher=renamed("publisher", params.publisher),
    )
