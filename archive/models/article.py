"""An article: the cleaned text, what is known of it, and the evidence for each thing known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from archive.history.record import Tracked
from archive.models.entity import Publisher
from archive.models.seal import Sealed, SealedQuerySet
from archive.paths import path

if TYPE_CHECKING:
    from archive.models.capture import Capture
    from archive.models.mention import Mention

HEAD = 200
"""Characters by which titles and addresses are indexed."""


class ArticleQuerySet(SealedQuerySet["Article"]):
    """Questions people ask of the archive, as verbs."""

    def published(self) -> ArticleQuerySet:
        """Those the public may see."""
        return self.filter(status=Article.Status.PUBLISHED)

    def newest(self) -> ArticleQuerySet:
        """Latest first, undated ones last, ties by id."""
        return self.order_by(models.F("published_on").desc(nulls_last=True), "-pk")

    def earliest_first(self) -> ArticleQuerySet:
        """Earliest first, undated ones last, ties by id."""
        return self.order_by(models.F("published_on").asc(nulls_last=True), "pk")

    def first_copy_first(self) -> ArticleQuerySet:
        """Copies of a story in a person's order; where nobody gave one, earliest first."""
        return self.order_by(
            models.F("copy__place").asc(nulls_last=True),
            models.F("published_on").asc(nulls_last=True),
            "pk",
        )

    def naming(self, entity: models.Model) -> ArticleQuerySet:
        """Those with a counted mention of this company or campaign."""
        from archive.models.mention import Mention

        field = entity._meta.model_name or ""
        counted = Mention.objects.counted().filter(**{field: entity})
        return self.filter(pk__in=counted.values("article_id"))

    def at_address(self, *urls: str) -> ArticleQuerySet:
        """Those published at one of these addresses, by index."""
        return self.filter(url_head__in={url[:HEAD] for url in urls}, source_url__in=urls)

    def titled(self, *titles: str) -> ArticleQuerySet:
        """Those with one of these titles; by index where the publisher is asked for too."""
        return self.filter(title_head__in={title[:HEAD] for title in titles}, title__in=titles)

    def with_tags(self) -> ArticleQuerySet:
        """Fetch publisher and counted mentions with their entities, in a constant number of queries."""
        from archive.models.mention import Mention

        counted = Mention.objects.counted().select_related("company", "campaign")
        counted = counted.defer("company__shipped", "campaign__shipped", "campaign__subjects")
        fetched: Any = models.Prefetch("mentions", queryset=counted, to_attr="counted_mentions")
        return self.select_related("publisher").prefetch_related(fetched)

    def years(self) -> list[tuple[int | None, int]]:
        """Number of articles per year of publication, oldest first, `None` (undated) last.

        Days are put together here: SQLite would call Python for the year of each single article.
        """
        counts: Counter[int | None] = Counter()
        for day, n in self.values_list("published_on").order_by().annotate(n=Count("pk")):
            counts[day.year if day else None] += n
        return sorted(counts.items(), key=lambda row: (row[0] is None, row[0] or 0))


