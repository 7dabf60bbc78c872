"""A figure: a number that an article claims, with the sentence that claims it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.history.record import Tracked
from archive.models.article import Article
from archive.models.seal import Sealed, SealedQuerySet


class FigureQuerySet(SealedQuerySet["Figure"]):
    """Sets of figures."""


class Figure(Sealed):
    """Values are plain units (19400000, not 19.4); `start`/`end` are offsets into the body."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("بالضبط")
        AT_LEAST = "at_least", _("على الأقل")
        ABOUT = "about", _("نحو")

    article = models.ForeignKey(Article, models.CASCADE, related_name="figures", verbose_name=_("المقال"))
    kind = models.CharField(_("النوع"), max_length=30)
    value = models.FloatField(_("القيمة"))
    unit = models.CharField(_("الوحدة"), max_length=20)
    qualifier = models.CharField(_("الدقّة"), max_length=8, choices=Qualifier, default=Qualifier.EXACT)
    text = models.TextField(_("الجملة"))
    start = models.PositiveIntegerField(_("من"))
    end = models.PositiveIntegerField(_("إلى"))

    objects = FigureQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = _("رقم")
        verbose_name_plural = _("الأرقام")
        ordering = ("article", "start")

    def __str__(self) -> str:
        return f"{self.kind}: {self.value:g} {self.unit}"
