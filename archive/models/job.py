"""Jobs: work too long for a request, done in small steps beside the site, with progress people can see."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENT = timedelta(seconds=90)
"""A running job that has not been heard of for so long has lost its process."""


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about jobs."""

    def due(self) -> JobQuerySet:
        """Those that nobody works at: waiting ones and ones whose process fell silent; oldest first."""
        silent = Q(state=Job.State.RUNNING, alive_at__lt=timezone.now() - SILENT)
        return self.filter(Q(state=Job.State.WAITING) | silent).order_by("pk")

    def unfinished(self) -> JobQuerySet:
        """Those that will still change something."""
        return self.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))


class Job(models.Model):
    """One piece of background work. `kind` names its code (`archive.jobs.kinds`), `params` what it is about.

    Each step is one transaction that also writes `cursor` (where the next step begins), so a job killed at
    any moment goes on after its last whole step and does nothing twice. `worker` is whoever claimed it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("ينتظر")
        RUNNING = "running", _("يعمل")
        DONE = "done", _("تمّ")
        FAILED = "failed", _("تعثّر")

    kind = models.CharField(_("النوع"), max_length=40)
    params = models.JSONField(_("موضوعه"), default=dict)
    state = models.CharField(_("الحالة"), max_length=10, choices=State, default=State.WAITING, db_index=True)
    cursor = models.JSONField(null=True)
    done = models.PositiveIntegerField(_("أُنجز"), default=0)
    total = models.PositiveIntegerField(_("المجموع"), default=0)
    result = models.JSONField(_("الحصيلة"), default=dict)
    error = models.TextField(_("سبب التعثّر"), blank=True)
    interruptions = models.PositiveIntegerField(_("مرّات الانقطاع"), default=0)
    worker = models.CharField(max_length=100, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("بطلب من")
    )
    created_at = models.DateTimeField(_("طُلب في"), auto_now_add=True)
    alive_at = models.DateTimeField(_("آخر علامة"), null=True)
    finished_at = models.DateTimeField(_("انتهى في"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("مهمّة")
        verbose_name_plural = _("المهامّ")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_silent(self) -> bool:
        """Whether it was being worked at and has not been heard of for too long."""
        running = self.state == self.State.RUNNING
        return running and self.alive_at is not None and self.alive_at < timezone.now() - SILENT

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0
