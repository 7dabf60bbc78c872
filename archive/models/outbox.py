"""The outbox: which articles changed and are not in the search index yet.

Rows are written by database triggers (`archive.triggers`) in the transaction of the change itself,
so nothing that changes an article, not even raw SQL, can be missed, and a rollback takes its row along.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """What is done to the outbox besides what the triggers do."""

    def note(self, ids: Sequence[int], batch: int = 500) -> None:
        """Put articles in as if they had changed, due at once."""
        for start in range(0, len(ids), batch):
            part = ids[start : start + batch]
            self.bulk_create([Outbox(article_id=pk) for pk in part], ignore_conflicts=True)
            self.filter(article_id__in=part).update(revision=F("revision") + 1, next_attempt_at=None)


class Outbox(models.Model):
    """One row an article; `revision` grows with each change, so a drain never deletes a newer one."""

    article_id = models.BigIntegerField(primary_key=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    next_attempt_at = models.DateTimeField(null=True)
    error = models.TextField(default="", db_default="", blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("تغيير ينتظر الفهرسة")
        verbose_name_plural = _("تغييرات تنتظر الفهرسة")

    def __str__(self) -> str:
        return f"{self.article_id} r{self.revision}"
