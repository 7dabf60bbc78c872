"""Background work: what was asked for, how far it is, what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.jobs import start
from archive.models import Job

KINDS = {
    "retag": _("وسم بعد تغيير التهجئات"),
    "operation": _("عملية على مقالات كثيرة"),
    "undo": _("تراجع عن عملية"),
}


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """Read only but for the button that lets a failed job go on."""

    list_display = ("name", "about", "state", "progress", "user", "created_at")
    list_filter = ("state",)
    list_select_related = ("user",)
    search_fields = ("kind",)
    show_full_result_count = False
    list_per_page = 50
    change_form_template = "admin/job.html"

    class Media:
        css = {"all": ("css/admin-entities.css",)}
        js = ("js/admin-jobs.js",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Jobs are asked for by what people do."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays on record."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing of it is typed."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also whoever may change spellings, which is what most jobs come from."""
        return super().has_view_permission(request, obj) or request.user.has_perm("archive.change_alias")

    @admin.display(description=_("المهمّة"))
    def name(self, job: Job) -> str:
        """What kind of work."""
        return str(KINDS.get(job.kind, job.kind))

    @admin.display(description=_("موضوعها"))
    def about(self, job: Job) -> str:
        """Whose spellings, or which operation."""
        return str(job.params.get("name") or job.params.get("operation") or "")

    @admin.display(description=_("التقدّم"))
    def progress(self, job: Job) -> str:
        """In percent."""
        return f"{job.percent}%"

    def get_urls(self) -> list[Any]:
        """Before the record's own addresses: its state for the page to ask, and the button."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/state/", view(self.state_view), name="archive_job_state"),
            path("<int:pk>/again/", view(self.again_view), name="archive_job_again"),
            *super().get_urls(),
        ]

    def _found(self, request: HttpRequest, pk: int) -> Job:
        if not self.has_view_permission(request):
            raise PermissionDenied
        job = Job.objects.filter(pk=pk).first()
        if job is None:
            raise Http404
        return job

    def state_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it is. Sees that a job whose process died is taken up again."""
        job = self._found(request, pk)
        if Job.objects.due().exists():
            start.wake()
            job.refresh_from_db()
        said = {"state": job.state, "label": job.get_state_display(), "percent": job.percent}
        return JsonResponse(said | {"done": job.done, "total": job.total, "silent": job.is_silent})

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: a failed job goes on after its last whole step."""
        job = self._found(request, pk)
        if request.method == "POST":
            start.again(job)
            messages.success(request, gettext("تُستأنف المهمّة من حيث توقّفت."))
        return HttpResponseRedirect(f"../../{pk}/change/")
