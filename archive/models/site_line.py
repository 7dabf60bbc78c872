"""A line that stands in most articles of one site: furniture that no rule names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteLine(models.Model):
    """Learned when files of the site were ingested (`archive.ingest.learning`), and kept: what was furniture
    once is furniture whenever that page is read again. A curator can switch a wrong one off.
    """

    site = models.CharField(_("الموقع"), max_length=200)
    text = models.CharField(_("السطر"), max_length=200)
    articles = models.PositiveIntegerField(_("مقالات تحمله"))
    counted = models.PositiveIntegerField(_("مقالات عُدّت"))
    active = models.BooleanField(_("معمول به"), default=True)
    learned_at = models.DateTimeField(_("عُرف في"), auto_now_add=True)

    class Meta:
        verbose_name = _("سطر متكرّر في موقع")
        verbose_name_plural = _("الأسطر المتكرّرة في المواقع")
        ordering = ("site", "text")
        constraints = [models.UniqueConstraint(fields=("site", "text"), name="site_line_once")]

    def __str__(self) -> str:
        return f"{self.site}: {self.text}"
