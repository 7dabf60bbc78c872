"""Who the articles speak of and who published them: companies, campaigns, publishers, spellings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.history.record import Tracked
from archive.models.seal import Sealed, SealedQuerySet
from archive.paths import path


class EntityQuerySet(SealedQuerySet[Any]):
    """Questions about companies and about campaigns."""

    def with_coverage(self) -> EntityQuerySet:
        """Annotate `coverage`: the number of published articles that name each; most covered first.

        For reading: what only a gazetteer's load compares is not fetched.
        """
        from archive.models.mention import Mention

        counts = Mention.objects.public().articles_of_each(str(self.model._meta.model_name))
        coverage = Coalesce(models.Subquery(counts), 0)
        covered: EntityQuerySet = (
            self.annotate(coverage=coverage).order_by("-coverage", "slug").defer("shipped")
        )
        return covered


class Entity(Sealed):
    """What companies and campaigns share: a slug, a name in both languages, and what was shipped.

    `shipped` keeps the values last loaded from the gazetteer files, so that the next load can tell
    what a curator changed (and keep it) from what the files changed (and bring it).
    """

    slug = models.SlugField(_("المعرّف في الرابط"), max_length=100, unique=True)
    name_ar = models.CharField(_("الاسم بالعربية"), max_length=200)
    name_en = models.CharField(_("الاسم بالإنجليزية"), max_length=200)
    description_ar = models.TextField(_("تعريف بالعربية"), blank=True)
    description_en = models.TextField(_("تعريف بالإنجليزية"), blank=True)
    shipped = models.JSONField(default=dict, editable=False)

    objects = EntityQuerySet.as_manager()

    coverage: int
    """Set by `with_coverage`: number of published articles naming it."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_ar

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_ar

    @property
    def description(self) -> str:
        """The description in the reader's language."""
        return self.description_en if get_language() == "en" else self.description_ar


class Company(Entity):
    """A company; its brands are spellings of it, not companies (إنستغرام → Meta)."""

    history = Tracked(excluded_fields=["shipped"])

    class Meta:
        verbose_name = _("شركة")
        verbose_name_plural = _("الشركات")
        ordering = ("slug",)

    def get_absolute_url(self) -> str:
        """The public page."""
        return path("company", self.slug)


class Campaign(Entity):
    """A campaign, contract, organisation, union or law that articles name."""

    category = models.CharField(_("النوع"), max_length=40, blank=True)
    companies = models.ManyToManyField(
        Company, verbose_name=_("الشركات المعنيّة"), related_name="campaigns", blank=True
    )
    subjects = models.JSONField(_("قرائن الموضوع"), default=list, blank=True)
    """In the shape of `archive.gazetteer.entry.Subject`: by these the campaign may be proposed."""

    history = Tracked(excluded_fields=["shipped"], m2m_fields=[companies])

    class Meta:
        verbose_name = _("حملة")
        verbose_name_plural = _("الحملات")
        ordering = ("slug",)

    def get_absolute_url(self) -> str:
        """The public page."""
        return path("campaign", self.slug)


class PublisherQuerySet(SealedQuerySet["Publisher"]):
    """Sets of publishers."""


class Publisher(Sealed):
    """A site, paper or agency that published articles. Made by ingest when first met."""

    class Rights(models.TextChoices):
        FULL = "full", _("النصّ كاملًا")
        EXCERPT = "excerpt", _("مقتطف ورابط")

    class Arrives(models.TextChoices):
        PUBLISHED = "published", _("منشورة")
        PROPOSED = "proposed", _("مقترحة تنتظر المراجعة")

    slug = models.SlugField(_("المعرّف في الرابط"), max_length=200, unique=True, allow_unicode=True)
    name = models.CharField(_("الاسم"), max_length=200, unique=True)
    name_en = models.CharField(_("الاسم بالإنجليزية"), max_length=200, blank=True)
    domains = models.JSONField(_("النطاقات"), default=list, blank=True)
    spellings = models.JSONField(_("أسماء أخرى"), default=list, blank=True)
    """Other names by which pages call it; ingest and search know it by each of them."""
    rights = models.CharField(_("ما يُنشر"), max_length=7, choices=Rights, default=Rights.FULL)
    arrives = models.CharField(
        _("كيف تدخل مقالاته"), max_length=9, choices=Arrives, default=Arrives.PUBLISHED
    )

    objects = PublisherQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = _("ناشر")
        verbose_name_plural = _("الناشرون")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a new publisher a slug of its own, keeping Arabic letters."""
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        stem = slugify(self.name, allow_unicode=True)[:180] or "publisher"
        slug, number = stem, 1
        while Publisher.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            number += 1
            slug = f"{stem}-{number}"
        return slug

    def get_absolute_url(self) -> str:
        """The public page."""
        return path("publisher", self.slug)


class AliasQuerySet(SealedQuerySet["Alias"]):
    """Sets of spellings."""


class Alias(Sealed):
    """One spelling by which texts name a company or a campaign.

    `guard` holds the conditions under which an ambiguous spelling counts, in the shape of
    `archive.gazetteer.entry.Guard`; null means that the spelling is sure.
    """

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="aliases", null=True, blank=True, verbose_name=_("شركة")
    )
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="aliases", null=True, blank=True, verbose_name=_("حملة")
    )
    text = models.CharField(_("التهجئة"), max_length=200)
    brand = models.CharField(_("العلامة التجارية"), max_length=100, blank=True)
    guard = models.JSONField(_("شرط الاعتماد"), null=True, blank=True)

    objects = AliasQuerySet.as_manager()
    history = Tracked()

    class Meta:
        verbose_name = _("تهجئة")
        verbose_name_plural = _("التهجئات")
        ordering = ("text",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(company__isnull=True) ^ models.Q(campaign__isnull=True),
                name="alias_of_one_entity",
            ),
            models.UniqueConstraint(fields=("company", "text"), name="alias_once_a_company"),
            models.UniqueConstraint(fields=("campaign", "text"), name="alias_once_a_campaign"),
        ]

    def __str__(self) -> str:
        return self.text
