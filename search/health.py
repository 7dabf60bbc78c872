"""`/healthz`: whether the site can do its work, for machines."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from archive.models import Article, Outbox
from search.ask import backend
from search.outgrown import outgrown


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while articles can be read; `index` says what is wrong with search, if anything is.

    `pending`: changes that are not in the index yet; `advice` is there once the archive has outgrown its
    engine.
    """
    try:
        articles, pending, database = Article.objects.published().count(), Outbox.objects.count(), "ok"
    except DatabaseError as error:
        return JsonResponse(
            {
                "status": "error",
                "database": type(error).__name__,
                "index": None,
                "articles": None,
                "pending": None,
            },
            status=503,
        )
    problem, advice = backend().problem(), outgrown()
    return JsonResponse(
        ({"advice": str(advice)} if advice else {})
        | {
            "status": "degraded" if problem else "ok",
            "database": database,
            "index": problem or "ok",
            "articles": articles,
            "pending": pending,
        },
        headers={"Cache-Control": "no-store"},
    )
