"""Actions of the list of articles: each makes a draft of the chosen ones, or of a whole filter's result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.admin.merging import Merges
from archive.models import Article, Operation
from archive.operations.perform import draft

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object

Kind = Operation.Kind
MAY_BULK = "archive.bulk_edit"


def _action(kind: str, description: Any) -> Callable[..., HttpResponse]:
    """An action that goes on to the preview of an operation of this kind."""

    @admin.action(description=description, permissions=["bulk"])
    def begin(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        targets = list(queryset.order_by("pk").values_list("pk", flat=True))
        made = draft(kind, {}, targets, request.user)
        return HttpResponseRedirect(reverse("admin:archive_operation_change", args=[made.pk]))

    begin.__name__ = f"begin_{kind}"
    begin.__doc__ = f"Draft of an operation: {kind}."
    return begin


class Bulk(Merges, Base):
    """Adds the actions to the list of articles."""

    actions = (
        _action(Kind.TAG, _("وسم بشركة أو حملة…")),
        _action(Kind.UNTAG, _("نزع وسم…")),
        _action(Kind.PUBLISH, _("نشر…")),
        _action(Kind.WITHDRAW, _("سحب بسبب معلن…")),
        _action(Kind.PUBLISHER, _("تعيين الناشر…")),
        _action(Kind.REPARSE, _("إعادة المعالجة…")),
        _action(Kind.REINDEX, _("إعادة الفهرسة…")),
        "merge_chosen",
    )

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        """Who may change many articles at once may also change one."""
        return request.user.has_perm(MAY_BULK) and self.has_change_permission(request)
