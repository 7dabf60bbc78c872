"""Operations on many rows: looked at before, followed while they run, undone afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.bulk_form import BulkForm
from archive.admin.corrections import CorrectionsPages, report_of
from archive.admin.merging import MAY_MERGE
from archive.bulk.affected import affected
from archive.models import Article, Job, Operation
from archive.operations import perform
from archive.operations.foresee import foresee

MAY_BULK = "archive.bulk_edit"
Kind = Operation.Kind
EXAMPLES = 10
WHY = {
    "changed": _("غيّره أحد منذ ذلك"),
    "gone": _("لم يعد موجودًا"),
    "taken": _("صار مكانه أو معرّفه لغيره"),
    "used": _("صار غيره يشير إليه"),
    "orphan": _("تعذّرت إعادة ما كان يتبعه"),
    "no capture": _("لا لقطة له"),
}


@admin.register(Operation)
class OperationAdmin(CorrectionsPages, admin.ModelAdmin):
    """Nothing is typed here but what an operation needs to know before it is carried out."""

    list_display = ("kind", "about", "state", "user", "created_at", "undone_at")
    list_filter = ("kind", "state")
    list_select_related = ("user",)
    search_fields = ("params",)
    show_full_result_count = False
    list_per_page = 50
    change_form_template = "admin/operation.html"
    change_list_template = "admin/operations.html"

    class Media:
        css = {"all": ("css/admin-entities.css",)}
        js = ("js/admin-jobs.js",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Lists do not read the ids of a hundred thousand articles, nor uploaded files."""
        return super().get_queryset(request).defer("targets", "upload")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Operations begin on the lists of what they change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays on record."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its fields are not typed."""
        return False

    @admin.display(description=_("موضوعها"))
    def about(self, operation: Operation) -> str:
        """Whom a merge or split was about, else how many articles."""
        params = operation.params
        if operation.kind == Kind.MERGE and "kept" in params:
            return str(gettext("«%(dropped)s» في «%(kept)s»") % params)
        if operation.kind == Kind.SPLIT and "kept" in params:
            return str(gettext("من «%(kept)s» إلى «%(dropped)s»") % params)
        return str(params.get("name") or "")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """GET: the operation. POST `do`: choose (what a draft still lacks), carry_out, discard or undo."""
        operation = Operation.objects.filter(pk=object_id).first() if object_id.isdigit() else None
        if operation is None or not self.has_view_permission(request, operation):
            return super().change_view(request, object_id, form_url, extra_context)
        form = None
        if operation.state == Operation.State.DRAFT and operation.kind in BulkForm.NEEDS:
            form = BulkForm(operation, request.POST if request.POST.get("do") == "choose" else None)
        if request.method == "POST" and (answer := self._answer(request, operation, form)):
            return answer
        context = {**(extra_context or {}), **self._context(operation, form)}
        context["may_act"] = self._may_act(request, operation)
        return super().change_view(_as_get(request), object_id, form_url, context)

    def _may_act(self, request: HttpRequest, operation: Operation) -> bool:
        merging = operation.kind in (Kind.MERGE, Kind.SPLIT)
        return request.user.has_perm(MAY_MERGE if merging else MAY_BULK)

    def _answer(
        self, request: HttpRequest, operation: Operation, form: BulkForm | None
    ) -> HttpResponse | None:
        """Do what the button says. None: show the form again with its errors."""
        if not self._may_act(request, operation):
            raise PermissionDenied
        match request.POST.get("do"):
            case "choose" if form is not None:
                if not form.is_valid():
                    return None
                form.save()
            case "carry_out" if BulkForm.is_complete(operation):
                self._carry_out(request, operation)
            case "discard" if operation.state == Operation.State.DRAFT:
                operation.delete()
                messages.info(request, gettext("أُلغيت العملية ولم يتغيّر شيء."))
                return HttpResponseRedirect(reverse("admin:archive_operation_changelist"))
            case "undo":
                perform.undo(operation, request.user)
        return HttpResponseRedirect(request.get_full_path())

    def _carry_out(self, request: HttpRequest, operation: Operation) -> None:
        operation.params["partial"] = bool(request.POST.get("partial"))
        operation.save(update_fields=["params"])
        try:
            perform.carry_out(operation, request.user)
        except ValueError:
            messages.error(request, gettext("لم يُطبَّق شيء: في الملف أسطر لم تُفهم."))

    def _context(self, operation: Operation, form: BulkForm | None) -> dict[str, Any]:
        drafted = operation.state == Operation.State.DRAFT
        complete = BulkForm.is_complete(operation)
        batch = bool(operation.targets)
        return {
            "operation": operation,
            "about": self.about(operation),
            "form": form,
            "complete": complete,
            "n_targets": len(operation.targets),
            "affected": affected(operation) if drafted and complete and batch else None,
            "examples": Article.objects.only("title").in_bulk(operation.targets[:EXAMPLES]).values(),
            "job": _job_of(operation),
            "warnings": foresee(operation).as_json() if operation.can_be_undone else None,
            "undo_named": _named(operation.undo_result.get("named", [])),
            "failed": [(pk, WHY.get(why, why)) for pk, why in operation.result.get("named", [])],
            "report": report_of(operation) if operation.kind == Kind.CORRECTIONS else None,
        }


def _job_of(operation: Operation) -> Job | None:
    """The latest job of an operation."""
    jobs = Job.objects.filter(kind__in=("operation", "undo"), params__operation=operation.pk)
    return jobs.order_by("-pk").first()


def _named(rows: list[list[Any]]) -> list[tuple[str, Any, Any]]:
    """Rows left alone by an undoing, with the name of their table and the reason in words."""
    from archive.operations.rows import model_of

    return [(str(model_of(m)._meta.verbose_name), pk, WHY.get(why, why)) for m, pk, why in rows]


def _as_get(request: HttpRequest) -> HttpRequest:
    """The request as one that only looks: Django's own view must not take our buttons for its form."""
    if request.method == "POST":
        request.method = "GET"
    return request
