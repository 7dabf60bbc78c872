"""`/search/export.csv|json|bib|ris`: every article of a search, streamed. No pages; copies
of one story are one row only with `collapse=1`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive.article_meta import record_of
from archive.export import bibtex, items, ris, table
from archive.export.provenance import Provenance
from archive.export.record import Record
from archive.models import Article, Mention
from archive.serving.limits import budget, spend
from archive.version import archive_version
from search.ask import ask
from search.collapse import one_a_story
from search.moved import parse_current
from search.params import SearchParams
from search.presentation import error_notices

BATCH = 500
"""Articles in memory at a time."""
ROWS_A_REQUEST = 1000
"""An export of more rows costs as much of the reader's budget as several requests."""
HEAVY = ("body", "warnings", "publisher_evidence", "author_evidence", "date_evidence", "edited_fields")


class Format(NamedTuple):
    """How to write a format: its type, and a generator of text for records, origin and count."""

    content_type: str
    write: Callable[[Iterator[Record], Provenance, int], Iterator[str]]


def _csv(records: Iterator[Record], provenance: Provenance, count: int) -> Iterator[str]:
    yield table.heading()
    for record in records:
        yield table.row(record, provenance)


def _json(records: Iterator[Record], provenance: Provenance, count: int) -> Iterator[str]:
    yield items.opening(provenance, count)
    for number, record in enumerate(records):
        yield (items.BETWEEN if number else "") + items.item(record)
    yield items.CLOSING


def _bib(records: Iterator[Record], provenance: Provenance, count: int) -> Iterator[str]:
    yield from map(bibtex.bibtex, records)


def _ris(records: Iterator[Record], provenance: Provenance, count: int) -> Iterator[str]:
    yield from map(ris.ris, records)


FORMATS = {
    "csv": Format(table.CONTENT_TYPE, _csv),
    "json": Format(items.CONTENT_TYPE, _json),
    "bib": Format(bibtex.CONTENT_TYPE, _bib),
    "ris": Format(ris.CONTENT_TYPE, _ris),
}


def refused(request: HttpRequest, params: SearchParams) -> HttpResponse:
    """400 with the reasons: a file that silently left out a filter would be quoted as if it had it."""
    return render(request, "errors/400.html", {"sentences": error_notices(params)}, status=400)


def provenance_of(request: HttpRequest, params: SearchParams) -> Provenance:
    """What an export of this search says of itself."""
    address = f"{reverse('search')}?{params.url_query()}"
    return Provenance(params.q, request.build_absolute_uri(address), timezone.now(), archive_version())


def records(ids: Sequence[int], root: str) -> Iterator[Record]:
    """The articles in the order of `ids`, a batch in memory at a time; those gone meanwhile are left out.

    `root`: the site's address, ending in a slash.
    """
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        found = Article.objects.published().select_related("publisher").defer(*HEAVY).in_bulk(batch)
        tags = _tags(batch)
        for pk in batch:
            if pk in found:
                record = record_of(found[pk], root + found[pk].get_absolute_url().lstrip("/"))
                companies, campaigns = tags.get(pk, ((), ()))
                yield replace(record, companies=tuple(companies), campaigns=tuple(campaigns))


def _tags(ids: Sequence[int]) -> dict[int, tuple[list[str], list[str]]]:
    """Slugs of the companies and of the campaigns counted in each article, sorted: one query."""
    tags: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    counted = Mention.objects.counted().filter(article__in=ids).order_by("company__slug", "campaign__slug")
    for pk, company, campaign in counted.values_list(
        "article_id", "company__slug", "campaign__slug"
    ).distinct():
        tags[pk][0 if company else 1].append(company or campaign)
    return tags


def _chunks(texts: Iterator[str]) -> Iterator[bytes]:
    while chunk := "".join(islice(texts, BATCH)):
        yield chunk.encode()


@require_safe
@budget("export")
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole result of a search as a file. Http404 for a format that does not exist."""
    if form not in FORMATS:
        raise Http404
    params = parse_current(request.GET).whole()
    if params.errors:
        return refused(request, params)
    found = ask(params, limit=None, facets=False).found
    ids = one_a_story(found)[0] if params.collapse else found.ids
    spend(request, "export", len(ids) // ROWS_A_REQUEST, owed=True)
    provenance = provenance_of(request, params)
    written = FORMATS[form].write(records(ids, request.build_absolute_uri("/")), provenance, len(ids))
    name = f"sijil-{provenance.retrieved:%Y%m%d-%H%M%S}.{form}"
    return StreamingHttpResponse(
        _chunks(written),
        content_type=FORMATS[form].content_type,
        headers={
            **provenance.headers(),
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "no-store",
        },
    )
