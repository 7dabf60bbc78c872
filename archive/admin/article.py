"""Articles: what ingest understood, with the evidence beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from archive.admin.bulk import Bulk
from archive.admin.concurrent import Concurrent
from archive.admin.filters import Dated, PublishedIn
from archive.admin.finding import articles_matching
from archive.admin.formsets import KnownRows
from archive.admin.history import WithHistory
from archive.admin.paging import FromBothEnds
from archive.admin.withdraw import WithWithdrawal
from archive.ingest.retag import text_changed
from archive.models import Article, Capture, Figure, Mention
from archive.review import queue

NOT_LISTED = ("body", "warnings", "publisher_evidence", "author_evidence", "date_evidence", "edited_fields")
"""Long columns, which a list does not show."""


class MentionInline(admin.TabularInline):
    """Where the article names companies and campaigns. What is named is not changed: a mention is rejected,
    and another added. So a page of a hundred of them asks as little as a page of one.
    """

    model = Mention
    formset = KnownRows
    extra = 0
    fields = ("named", "surface", "in_title", "start", "end", "state", "rule")
    readonly_fields = ("named", "surface", "in_title", "start", "end", "rule")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        """With what each names."""
        return super().get_queryset(request).select_related("company", "campaign")

    @admin.display(description=_("المذكور"))
    def named(self, mention: Mention) -> str:
        """The company or campaign."""
        return mention.entity.name

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the rows below."""
        return False


class NewMentionInline(admin.TabularInline):
    """Mentions that a person adds."""

    model = Mention
    formset = KnownRows
    extra = 0
    verbose_name_plural = _("مواضع تضيفها")
    fields = ("company", "campaign", "surface", "in_title", "start", "end", "state")
    autocomplete_fields = ("company", "campaign")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        """Those there are stand above."""
        return super().get_queryset(request).none()


class FigureInline(admin.TabularInline):
    """Numbers the article claims."""

    model = Figure
    formset = KnownRows
    extra = 0
    fields = ("kind", "value", "unit", "qualifier", "text", "start", "end")


class CaptureInline(admin.TabularInline):
    """The files the article came from; never changed here."""

    model = Capture
    formset = KnownRows
    extra = 0
    fields = readonly_fields = ("name", "sha256", "size", "encoding", "current", "ingested_at")
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        """Without the account of every line."""
        return super().get_queryset(request).defer("ledger")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Captures come in through ingest only."""
        return False


@admin.register(Article)
class ArticleAdmin(Bulk, WithWithdrawal, Concurrent, WithHistory, admin.ModelAdmin):
    """What a person changes here is noted in `edited_fields`, so that no command overwrites it."""

    list_display = ("title", "publisher", "published_on", "status", "created_at")
    list_filter = ("status", Dated, PublishedIn, "is_sample")
    list_select_related = ("publisher",)
    search_fields = ("title",)
    search_help_text = _("كلمات من العنوان، أو رقم المقال، أو رابط مصدره. نصوص المقالات يبحث فيها الموقع.")
    sortable_by = ()  # sorting 100,000 rows by date takes half a second; a year is a filter
    autocomplete_fields = ("publisher",)
    show_full_result_count = False
    paginator = FromBothEnds
    list_per_page = 50
    change_form_template = "admin/article_form.html"
    inlines = (MentionInline, NewMentionInline, FigureInline, CaptureInline)
    fieldsets = (
        (None, {"fields": ("title", "body", "status")}),
        (_("النشر"), {"fields": ("publisher", "publisher_seen", "author", "place", "source_url")}),
        (_("التاريخ"), {"fields": ("published_on", "date_precision", "date_seen")}),
        (_("ما فعله الإدخال"), {"fields": ("removed", "warnings", "edited_fields")}),
    )
    readonly_fields = ("publisher_seen", "date_seen", "removed", "warnings", "edited_fields")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """The list does not read the texts."""
        articles = super().get_queryset(request)
        match = request.resolver_match
        listed = match is not None and match.url_name in ("archive_article_changelist", "autocomplete")
        return articles.defer(*NOT_LISTED) if listed else articles

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """A withdrawn article comes back through the screen that withdrew it."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "status") if obj and obj.withdrawn else fields

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Withdrawing asks for a reason, on a screen of its own."""
        if db_field.name == "status":
            options["choices"] = [c for c in Article.Status.choices if c[0] != Article.Status.WITHDRAWN]
        return super().formfield_for_choice_field(db_field, request, **options)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By id, address or title."""
        return articles_matching(queryset, search_term), False

    @admin.display(description=_("دليل الناشر"))
    def publisher_seen(self, article: Article) -> SafeString:
        """The words that name the publisher."""
        return evidence(article.publisher_evidence)

    @admin.display(description=_("دليل التاريخ"))
    def date_seen(self, article: Article) -> SafeString:
        """The words that date the article."""
        return evidence(article.date_evidence)

    @admin.display(description=_("الأسطر المحذوفة"))
    def removed(self, article: Article) -> SafeString:
        """What cleaning took out of the current capture, and why; of a locked one nothing is said."""
        if article.is_redacted:
            return format_html("{}", _("الأصل مقفل."))
        capture = article.capture
        rows = (
            [(line["line"], line["text"], line["rule"]) for line in capture.removed_lines] if capture else []
        )
        return format_html_join("", "<p>{}: <bdi>{}</bdi> <code>{}</code></p>", rows) or format_html(
            "{}", _("لا شيء")
        )

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Note which fields a person decided."""
        edited = set(obj.edited_fields) | (set(form.changed_data) & set(Article.EDITABLE))
        obj.edited_fields = sorted(edited)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """After the mentions that a person edited, those that rules find in the text that a person edited."""
        super().save_related(request, form, formsets, change)
        if change and {"title", "body"} & set(form.changed_data):
            text_changed(form.instance, form.initial["title"], form.initial["body"])
        elif any(formset.has_changed() for formset in formsets):
            queue.refresh([form.instance.pk])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Articles are withdrawn, not deleted: nothing is thrown away."""
        return False


def evidence(found: dict[str, Any] | None) -> SafeString:
    """Words, line and rule of a piece of evidence."""
    if not found:
        return format_html("{}", _("لا دليل"))
    return format_html(
        "<bdi>{}</bdi> ({} {}) <code>{}</code>", found["text"], _("السطر"), found["line"], found["rule"]
    )
