"""One article: its page and the bytes it was read from."""

from __future__ import annotations

import json
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive import captures, copies, rights
from archive.article_meta import citation_meta, json_ld, record_of
from archive.article_page import marked_paragraphs, tags_of
from archive.export import bibtex, csl, plain, ris
from archive.export.record import Record
from archive.models import Article, Capture
from archive.redirects import follows
from archive.views.errors import gone, locked

MOST_COPIES = 50


class LedgerLine(NamedTuple):
    """One line of the file as the article's ledger accounts for it; `number` from 1."""

    number: int
    text: str
    kind: str
    rule: str


def find(pk: int) -> Article:
    """The article if the public may see it or once could: look at `withdrawn`. Raises Http404 otherwise."""
    found = Article.objects.with_tags().prefetch_related("captures", "figures").filter(pk=pk).first()
    if found is None or found.status == Article.Status.PROPOSED:
        raise Http404
    return found


def _record(request: HttpRequest, found: Article) -> Record:
    return record_of(found, request.build_absolute_uri(found.get_absolute_url()))


@require_safe
@follows("article")
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The article with its evidence. `?lines=all` adds every line of the file, removed ones marked."""
    found = find(pk)
    if found.withdrawn:
        return gone(request, found)
    mentions = found.counted_mentions
    record = _record(request, found)
    files = rights.shows_files(found)
    capture = found.capture if files else None
    body = rights.public_body(found)
    context = {
        "article": found,
        "paragraphs": marked_paragraphs(found, body, mentions),
        "excerpt": rights.excerpt_only(found),
        "tags": tags_of(mentions),
        "captures": sorted(found.captures.all(), key=lambda c: (not c.current, -c.pk)),
        "files": files,
        "copies": copies.of(found).select_related("publisher")[:MOST_COPIES],
        "figures": list(found.figures.all()),
        "show_lines": request.GET.get("lines") == "all",
        "ledger": [LedgerLine(n, text, kind, rule) for n, text, _, kind, rule in capture.ledger]
        if capture
        else [],
        "removed": capture.removed_lines if capture else [],
        "address": record.url,
        "source_link": record.source_url,
        "citation_ar": plain.plain_arabic(record),
        "citation_en": plain.plain_english(record),
        "citation_meta": citation_meta(record),
        "json_ld": json_ld(record),
    }
    return render(request, "pages/article.html", context)


@require_safe
@follows("article")
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The captured bytes as a download: those the text was read from, or those whose hash is `?sha256=`.

    Never shown in place: a captured file may be a page with scripts of its own.
    """
    found = find(pk)
    if found.withdrawn:
        return gone(request, found)
    if not rights.shows_files(found):
        return locked(request, found)
    wanted = request.GET.get("sha256", "")
    rows: list[Capture] = [c for c in found.captures.all() if c.sha256 == wanted]
    capture = rows[0] if rows else None if wanted else found.capture
    if capture is None:
        raise Http404
    return file_response(capture, captures.read(capture.sha256))


def file_response(capture: Capture, data: bytes) -> HttpResponse:
    """The bytes of a capture as a download that no browser runs."""
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, capture.name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "ETag": f'"{capture.sha256}"',
        },
    )


@require_safe
@follows("article")
def cite(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The citation for a reference manager: `bib`, `ris` or `json` (CSL-JSON)."""
    found = find(pk)
    if found.withdrawn:
        return gone(request, found)
    record = _record(request, found)
    match form:
        case "bib":
            text, content_type = bibtex.bibtex(record), bibtex.CONTENT_TYPE
        case "ris":
            text, content_type = ris.ris(record), ris.CONTENT_TYPE
        case "json":
            text, content_type = json.dumps([csl.csl(record)], ensure_ascii=False), csl.CONTENT_TYPE
        case _:
            raise Http404
    disposition = content_disposition_header(True, f"{record.key}.{form}") or "attachment"
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})
