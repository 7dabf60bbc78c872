"""What the admin's front page says of the archive."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from archive.review import filters, lately, queue, words

register = template.Library()


@register.inclusion_tag("review/workshop.html", takes_context=True)
def workshop(context: template.Context) -> dict[str, Any]:
    """The queue's numbers and the latest changes, for whoever may see them."""
    request: HttpRequest = context["request"]
    may = request.user.has_perm("archive.change_article")
    total, each = queue.counts() if may else (0, {})
    reasons = [
        (words.NEEDS[need], n, filters.query(queue.Filters(need=need))) for need, n in each.items() if n
    ]
    return {
        "may_review": may,
        "may_add": request.user.has_perm("archive.add_article"),
        "total": total,
        "reasons": reasons,
        "changes": lately.changes() if may else [],
    }
