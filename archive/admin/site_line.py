"""Lines learned as furniture of a site: to look at, and to switch off where one is an article's own."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from archive.models import SiteLine


@admin.register(SiteLine)
class SiteLineAdmin(admin.ModelAdmin):
    """Nothing is added or deleted by hand: what is deleted would be learned again."""

    list_display = ("text", "site", "articles", "counted", "active")
    list_filter = ("active",)
    search_fields = ("text", "site")
    fields = ("site", "text", "articles", "counted", "learned_at", "active")
    readonly_fields = ("site", "text", "articles", "counted", "learned_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only ingest learns lines."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteLine | None = None) -> bool:
        """Switched off, not deleted."""
        return False
