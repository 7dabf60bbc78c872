"""Redirects: addresses that once named a record and now lead to another."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An old slug (of an article: its id) and the record of the same kind that answers for it now.

    `target` is the record's id, so that later changes of its slug need no change here. A record that has the
    old slug itself goes before any redirect.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("شركة")
        CAMPAIGN = "campaign", _("حملة")
        PUBLISHER = "publisher", _("ناشر")
        ARTICLE = "article", _("مقال")

    kind = models.CharField(_("النوع"), max_length=10, choices=Kind)
    old = models.CharField(_("العنوان القديم"), max_length=200)
    target = models.BigIntegerField(_("السجل الجديد"))
    created_at = models.DateTimeField(_("أُضيف في"), auto_now_add=True)

    class Meta:
        verbose_name = _("تحويل")
        verbose_name_plural = _("التحويلات")
        ordering = ("kind", "old")
        constraints = [models.UniqueConstraint(fields=("kind", "old"), name="one_redirect_an_address")]
        indexes = [models.Index(fields=("kind", "target"), name="redirect_target")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old} → {self.target}"
