"""`/search/feed.atom`: the newest articles of any search; companies' and campaigns' feeds are this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from archive.export.atom import CONTENT_TYPE, Entry, Feed, atom
from archive.models import Article
from archive.paths import path
from archive.serving.limits import budget
from search.engine import search
from search.exports import records, refused
from search.moved import parse_current
from search.params import SearchParams
from search.results import Results

ENTRIES = 50
LONGEST_TITLE = 120


def feed_address(params: SearchParams) -> str:
    """The path of a search's feed; order and page do not matter to it."""
    query = replace(params.whole(), sort="relevance").url_query()
    return f"{path('search-feed')}?{query}" if query else path("search-feed")


def _title(results: Results) -> str:
    params = results.params
    names = [
        value.name_ar
        for facet, values in results.facets.items()
        for value in values
        if value.slug in getattr(params, facet)
    ]
    parts = [part for part in (params.q[:LONGEST_TITLE], *names) if part]
    return f"{_('سِجِلّ')}: {'، '.join(parts)}" if parts else _("سِجِلّ")


def _updated(results: Results) -> datetime:
    """When what the feed shows last changed; of an empty feed, the archive, else the epoch."""
    shown = [hit.article.updated_at for hit in results.hits]
    latest = max(shown) if shown else Article.objects.aggregate(at=Max("updated_at"))["at"]
    return cast(datetime, latest) if latest else datetime.fromtimestamp(0, UTC)


@require_safe
@budget("export")
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The 50 newest articles of a search as Atom, with an ETag so that readers ask cheaply."""
    params = parse_current(request.GET).whole()
    if params.errors:
        return refused(request, params)
    results = search(replace(params, sort="newest", page_size=ENTRIES))
    here = feed_address(params)
    page = here.replace(path("search-feed"), path("search"), 1)
    about = Feed(
        _title(results), request.build_absolute_uri(here), request.build_absolute_uri(page), _updated(results)
    )
    shown = {hit.article.pk: hit for hit in results.hits}
    entries = [
        Entry(record, shown[record.id].article.updated_at, shown[record.id].snippet_html)
        for record in records(list(shown), request.build_absolute_uri("/"))
    ]
    return HttpResponse(atom(about, entries), content_type=CONTENT_TYPE)
