"""The outbox: which articles changed and are not in the search index yet.

Rows are written by database triggers (`archive.triggers`) in the transaction of the change itself,
so nothing that changes an article, not even raw SQL, can be missed, and a rollback takes its row along.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Outbox(models.Model):
    """One row an article; `revision` grows with each change, so a drain never deletes a newer one."""

    article_id = models.BigIntegerField(primary_key=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    next_attempt_at = models.DateTimeField(null=True)
    error = models.TextField(default="", db_default="", blank=True)

    class Meta:
        verbose_name = _("تغيير ينتظر الفهرسة")
        verbose_name_plural = _("تغييرات تنتظر الفهرسة")

    def __str__(self) -> str:
        return f"{self.article_id} r{self.revision}"
