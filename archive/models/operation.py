"""Operations: what a person did to many rows at once, kept so that it can be undone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Operation(models.Model):
    """One merge, split, batch or import, from its preview (`draft`) to its undoing.

    `params`: what was asked for; `targets`: ids of the articles of a batch; `upload`: the bytes of an
    imported file; `result` and `undo_result`: counts and what could not be done, for its page.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("دمج")
        SPLIT = "split", _("فصل")
        TAG = "tag", _("وسم")
        UNTAG = "untag", _("نزع وسم")
        PUBLISH = "publish", _("نشر")
        WITHDRAW = "withdraw", _("سحب")
        PUBLISHER = "publisher", _("تعيين الناشر")
        REPARSE = "reparse", _("إعادة المعالجة")
        REINDEX = "reindex", _("إعادة الفهرسة")
        CORRECTIONS = "corrections", _("تصحيحات من ملف")

    class State(models.TextChoices):
        DRAFT = "draft", _("معاينة")
        WAITING = "waiting", _("ينتظر")
        RUNNING = "running", _("يعمل")
        DONE = "done", _("تمّت")
        UNDOING = "undoing", _("يُتراجع عنها")
        UNDONE = "undone", _("تُرُوجع عنها")

    kind = models.CharField(_("العملية"), max_length=20, choices=Kind)
    state = models.CharField(_("الحالة"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    params = models.JSONField(default=dict)
    targets = models.JSONField(default=list)
    upload = models.BinaryField(null=True)
    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    """Joins the notes in the history of the rows that it changed."""
    result = models.JSONField(default=dict)
    undo_result = models.JSONField(default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("من فعلها")
    )
    created_at = models.DateTimeField(_("بدأت في"), auto_now_add=True)
    done_at = models.DateTimeField(_("تمّت في"), null=True)
    undone_at = models.DateTimeField(_("تُرُوجع عنها في"), null=True)

    class Meta:
        verbose_name = _("عملية")
        verbose_name_plural = _("العمليات")
        ordering = ("-pk",)
        permissions = (
            ("merge_records", "Can merge and split records"),
            ("bulk_edit", "Can change many articles at once"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def can_be_undone(self) -> bool:
        """Whether it changed something that has not been taken back."""
        return self.state == self.State.DONE and self.changes.exists()


class Change(models.Model):
    """The same change to some rows of one table, as part of an operation.

    `model`: the table's label (`archive.mention`); `pks`: at most a few hundred primary keys; `before` and
    `after`: the changed values by column (`company_id`). `before` null: the one row was made, and `after`
    holds all of it; `after` null: it was deleted, and `before` holds all of it.
    """

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="changes")
    model = models.CharField(max_length=100)
    pks = models.JSONField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("تغيير")
        verbose_name_plural = _("التغييرات")

    def __str__(self) -> str:
        return f"{self.model} × {len(self.pks)}"
