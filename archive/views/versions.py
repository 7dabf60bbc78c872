"""How an article changed from one capture to the next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive import rights
from archive.redirects import follows
from archive.versions import versions_of
from archive.views.articles import find
from archive.views.errors import gone, locked


@require_safe
@follows("article")
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The captures of an article, latest first, and the words that changed between them."""
    found = find(pk)
    if found.withdrawn:
        return gone(request, found)
    if not rights.shows_files(found):
        return locked(request, found)
    return render(request, "pages/versions.html", {"article": found, "versions": versions_of(found)})
