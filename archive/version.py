"""The archive's version: what an export or a citation of the whole refers to."""

from __future__ import annotations

from datetime import UTC

from django.db.models import Count, Max, Q

from archive.models import Article


def archive_version() -> str:
    """`1234-20261122T225031Z`: the number of public articles and when an article last changed."""
    public = Q(status=Article.Status.PUBLISHED)
    state = Article.objects.aggregate(public=Count("pk", filter=public), changed=Max("updated_at"))
    if state["changed"] is None:
        return "0"
    return f"{state['public']}-{state['changed'].astimezone(UTC):%Y%m%dT%H%M%SZ}"
