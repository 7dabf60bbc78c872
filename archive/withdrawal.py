"""Takes articles away from the public with a reason that the public may read, and gives them back."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from archive.history import because, bulk
from archive.models import Article
from archive.review import queue


def withdraw(articles: models.QuerySet[Any], reason: str, note: str = "") -> int:
    """Withdraw these articles; returns how many were not withdrawn so already.

    `reason`: one of `Article.Withdrawal`; `note`: a public sentence. Raises ValueError for another reason.
    """
    with because("withdrawal"):
        return _update(
            articles,
            status=Article.Status.WITHDRAWN,
            withdrawn_for=Article.Withdrawal(reason).value,
            withdrawn_note=note.strip()[:500],
        )


def restore(articles: models.QuerySet[Any]) -> int:
    """Publish withdrawn articles again; returns how many there were."""
    with because("withdrawal ended"):
        return _update(
            articles.filter(status=Article.Status.WITHDRAWN),
            status=Article.Status.PUBLISHED,
            withdrawn_for="",
            withdrawn_note="",
        )


@transaction.atomic
def _update(articles: models.QuerySet[Any], **values: Any) -> int:
    """Set these columns with history, and bring the review queue up to date."""
    ids = list(articles.values_list("pk", flat=True))
    changed = bulk.update(articles, **values)
    queue.refresh(ids)
    return changed
