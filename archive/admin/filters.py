"""Filters that lists share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.models import Article

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Dated(admin.SimpleListFilter):
    """Articles with and without a date of publication."""

    title = _("التاريخ")
    parameter_name = "dated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, StrPromise]]:
        """The two choices."""
        return [("yes", _("مؤرّخ")), ("no", _("بلا تاريخ"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow to the choice."""
        if self.value() in ("yes", "no"):
            return queryset.filter(published_on__isnull=self.value() == "no")
        return queryset
