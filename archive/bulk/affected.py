"""How many of a batch's articles would change: for the preview, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from archive.models import Article, Capture, Mention, Operation

CHUNK = 5000
Kind = Operation.Kind


def affected(operation: Operation) -> int:
    """The number of targets that carrying the operation out would change."""
    return sum(_count(operation, ids) for ids in _parts(operation.targets))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(ids), CHUNK):
        yield ids[begin : begin + CHUNK]


def _count(operation: Operation, ids: Sequence[int]) -> int:
    rows, params = Article.objects.filter(pk__in=ids), operation.params
    match operation.kind:
        case Kind.PUBLISH:
            return rows.exclude(status=Article.Status.PUBLISHED).count()
        case Kind.WITHDRAW:
            so = {"withdrawn_for": params["reason"], "withdrawn_note": params.get("note", "")}
            return rows.exclude(status=Article.Status.WITHDRAWN, **so).count()
        case Kind.PUBLISHER:
            other = ~Q(publisher=params["publisher"]) | Q(publisher=None)
            return rows.filter(other).count()
        case Kind.TAG:
            return rows.exclude(pk__in=_of(params, Mention.objects.counted())).count()
        case Kind.UNTAG:
            rejected = Mention.objects.exclude(state=Mention.State.REJECTED)
            return rows.filter(pk__in=_of(params, rejected)).count()
        case Kind.REPARSE:
            return Capture.objects.filter(article__in=ids, current=True).count()
    return rows.count()


def _of(params: dict[str, Any], mentions: QuerySet[Mention]) -> QuerySet[Any, Any]:
    """The articles of these mentions of the batch's company or campaign."""
    return mentions.filter(**{params["kind"]: params["entity"]}).values("article_id")
