"""Uploading corrections: the file is read and shown; nothing changes before somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.corrections.files import draft_of
from archive.corrections.plan import Plan
from archive.corrections.read import Unreadable
from archive.corrections.report import Summary, lines, summary_of, why
from archive.export import table
from archive.models import Operation

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object

MAY_BULK = "archive.bulk_edit"


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(label=_("ملف CSV"))

    def clean_file(self) -> Any:
        """Not larger than a file of the archive may be."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_FILE_MB * 1024 * 1024:
            raise forms.ValidationError(_("الملف أكبر من الحدّ."))
        return file


def report_of(operation: Operation) -> dict[str, Any] | None:
    """What the file would do, read anew against today's archive; of one carried out, only its numbers."""
    if operation.state != Operation.State.DRAFT:
        return None
    found: Summary = summary_of(Plan().corrections(bytes(operation.upload or b"")))
    return {"found": found, "faults": [(one, why(one.fault)) for one in found.faults]}


class CorrectionsPages(Base):
    """Adds the upload at `corrections/` and the whole report of a file at `PK/report.csv`."""

    def get_urls(self) -> list[Any]:
        """Before the record's own addresses."""
        view = self.admin_site.admin_view
        return [
            path("corrections/", view(self.upload_view), name="archive_corrections"),
            path("<int:pk>/report.csv", view(self.report_view), name="archive_corrections_report"),
            *super().get_urls(),
        ]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """GET: the form and what the file must look like. POST: on to what it would do."""
        if not request.user.has_perm(MAY_BULK):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                operation = draft_of(file.read(), file.name, request.user)[0]
            except Unreadable as error:
                form.add_error("file", f"{why(error.code)} {error.found}".strip())
            else:
                return HttpResponseRedirect(reverse("admin:archive_operation_change", args=[operation.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("تصحيحات من ملف"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/corrections.html", context)

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Every row and what it does, as CSV."""
        if not request.user.has_perm(MAY_BULK):
            raise PermissionDenied
        operation = Operation.objects.filter(pk=pk, kind=Operation.Kind.CORRECTIONS).first()
        if operation is None:
            raise Http404
        written = lines(Plan().corrections(bytes(operation.upload or b"")))
        name = f"sijil-corrections-{pk}.csv"
        return StreamingHttpResponse(
            (line.encode() for line in written),
            content_type=table.CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )
