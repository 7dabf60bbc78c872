"""The history page of a row: who changed what, when and why, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from archive.history import because
from archive.history.read import history_of
from archive.history.record import TRACKED, notes_of
from archive.history.revert import revert

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object

HANGING = frozenset({"mention", "figure", "alias"})
"""Rows that may be taken back from the page of the row they hang on."""


class WithHistory(Base):
    """Replaces Django's own history page, which says who but not what."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """GET: a page of entries, older ones with `?before=TIME`. POST: take one back."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return self._take_back(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": _("تاريخ التغييرات: %(what)s") % {"what": row},
            "opts": self.opts,
            "object": row,
            "page": history_of(row, _time(request.GET.get("before", ""))),
            "may_change": self.has_change_permission(request, row),
        }
        return TemplateResponse(request, "admin/history.html", context | (extra_context or {}))

    def _take_back(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Answer the button: `kind` and `version` name a note, `field` one of its fields, or none for all."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        note = self._note(request, row)
        field = request.POST.get("field", "")
        try:
            with because(_("استعادة نسخة سابقة")):
                changed = revert(note, [field] if field else None)
        except IntegrityError:
            messages.error(request, _("تعذّرت الاستعادة: ما تشير إليه هذه النسخة لم يعد موجودًا أو شُغل مكانه."))
        else:
            said = _("استُعيدت القيم السابقة.") if changed else _("لا فرق بين هذه النسخة والحالية.")
            messages.success(request, said)
        return HttpResponseRedirect(request.get_full_path())

    def _note(self, request: HttpRequest, row: Any) -> Any:
        """The note that the form names. Raises Http404 where it is not of this row or of what hangs on it."""
        kind, version = request.POST.get("kind", ""), request.POST.get("version", "")
        mine = row._meta.model_name
        if not version.isdecimal() or kind not in {mine, *HANGING}:
            raise Http404
        rows = notes_of(TRACKED[kind]).objects.filter(history_id=int(version[:18]))
        owner = {"id": row.pk} if kind == mine else {mine: row.pk}
        if kind != mine and mine not in {f.name for f in TRACKED[kind]._meta.fields}:
            raise Http404
        note = rows.filter(**owner).first()
        if note is None:
            raise Http404
        return note


def _time(value: str) -> Any:
    """The time in the address; None where it is none."""
    try:
        found = parse_datetime(value)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
