"""A mention: the exact place in an article where a company or a campaign is named."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.history.record import Tracked
from archive.models.article import Article
from archive.models.entity import Campaign, Company
from archive.models.seal import Sealed, SealedQuerySet


class MentionQuerySet(SealedQuerySet["Mention"]):
    """Questions about mentions."""

    def counted(self) -> MentionQuerySet:
        """Those that count in reports, API, facets and pages: asserted or confirmed."""
        return self.filter(state__in=(Mention.State.ASSERTED, Mention.State.CONFIRMED))

    def public(self) -> MentionQuerySet:
        """The counted ones of published articles. Leaves out the few others instead of joining them all."""
        others = Article.objects.exclude(status=Article.Status.PUBLISHED)
        return self.counted().exclude(article__in=others.values("pk"))

    def articles_of_each(self, field: str) -> models.QuerySet[Any, Any]:
        """Subquery: the number of articles, each once, of the outer row; `field`: `company` or `campaign`."""
        of_outer = self.filter(**{field: models.OuterRef("pk")}).order_by()
        numbers: models.QuerySet[Any, Any] = of_outer.values(field).annotate(
            n=models.Count("article", distinct=True)
        )
        return numbers.values("n")


class Mention(Sealed):
    """`start` and `end` count code points in the title (`in_title`) or in the body."""

    class State(models.TextChoices):
        ASSERTED = "asserted", _("مثبت بقاعدة")
        PROPOSED = "proposed", _("مقترح")
        CONFIRMED = "confirmed", _("أكّده محرّر")
        REJECTED = "rejected", _("مرفوض")

    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions", verbose_name=_("المقال"))
    company = models.ForeignKey(
        Company, models.PROTECT, related_name="mentions", null=True, blank=True, verbose_name=_("شركة")
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="mentions", null=True, blank=True, verbose_name=_("حملة")
    )
    start = models.PositiveIntegerField(_("من"))
    end = models.PositiveIntegerField(_("إلى"))
    surface = models.CharField(_("كما ورد"), max_length=300)
    in_title = models.BooleanField(_("في العنوان"), default=False)
    brand = models.CharField(_("العلامة التجارية"), max_length=100, blank=True)
    state = models.CharField(_("الحالة"), max_length=9, choices=State, default=State.ASSERTED)
    rule = models.CharField(_("القاعدة"), max_length=200, blank=True)

    objects = MentionQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = _("ذِكر")
        verbose_name_plural = _("مواضع الذِّكر")
        ordering = ("article", "-in_title", "start")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(company__isnull=True) ^ models.Q(campaign__isnull=True),
                name="mention_of_one_entity",
            )
        ]
        indexes = [
            models.Index(fields=("company", "state", "article"), name="mention_company"),
            models.Index(fields=("campaign", "state", "article"), name="mention_campaign"),
        ]

    def __str__(self) -> str:
        return self.surface

    @property
    def by_hand(self) -> bool:
        """Whether a person confirmed, rejected or added it; no rule takes it away."""
        return self.state in (self.State.CONFIRMED, self.State.REJECTED) or not self.rule

    @property
    def counts(self) -> bool:
        """Whether it counts in reports, facets and pages."""
        return self.state in (self.State.ASSERTED, self.State.CONFIRMED)

    @property
    def entity(self) -> Company | Campaign:
        """The company or campaign named."""
        entity = self.company or self.campaign
        if entity is None:
            raise ValueError(f"mention {self.pk} names nothing")
        return entity
