"""The jobs that carry out and take back large operations, step by step."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from archive.bulk.actions import ACTIONS as ON_ARTICLES
from archive.bulk.actions import Action
from archive.bulk.outcome import Outcome
from archive.corrections.apply import Corrections
from archive.models import Change, Job, Operation
from archive.operations.record import CHUNK, Recorder
from archive.operations.rows import speaking_for
from archive.operations.undo import Report, Undo
from archive.review import queue

ACTIONS: dict[str, type[Action]] = {**ON_ARTICLES, Operation.Kind.CORRECTIONS: Corrections}
NAMED = 1000
"""Failed articles named in a result; of more only the number is said."""
WHOLE = frozenset({Operation.Kind.MERGE, Operation.Kind.SPLIT, Operation.Kind.CORRECTIONS})
"""Operations undone in one transaction: half of a merge is no state to leave an archive in."""
ROWS = 1000
"""Rows taken back in one step, or a few more: about a second's work."""


def _add(result: dict[str, Any], outcome: Outcome) -> None:
    """Add what a step did to the operation's result."""
    result["changed"] = result.get("changed", 0) + outcome.changed
    result["same"] = result.get("same", 0) + outcome.same
    result["failed"] = result.get("failed", 0) + len(outcome.failed)
    named = result.setdefault("named", [])
    named += outcome.failed[: NAMED - len(named)]


def _step(operation: Operation, action: Action, begin: int) -> int:
    """Handle the articles from `begin` on; where the next step begins."""
    end = begin + action.chunk
    recorder = Recorder(operation)
    with speaking_for(operation, operation.user):
        _add(operation.result, action.apply(recorder, operation.targets[begin:end]))
    queue.refresh(sorted(recorder.articles))
    if end >= len(operation.targets):
        operation.state, operation.done_at = Operation.State.DONE, timezone.now()
    else:
        operation.state = Operation.State.RUNNING
    operation.save(update_fields=["result", "state", "done_at"])
    return end


def carry_all(operation: Operation) -> None:
    """The whole operation inside the transaction of the caller."""
    action, begin = ACTIONS[operation.kind](operation.params), 0
    while operation.state != Operation.State.DONE:
        begin = _step(operation, action, begin)


class Carry:
    """Job: `params["operation"]` is carried out; the cursor counts its targets."""

    def __init__(self, job: Job) -> None:
        self.operation = Operation.objects.get(pk=job.params["operation"])
        self.action = ACTIONS[self.operation.kind](self.operation.params)

    def step(self, job: Job) -> bool:
        """One chunk of articles."""
        # The targets never change; the result may have been rolled back with a step that failed.
        fresh = Operation.objects.select_for_update().only("result", "state").get(pk=self.operation.pk)
        self.operation.result, self.operation.state = fresh.result, fresh.state
        job.cursor = _step(self.operation, self.action, job.cursor or 0)
        job.total = len(self.operation.targets)
        job.done = min(job.cursor, job.total)
        return self.operation.state != Operation.State.DONE


def take_back_all(operation: Operation, user: Any) -> None:
    """Undo the whole operation inside the transaction of the caller."""
    work = Undo(operation)
    with speaking_for(operation, user):
        work.take_back(operation.changes.order_by("-pk").iterator(chunk_size=CHUNK))
    _undone(operation, work.report)


def _undone(operation: Operation, report: Report) -> None:
    operation.state, operation.undone_at = Operation.State.UNDONE, timezone.now()
    operation.undo_result = report.as_json()
    operation.save(update_fields=["state", "undone_at", "undo_result"])


class TakeBack:
    """Job: `params["operation"]` is undone from its last change to its first; the cursor is a change's id."""

    def __init__(self, job: Job) -> None:
        self.operation = Operation.objects.defer("targets", "upload").get(pk=job.params["operation"])
        self.user = job.user

    def step(self, job: Job) -> bool:
        """Some changes; all of them where half would be no state to leave."""
        if self.operation.kind in WHOLE:
            take_back_all(self.operation, self.user)
            job.result, job.done = self.operation.undo_result, job.total
            return False
        left = self.operation.changes.order_by("-pk")
        if job.cursor is not None:
            left = left.filter(pk__lt=job.cursor)
        part = _some(left)
        work = Undo(self.operation, Report(**job.result) if job.result else None)
        with speaking_for(self.operation, self.user):
            work.take_back(part)
        job.result = work.report.as_json()
        job.done += len(part)
        if part:
            job.cursor = part[-1].pk
        more = bool(part) and left.filter(pk__lt=part[-1].pk).exists()
        if not more:
            _undone(self.operation, work.report)
        return more


def _some(changes: models.QuerySet[Change]) -> list[Change]:
    """The first changes, as many as touch ROWS rows."""
    part: list[Change] = []
    rows = 0
    for change in changes[:ROWS]:  # each is of one row at least
        part.append(change)
        rows += len(change.pks)
        if rows >= ROWS:
            break
    return part
