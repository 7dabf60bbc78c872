"""Copies: which articles carry the same story."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article


class CopyBand(models.Model):
    """One key of an article's text (`archive.ingest.copies.bands`); texts that share one may be copies."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="copy_bands")
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.key:x}"


class Copy(models.Model):
    """An article whose story is in the archive more than once.

    `story` is the same number for all its copies: the lowest id among them when they were last compared.
    Which copy is first is asked of their dates, which change, unless a person said so: `place` counts from 1
    in their order. `confirmed`: a person saw that it is a copy.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="copy")
    story = models.BigIntegerField(_("القصة"), db_index=True)
    confirmed = models.BooleanField(_("أكّده قيّم"), default=False)
    place = models.PositiveSmallIntegerField(_("الترتيب"), null=True, blank=True)

    class Meta:
        verbose_name = _("نسخة من قصة")
        verbose_name_plural = _("نسخ القصص")

    def __str__(self) -> str:
        return f"{self.article_id} → {self.story}"


class Apart(models.Model):
    """Two articles that a person parted: however alike their texts are, they are not copies.

    The pair is the same either way round; `archive.copies.parted` reads it so.
    """

    first = models.ForeignKey(Article, models.CASCADE, related_name="+")
    second = models.ForeignKey(Article, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("first", "second"), name="apart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
