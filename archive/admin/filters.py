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


class PublishedIn(admin.SimpleListFilter):
    """Articles of one year. The years come from the earliest and the latest date, which an index knows."""

    title = _("سنة النشر")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every year from the latest to the earliest."""
        dates = Article.objects.order_by("published_on").exclude(published_on=None)
        first = dates.values_list("published_on", flat=True).first()
        last = dates.values_list("published_on", flat=True).last()
        if first is None or last is None:
            return []
        return [(str(year), str(year)) for year in range(last.year, first.year - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Narrow to the year."""
        year = self.value() or ""
        if year.isdecimal() and 1 <= int(year[:5]) <= 9999:
            return queryset.filter(published_on__year=int(year))
        return queryset


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
