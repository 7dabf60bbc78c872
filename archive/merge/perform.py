"""Merges and splits as operations: locked, written down, carried out in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from archive import changes, hidden_past, locks
from archive.merge import articles, entities, split
from archive.models import Operation
from archive.operations.record import Recorder
from archive.operations.rows import speaking_for
from archive.redirects import MODELS
from archive.review import queue


class Refused(Exception):
    """What was asked cannot be done. The message says why, for a person, in one sentence."""


def merge(kind: str, keep: int, drop: int, from_drop: Iterable[str], user: Any = None) -> Operation:
    """Make the record `drop` part of `keep` (ids). `from_drop`: fields whose value is taken from `drop`.

    `kind`: company, campaign, publisher or article. Raises Refused where one of them is gone or both are one.
    """
    chosen = sorted(from_drop)
    params = {"kind": kind, "keep": keep, "drop": drop, "from_drop": chosen}
    with changes.held(), transaction.atomic():
        locks.one_writer()
        rows = _locked(kind, keep, drop)
        names = {"kept": str(rows[0]), "dropped": str(rows[1])}
        operation = _begin(Operation.Kind.MERGE, {**params, **names}, user)
        recorder = Recorder(operation)
        with speaking_for(operation, user):
            if kind == "article":
                articles.merge(recorder, rows[0], rows[1], chosen)
            else:
                entities.merge(recorder, kind, rows[0], rows[1], chosen)
        done = _end(recorder)
        if kind == "article" and rows[0].is_redacted:
            hidden_past.clean(rows[0])  # what was hidden in one may stand in what is kept of the other
        return done


def separate(
    kind: str, source: int, aliases: Sequence[int], target: int | dict[str, str], user: Any = None
) -> Operation:
    """Move spellings (ids), with the mentions they made, to another company or campaign.

    `target`: its id, or the fields of a new one. Raises Refused for a target that cannot be.
    """
    try:
        with changes.held(), transaction.atomic():
            params = {"kind": kind, "source": source, "aliases": list(aliases), "target": target}
            operation = _begin(Operation.Kind.SPLIT, params, user)
            recorder = Recorder(operation)
            found: Any = MODELS[kind]._default_manager.select_for_update().get(pk=source)
            with speaking_for(operation, user):
                new = split.target_of(recorder, kind, target)
                split.split(recorder, kind, found, new, aliases)
            operation.params |= {"kept": str(found), "dropped": str(new)}
            return _end(recorder)
    except IntegrityError as error:
        raise Refused("the slug or name of the new record is taken") from error


def _locked(kind: str, keep: int, drop: int) -> list[Any]:
    if keep == drop:
        raise Refused("a record cannot be merged with itself")
    rows = MODELS[kind]._default_manager.select_for_update().in_bulk([keep, drop])
    if len(rows) < 2:
        raise Refused("one of the records does not exist any more")
    return [rows[keep], rows[drop]]


def _begin(kind: str, params: dict[str, Any], user: Any) -> Operation:
    state = Operation.State.RUNNING
    return Operation.objects.create(kind=kind, params=params, user=user, state=state)


def _end(recorder: Recorder) -> Operation:
    queue.refresh(sorted(recorder.articles))
    operation = recorder.operation
    operation.state, operation.done_at = Operation.State.DONE, timezone.now()
    operation.result = {"changed": recorder.changed}
    operation.save()
    return operation
