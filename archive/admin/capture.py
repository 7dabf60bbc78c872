"""Captures: read only. A locked original is opened for a stated reason, and that is noted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from archive.admin.article import NOT_LISTED
from archive.admin.finding import captures_matching
from archive.admin.paging import FromBothEnds
from archive.models import Capture, Opening
from archive.redaction import open_locked
from archive.views.articles import file_response


class ReadOnly(admin.ModelAdmin):
    """Rows that are never added, changed or deleted by hand."""

    show_full_result_count = False
    paginator = FromBothEnds

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class OpenForm(forms.Form):
    """Why a locked original is opened."""

    reason = forms.CharField(label=_("السبب"), max_length=300)


@admin.register(Capture)
class CaptureAdmin(ReadOnly):
    """Captures come in through ingest only."""

    list_display = ("name", "article", "encoding", "size", "current", "ingested_at")
    list_filter = ("ingested_at",)
    list_select_related = ("article",)
    search_fields = ("sha256",)
    search_help_text = _("أول بصمة الملف (SHA-256)، أو رقم المقال، أو كلمات من عنوانه")
    ordering = ("-pk",)
    sortable_by = ()
    change_form_template = "admin/capture_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        """Without the account of every line and, of the article, its text."""
        return super().get_queryset(request).defer("ledger", *(f"article__{name}" for name in NOT_LISTED))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Capture], search_term: str
    ) -> tuple[QuerySet[Capture], bool]:
        """By hash, or by article."""
        return captures_matching(queryset, search_term), False

    def get_urls(self) -> list[Any]:
        """Before the admin's own, which take any word for a key."""
        opened = require_http_methods(["GET", "HEAD", "POST"])(self.open_view)
        address = path("<int:pk>/open/", self.admin_site.admin_view(opened), name="archive_capture_open")
        return [address, *super().get_urls()]

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET: who opened it so far, and the form. POST with a reason: the file."""
        capture = get_object_or_404(Capture.objects.select_related("article"), pk=pk)
        if not request.user.has_perm("archive.open_locked"):
            raise PermissionDenied
        if not capture.article.is_redacted:
            raise Http404
        form = OpenForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                data = open_locked(capture, request.user, form.cleaned_data["reason"])
            except OSError:
                messages.error(request, _("تعذّرت قراءة الملف المحفوظ."))
            else:
                return file_response(capture, data)
        context = {
            **self.admin_site.each_context(request),
            "title": _("فتح أصل مقفل"),
            "opts": self.opts,
            "object": capture,
            "form": form,
            "openings": capture.openings.select_related("user"),
        }
        return TemplateResponse(request, "admin/open_locked.html", context)


@admin.register(Opening)
class OpeningAdmin(ReadOnly):
    """Who opened which locked original, when and why."""

    list_display = ("opened_at", "user", "capture", "reason")
    list_select_related = ("user", "capture")
    list_filter = ("opened_at",)
    search_fields = ("reason", "user__username", "capture__sha256")
