"""What an article still needs of a person, who looked at it, and the steps that can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article


class Review(models.Model):
    """The state of one article's review; an article that needs nothing and was never reviewed has none.

    Kept beside the article, not in it: what a curator still has to look at is no change of the article, so it
    neither reaches the search index nor the history. `needs` and `settled` are sums of
    `archive.review.needs.Need`, the worse the higher, so ordering by the number is ordering by severity.
    `settled`: what the reviewer left as it was; `settled_warnings`: warnings known then.
    """

    article = models.OneToOneField(Article, models.CASCADE, related_name="review")
    needs = models.PositiveSmallIntegerField(_("يحتاج إلى"), default=0)
    settled = models.PositiveSmallIntegerField(default=0)
    settled_warnings = models.JSONField(default=list)
    reviewed_at = models.DateTimeField(_("روجع في"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("راجعه"),
    )

    class Meta:
        verbose_name = _("مراجعة")
        verbose_name_plural = _("المراجعات")
        indexes = [models.Index(fields=("needs", "article"), name="review_queue")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.needs}"


class Step(models.Model):
    """One thing a curator did on the review screen, with how it was before, so that it can be taken back.

    `before`: see `archive.review.steps`.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="review_steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True)
    kind = models.CharField(_("الفعل"), max_length=20)
    before = models.JSONField(default=dict)
    at = models.DateTimeField(_("الوقت"), auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("خطوة مراجعة")
        verbose_name_plural = _("خطوات المراجعة")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"
