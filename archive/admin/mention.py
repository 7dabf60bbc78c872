"""Mentions: every place where an article names a company or a campaign."""

from __future__ import annotations

from django.contrib import admin

from archive.admin.history import WithHistory
from archive.models import Mention


@admin.register(Mention)
class MentionAdmin(WithHistory, admin.ModelAdmin):
    """To find and decide single mentions; whole articles are decided on their own page."""

    list_display = ("surface", "company", "campaign", "state", "rule", "article")
    list_filter = ("state", "in_title")
    list_select_related = ("company", "campaign", "article")
    search_fields = ("surface", "company__slug", "campaign__slug", "article__title")
    autocomplete_fields = ("company", "campaign", "article")
    show_full_result_count = False
    fields = ("article", "company", "campaign", "surface", "in_title", "start", "end", "state", "rule")
    readonly_fields = ("rule",)
