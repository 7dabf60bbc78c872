"""Carries operations out and takes them back: at once where they are small, as a job where they are large."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive import changes
from archive.jobs import start
from archive.models import Operation
from archive.operations.undo import extent
from archive.operations.work import carry_all, take_back_all

AT_ONCE = 500
"""Articles, or changed rows, that a request handles itself."""


def draft(kind: str, params: dict[str, Any], targets: list[int], user: Any) -> Operation:
    """An operation to be looked at before it is carried out."""
    return Operation.objects.create(kind=kind, params=params, targets=targets, user=user)


def carry_out(operation: Operation, user: Any) -> Operation:
    """Carry a draft out, now or soon. One that is no draft any more (a second click) stays as it is."""
    with changes.held(), transaction.atomic():
        operation = Operation.objects.select_for_update().get(pk=operation.pk)
        if operation.state != Operation.State.DRAFT:
            return operation
        operation.user = user
        operation.state = Operation.State.WAITING
        operation.save()
        if len(operation.targets) <= AT_ONCE:
            carry_all(operation)
        else:
            start.ask("operation", {"operation": operation.pk}, user, total=len(operation.targets))
    return operation


def undo(operation: Operation, user: Any) -> Operation:
    """Take an operation back, now or soon; what was changed since stays and is named in `undo_result`."""
    with changes.held(), transaction.atomic():
        operation = Operation.objects.select_for_update().get(pk=operation.pk)
        if not operation.can_be_undone:
            return operation
        operation.state = Operation.State.UNDOING
        operation.save()
        if extent(operation, AT_ONCE) <= AT_ONCE:
            take_back_all(operation, user)
        else:
            total = operation.changes.count()
            start.ask("undo", {"operation": operation.pk}, user, total=total)
    return operation
