"""What undoing an operation would leave alone, found by undoing it and taking that back."""

from __future__ import annotations

from django.db import transaction

from archive import changes
from archive.models import Operation
from archive.operations.undo import Report, Undo, extent

MOST = 500
"""Rows tried; the warnings of a larger operation come when it is undone."""


def foresee(operation: Operation) -> Report:
    """The report that undoing would give. Nothing is changed."""
    work = Undo(operation)
    if extent(operation, MOST) <= MOST:
        with changes.held(), transaction.atomic():
            work.take_back(operation.changes.order_by("-pk"))
            transaction.set_rollback(True)
    return work.report
