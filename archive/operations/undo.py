"""Takes an operation back: every row that nobody has changed since; of the others it says which they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction

from archive import copies, locks
from archive.dataset.tables import Row
from archive.hidden_past import TEXTS
from archive.models import Article, Change, Operation
from archive.operations.hidden import Hidden
from archive.operations.references import is_used
from archive.operations.rows import article_of, insert, model_of, plain, remove, set_plain, write
from archive.review import queue

SETS = frozenset({"edited_fields"})
"""Columns that hold a set of words: undoing takes out what the operation put in, whatever came since."""
TOGETHER = 500
"""Rows put back by one statement, and held in memory at a time."""
NAMED = 1000
"""Rows named in a report; of more only the number is said."""


@dataclass(slots=True)
class Report:
    """How many rows are as they were, and the rows left alone: `[model, pk, why]`.

    `why`: `changed` (somebody changed it since), `gone`, `taken` (its place or name is another's now),
    `used` (something refers to it), `orphan` (what it belonged to could not be brought back).
    """

    restored: int = 0
    left: int = 0
    named: list[list[Any]] = field(default_factory=list)

    def leave(self, model: str, pk: Any, why: str) -> None:
        """Note a row that stays as it is."""
        self.left += 1
        if len(self.named) < NAMED:
            self.named.append([model, pk, why])

    def as_json(self) -> dict[str, Any]:
        """For `Operation.undo_result`."""
        return {"restored": self.restored, "left": self.left, "named": self.named}


class Undo:
    """One undoing, over any number of calls: `take_back` the changes from the last to the first."""

    def __init__(self, operation: Operation | None = None, report: Report | None = None) -> None:
        self._hidden = Hidden(operation)
        self.report = report or Report()
        self._articles: set[int] = set()
        self._lost = {(model, pk) for model, pk, why in self.report.named if why == "taken"}

    def take_back(self, changes: Iterable[Change]) -> None:
        """Undo these changes, given from the latest to the earliest. Belongs in a transaction.

        The review queue is brought up to date with what the articles have become.
        """
        locks.one_writer()
        for run in _runs(changes):
            if run[0].before is None:
                self._unmake(run)
            elif run[0].after is not None:
                self._restore(run)
            else:
                for change in run:
                    self._make_again(change, change.before or {})
        queue.refresh(sorted(self._articles))
        self._articles.clear()

    def _restore(self, run: Sequence[Change]) -> None:
        """Put back the columns of rows that are still as the operation left them, in one statement."""
        good, left = self._to_restore(run)
        columns = run[0].before or {}
        try:
            with transaction.atomic():
                write(good, columns)
        except IntegrityError:
            if len(run) > 1:
                for change in run:  # one after the other it may be possible, and the report says which is not
                    self._restore([change])
                return
            left += [(row.pk, "taken") for row in good]
            good = []
        for pk, why in left:
            self.report.leave(run[0].model, pk, why)
        self.report.restored += len(good)
        for row in good:
            if isinstance(row, Article) and "body" in columns:
                copies.file(row)

    def _to_restore(self, run: Sequence[Change]) -> tuple[list[models.Model], list[tuple[Any, str]]]:
        """The rows of a run with their older values set, and those to leave with the reason."""
        good: list[models.Model] = []
        left: list[tuple[Any, str]] = []
        found = self._found(run)
        for change in run:
            model, before, after = model_of(change.model), change.before or {}, change.after or {}
            for pk in change.pks:
                row = found.get(pk)
                if row is None:
                    left.append((pk, "gone"))
                elif not _as_left(row, after):
                    left.append((pk, "changed"))
                elif self._orphan(model, before):
                    left.append((pk, "orphan"))
                else:
                    self._touch(row, before, after)
                    set_plain(row, _to_put_back(row, before, after))
                    self._hidden.in_row(row)
                    good.append(row)
        return good, left

    def _found(self, run: Sequence[Change]) -> dict[Any, models.Model]:
        """The rows of a run that there still are, locked, and what was redacted in their articles."""
        model = model_of(run[0].model)
        keys = [pk for change in run for pk in change.pks]
        found: dict[Any, models.Model] = model._base_manager.select_for_update().in_bulk(keys)
        if model in TEXTS:
            self._hidden.learn(pk for row in found.values() for pk in article_of(model, row.pk, vars(row)))
        return found

    def _unmake(self, run: Sequence[Change]) -> None:
        """Delete the rows that the operation made, unless somebody changed or uses them."""
        model, good = model_of(run[0].model), []
        found = model._base_manager.in_bulk([pk for change in run for pk in change.pks])
        for change in run:
            row = found.get(change.pks[0])
            if row is None:
                self.report.leave(change.model, change.pks[0], "gone")
            elif not _as_left(row, change.after or {}):
                self.report.leave(change.model, row.pk, "changed")
            elif is_used(row):
                self.report.leave(change.model, row.pk, "used")
            else:
                self._touch(row)
                good.append(row)
        remove(good)
        self.report.restored += len(good)

    def _make_again(self, change: Change, before: Row) -> None:
        """Bring back the row that the operation deleted, under its id."""
        model = model_of(change.model)
        if self._orphan(model, before):
            self.report.leave(change.model, change.pks[0], "orphan")
            return
        row = model()
        set_plain(row, before)
        self._hidden.in_row(row)
        try:
            with transaction.atomic():
                insert(row)
                if isinstance(row, Article):
                    self._hidden.copy_to(row)
        except IntegrityError:
            self._lost.add((change.model, change.pks[0]))
            self.report.leave(change.model, change.pks[0], "taken")
        else:
            self.report.restored += 1
            self._touch(row)

    def _touch(self, row: models.Model, *states: Row) -> None:
        for values in (vars(row), *states):
            self._articles |= article_of(type(row), row.pk, values)

    def _orphan(self, model: type[models.Model], values: Row) -> bool:
        """Whether these values refer to a row that could not be brought back."""
        return any(
            (column.related_model._meta.label_lower, values.get(column.attname)) in self._lost
            for column in model._meta.concrete_fields
            if isinstance(column, models.ForeignKey) and isinstance(column.related_model, type)
        )


def extent(operation: Operation, most: int) -> int:
    """How many rows undoing would touch; where they are more than `most`, some number above it."""
    changes = operation.changes.values_list("pks", flat=True)[: most + 1]  # each has one row at least
    return sum(map(len, changes))


def _runs(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes that follow each other and do the like to other rows each, to be taken back together."""
    run: list[Change] = []
    seen: set[Any] = set()
    for change in changes:
        alike = not run or _sort(change) == _sort(run[0])
        if not alike or len(seen) >= TOGETHER or not seen.isdisjoint(change.pks):
            yield run
            run, seen = [], set()
        run.append(change)
        seen.update(change.pks)
    if run:
        yield run


def _sort(change: Change) -> tuple[object, ...]:
    columns = frozenset(change.before or ()) if change.after is not None else None
    return change.model, change.before is None, columns


def _as_left(row: models.Model, after: Row) -> bool:
    """Whether the row is as the operation left it, in the columns that it set."""
    now = plain(row)
    return all(now.get(name) == value for name, value in after.items() if name not in SETS)


def _to_put_back(row: models.Model, before: Row, after: Row) -> Row:
    """The values before: of a set only what the operation added or took out."""
    values = dict(before)
    for name in SETS & values.keys():
        was, became = set(before[name]), set(after[name])
        values[name] = sorted((set(getattr(row, name)) - (became - was)) | (was - became))
    return values
