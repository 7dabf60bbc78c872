"""The queue: what needs a person, with the number for each reason, worst first."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archive.models import Publisher
from archive.review import filters, queue, words
from archive.review.access import for_curators, page

MOST_PUBLISHERS = 500


@require_GET
@for_curators("archive.change_article")
def listing(request: HttpRequest) -> HttpResponse:
    """One page of the queue."""
    chosen = filters.read(request.GET)
    total, each = queue.counts(chosen)
    shown = each[chosen.need] if chosen.need else total
    last = max(1, -(-shown // queue.PAGE))
    number = min(max(1, filters.whole(request.GET.get("page", "")) or 1), last)
    rows = [(review, words.needs_of(review.needs)) for review in queue.page(chosen, number)]
    reasons = [
        (words.NEEDS[need], n, filters.query(replace(chosen, need=need)), need == chosen.need)
        for need, n in each.items()
    ]
    return render(
        request,
        "review/queue.html",
        page(
            request,
            _("يحتاج إلى مراجعة"),
            total=total,
            shown=shown,
            reasons=reasons,
            rows=rows,
            chosen=chosen,
            everything=filters.query(replace(chosen, need=None)),
            here=filters.query(chosen),
            publishers=Publisher.objects.order_by("name")[:MOST_PUBLISHERS],
            number=number,
            last=last,
            before=filters.query(chosen, page=number - 1) if number > 1 else None,
            after=filters.query(chosen, page=number + 1) if number < last else None,
        ),
    )


@require_GET
@for_curators("archive.change_article")
def first(request: HttpRequest) -> HttpResponse:
    """Opens the worst article of the queue."""
    chosen = filters.read(request.GET)
    pk = queue.waiting(chosen).values_list("article_id", flat=True).first()
    if pk is None:
        return redirect("review-queue")
    return redirect(f"{reverse('review-article', args=[pk])}{filters.query(chosen)}")
