"""Mentions: every place where an article names a company or a campaign."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.article import NOT_LISTED
from archive.admin.finding import mentions_matching
from archive.admin.history import WithHistory
from archive.admin.paging import FromBothEnds
from archive.models import Mention
from archive.review import queue


@admin.register(Mention)
class MentionAdmin(WithHistory, admin.ModelAdmin):
    """To find and decide single mentions; whole articles are decided on their own page."""

    list_display = ("surface", "company", "campaign", "state", "rule", "article")
    list_filter = ("state",)
    list_select_related = ("company", "campaign", "article")
    search_fields = ("surface",)
    search_help_text = _("اسم شركة أو حملة، أو رقم مقال أو رابط مصدره")
    ordering = ("-pk",)
    sortable_by = ()
    autocomplete_fields = ("company", "campaign", "article")
    show_full_result_count = False
    paginator = FromBothEnds
    fields = ("article", "company", "campaign", "surface", "in_title", "start", "end", "state", "rule")
    readonly_fields = ("rule",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        """Of the article its title alone."""
        return super().get_queryset(request).defer(*(f"article__{name}" for name in NOT_LISTED))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Mention], search_term: str
    ) -> tuple[QuerySet[Mention], bool]:
        """By what is named, or by article."""
        return mentions_matching(queryset, search_term), False

    def save_model(self, request: HttpRequest, obj: Mention, form: Any, change: bool) -> None:
        """The review queue hears of it, for the article that had the mention too."""
        super().save_model(request, obj, form, change)
        queue.refresh({obj.article_id, form.initial.get("article", obj.article_id)})
