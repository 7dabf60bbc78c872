"""The `Link` header of a page of the API (RFC 8288): the pages beside it and the description."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from archive.export.provenance import LONGEST_HEADER
from search.results import Results


def link_header(results: Results, root: str) -> str:
    """First, previous, next and last page, and `service-desc` (RFC 8631), alone where it gets too long.

    `root`: the site's address without a slash at its end.
    """
    params, pages = results.params, results.pages
    numbers = {
        "first": 1,
        "prev": min(params.page - 1, pages),
        "next": params.page + 1 if params.page < pages else 0,
        "last": pages,
    }
    description = f'<{root}{reverse("api-openapi")}>; rel="service-desc"; type="application/json"'
    base = f"{root}{reverse('api-articles')}?"
    links = [
        f'<{base}{replace(params, page=page).url_query()}>; rel="{name}"'
        for name, page in numbers.items()
        if page
    ]
    whole = ", ".join([*links, description])
    return whole if len(whole) <= 2 * LONGEST_HEADER else description
