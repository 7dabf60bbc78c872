"""What the public may not read of an article, for a person's safety; and who opened the locked original."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article
from archive.models.capture import Capture


class Redaction(models.Model):
    """A passage hidden in an article, however it is spelled there; see `archive.redaction`.

    The passage is kept so that no later text of the article brings it back; only those who may open locked
    originals see it. `edited_before`: the fields that a person had edited before the first redaction.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="redactions", verbose_name=_("المقال"))
    passage = models.TextField(_("المقطع المحجوب"))
    reason = models.CharField(_("السبب"), max_length=300)
    edited_before = models.JSONField(default=list, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("حجبه")
    )
    created_at = models.DateTimeField(_("حُجب في"), auto_now_add=True)

    class Meta:
        verbose_name = _("حجب")
        verbose_name_plural = _("المقاطع المحجوبة")
        ordering = ("pk",)
        default_permissions = ("add", "view", "delete")
        permissions = [("open_locked", _("فتح أصل مقفل"))]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reason}"


class Opening(models.Model):
    """One opening of a locked original: who, when, why. Never changed or deleted."""

    capture = models.ForeignKey(
        Capture, models.PROTECT, related_name="openings", verbose_name=_("نسخة أصلية")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("فتحها")
    )
    reason = models.CharField(_("السبب"), max_length=300)
    opened_at = models.DateTimeField(_("فُتحت في"), auto_now_add=True)

    class Meta:
        verbose_name = _("فتح أصل مقفل")
        verbose_name_plural = _("سجلّ فتح الأصول المقفلة")
        ordering = ("-pk",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M}"
