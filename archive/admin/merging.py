"""Two records side by side, chosen field by field, made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from archive.merge import articles, entities
from archive.merge.perform import Refused, merge
from archive.operations.references import references

if TYPE_CHECKING:
    Base = admin.ModelAdmin
else:
    Base = object

MAY_MERGE = "archive.merge_records"
FIELDS = {**entities.FIELDS, "article": articles.FIELDS}
LONGEST = 1500


class Merges(Base):
    """Adds an action for two chosen rows, and the page that compares them at `merge/?ids=1,2`."""

    actions: Any = ("merge_chosen",)

    def get_urls(self) -> list[Any]:
        """Before the record's own addresses."""
        name = f"archive_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", view, name=name), *super().get_urls()]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Who may merge may also change the records."""
        return request.user.has_perm(MAY_MERGE) and self.has_change_permission(request)

    @admin.action(description=_("دمج سجلّين…"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """On to the comparison, if two rows are chosen."""
        pks = sorted(queryset.values_list("pk", flat=True)[:3])
        if len(pks) != 2:
            messages.error(request, gettext("اختر سجلّين اثنين للدمج."))
            return None
        address = reverse(f"admin:archive_{self.opts.model_name}_merge")
        return HttpResponseRedirect(f"{address}?ids={pks[0]},{pks[1]}")

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """GET: both side by side. POST: merge them; `keep` and the values of fields are ids."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        pair = self._pair(request.GET.get("ids", ""))
        if request.method == "POST":
            return self._merge(request, [row.pk for row in pair])
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("دمج سجلّين"),
            "opts": self.opts,
            "pair": pair,
            "rows": [_row(pair, name) for name in FIELDS[str(self.opts.model_name)]],
            "weights": [weights(row) for row in pair],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/merge.html", context)

    def _pair(self, ids: str) -> list[Any]:
        """The two records, in the order asked for. Raises Http404."""
        pks = [int(text) for text in ids.split(",") if text.isascii() and text.isdigit() and len(text) < 19]
        found = self.model._default_manager.in_bulk(pks)
        if len(pks) != 2 or len(found) != 2:
            raise Http404
        return [found[pk] for pk in pks]

    def _merge(self, request: HttpRequest, pks: list[int]) -> HttpResponse:
        chosen = {name: request.POST.get(name) for name in FIELDS[str(self.opts.model_name)]}
        keep = pks[1] if request.POST.get("keep") == str(pks[1]) else pks[0]
        drop = pks[0] if keep == pks[1] else pks[1]
        from_drop = [name for name, value in chosen.items() if value == str(drop)]
        try:
            operation = merge(str(self.opts.model_name), keep, drop, from_drop, request.user)
        except Refused as error:
            messages.error(request, gettext("لم يُدمج السجلّان: %(why)s") % {"why": error})
            return HttpResponseRedirect(request.get_full_path())
        messages.success(request, gettext("دُمج السجلّان. يمكنك التراجع من هذه الصفحة في أي وقت."))
        return HttpResponseRedirect(reverse("admin:archive_operation_change", args=[operation.pk]))


def _row(pair: list[Any], name: str) -> dict[str, Any]:
    """One field of both records, for the comparison."""
    field = type(pair[0])._meta.get_field(name)
    values = [_shown(row, name) for row in pair]
    return {
        "name": name,
        "label": str(getattr(field, "verbose_name", name)),
        "values": [{"pk": row.pk, "text": text} for row, text in zip(pair, values, strict=True)],
        "alike": values[0] == values[1],
    }


def _shown(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def weights(row: models.Model) -> list[tuple[str, int]]:
    """What refers to a record, by kind, as (name, number); kinds without any are left out."""
    found = []
    for model, column in references(type(row)):
        count = model._base_manager.filter(**{column: row.pk}).count()
        if count and not model._meta.auto_created:
            found.append((str(model._meta.verbose_name_plural), count))
        elif count:
            found.append((pgettext("links of campaigns and companies", "روابط"), count))
    return found
