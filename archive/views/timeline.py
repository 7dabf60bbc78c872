"""Coverage per month of chosen companies and campaigns, side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.redirects import renamed
from archive.serving.limits import budget
from archive.timeline_page import build


@require_safe
@budget("search")
def timeline(request: HttpRequest) -> HttpResponse:
    """`?company=SLUG&campaign=SLUG` (repeatable, four in all) and `?from=YYYY&to=YYYY`."""
    companies = renamed("company", tuple(request.GET.getlist("company")))
    campaigns = renamed("campaign", tuple(request.GET.getlist("campaign")))
    page = build(list(companies), list(campaigns), request.GET)
    return render(request, "pages/timeline.html", {"page": page})
