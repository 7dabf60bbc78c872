"""Captures: read only, with the way to the original bytes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from archive.models import Capture


@admin.register(Capture)
class CaptureAdmin(admin.ModelAdmin):
    """Captures are never added, changed or deleted by hand."""

    list_display = ("name", "article", "encoding", "size", "current", "ingested_at")
    list_filter = ("current", "encoding", "ingested_at")
    list_select_related = ("article",)
    search_fields = ("sha256", "source_url", "article__title")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Through ingest only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False