class Article(Sealed):
    """One article of the archive.

    `text_hash` is the SHA-256 of the normalised title and body as cleaning made them: two files with the
    same one are the same article. `title_head` and `url_head` are the beginnings by which an index finds a
    title and an address: whole ones may be longer than an index takes. `edited_fields` names what a person
    changed; no command overwrites it.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", _("منشور")
        PROPOSED = "proposed", _("مقترح")
        WITHDRAWN = "withdrawn", _("مسحوب")

    class Withdrawal(models.TextChoices):
        REQUEST = "request", _("بطلب من صاحب شأن")
        SAFETY = "safety", _("حفاظًا على سلامة أشخاص")
        RIGHTS = "rights", _("احترامًا لحقوق النشر")
        LAW = "law", _("بحكم القانون")
        ERROR = "error", _("لخطأ في الإدخال")
        OTHER = "other", _("لسبب آخر")

    class Precision(models.TextChoices):
        DAY = "day", _("يوم")
        MONTH = "month", _("شهر")
        YEAR = "year", _("سنة")

    EDITABLE = ("title", "body", "publisher", "author", "place", "published_on", "date_precision")
    """Fields that a person may decide, which is then noted in `edited_fields`."""

    title = models.TextField(_("العنوان"))
    body = models.TextField(_("النص"))
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, related_name="articles", null=True, blank=True, verbose_name=_("الناشر")
    )
    publisher_evidence = models.JSONField(_("دليل الناشر"), null=True, blank=True)
    author = models.CharField(_("الكاتب"), max_length=200, blank=True)
    author_evidence = models.JSONField(_("دليل الكاتب"), null=True, blank=True)
    place = models.CharField(_("المكان"), max_length=200, blank=True)
    published_on = models.DateField(_("تاريخ النشر"), null=True, blank=True, db_index=True)
    date_precision = models.CharField(_("دقّة التاريخ"), max_length=5, choices=Precision, blank=True)
    date_evidence = models.JSONField(_("دليل التاريخ"), null=True, blank=True)
    source_url = models.CharField(_("رابط المصدر"), max_length=2000, blank=True)
    status = models.CharField(
        _("الحالة"), max_length=10, choices=Status, default=Status.PUBLISHED, db_index=True
    )
    withdrawn_for = models.CharField(_("سبب السحب"), max_length=10, choices=Withdrawal, blank=True)
    withdrawn_note = models.CharField(_("بيان السحب للعموم"), max_length=500, blank=True)
    is_redacted = models.BooleanField(_("فيه مقاطع محجوبة"), default=False, editable=False)
    warnings = models.JSONField(_("تنبيهات الإدخال"), default=list, blank=True)
    text_hash = models.CharField(max_length=64, db_index=True, editable=False)
    edited_fields = models.JSONField(_("حقول حرّرها إنسان"), default=list, blank=True)
    is_sample = models.BooleanField(_("من العيّنات"), default=False, db_index=True)
    created_at = models.DateTimeField(_("أُضيف في"), auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(_("عُدّل في"), auto_now=True)

    title_head = models.GeneratedField(
        expression=Left("title", HEAD), output_field=models.CharField(max_length=HEAD), db_persist=True
    )
    url_head = models.GeneratedField(
        expression=Left("source_url", HEAD), output_field=models.CharField(max_length=HEAD), db_persist=True
    )

    objects = ArticleQuerySet.as_manager()
    history = Tracked(
        excluded_fields=[
            "text_hash",
            "is_redacted",
            "is_sample",
            "created_at",
            "updated_at",
            "title_head",
            "url_head",
        ],
        no_db_index=["published_on", "status"],
    )

    counted_mentions: list[Mention]
    """Set by `with_tags`: the mentions that count, with their entities."""

    class Meta:
        verbose_name = _("مقال")
        verbose_name_plural = _("المقالات")
        ordering = ("-pk",)
        default_permissions = ("add", "change", "view")
        permissions = [("withdraw_article", _("سحب مقال وإعادته"))]
        indexes = [
            models.Index(fields=("publisher", "title_head"), name="article_title_head"),
            models.Index(fields=("url_head",), name="article_url_head"),
            # What the front page counts and sorts by, so that it reads no row with its text.
            models.Index(
                fields=("status", "published_on", "date_precision", "publisher"), name="article_shown_by_date"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, date_precision="")
                | Q(published_on__isnull=False, date_precision__in=("day", "month", "year")),
                name="article_date_with_precision",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever writes the text, what was redacted stays hidden."""
        if self.is_redacted:
            from archive.redaction import hide_in

            hide_in(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The public page."""
        return path("article", self.pk)

    @property
    def capture(self) -> Capture | None:
        """The capture the text was read from; None for an article typed in by hand."""
        return next((capture for capture in self.captures.all() if capture.current), None)

    @property
    def kept_fields(self) -> set[str]:
        """The fields that no command overwrites: those a person edited, and a redacted text."""
        return {*self.edited_fields, *(("title", "body", "author", "place") if self.is_redacted else ())}

    @property
    def text_edited(self) -> bool:
        """Whether a person changed the title or the body, so that offsets count in their text."""
        return not {"title", "body"}.isdisjoint(self.kept_fields)

    @property
    def withdrawn(self) -> bool:
        """Whether the public once could read it and may no more."""
        return self.status == self.Status.WITHDRAWN

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs in order, without blank ones."""
        return [line for line in self.body.split("\n") if line.strip()]
