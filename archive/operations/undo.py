"""Takes an operation back: every row that nobody has changed since; of the others it says which they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction

from archive import copies
from archive.dataset.tables import Row
from archive.models import Article, Change, Operation
from archive.operations.hidden import Hidden
from archive.operations.references import is_used
from archive.operations.rows import article_of, insert, model_of, plain, set_plain, write
from archive.review import queue

SETS = frozenset({"edited_fields"})
"""Columns that hold a set of words: undoing takes out what the operation put in, whatever came since."""
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
        for change in changes:
            if change.before is None:
                self._unmake(change, change.after or {})
            elif change.after is None:
                self._make_again(change, change.before)
            else:
                self._restore(change, change.before, change.after)
        queue.refresh(sorted(self._articles))
        self._articles.clear()

    def _restore(self, change: Change, before: Row, after: Row) -> None:
        model = model_of(change.model)
        found = model._base_manager.select_for_update().in_bulk(change.pks)
        good = []
        for pk in change.pks:
            row = found.get(pk)
            if row is None:
                self.report.leave(change.model, pk, "gone")
            elif not _as_left(row, after):
                self.report.leave(change.model, pk, "changed")
            elif self._orphan(model, before):
                self.report.leave(change.model, pk, "orphan")
            else:
                set_plain(row, _to_put_back(row, before, after))
                self._hidden.in_row(row)
                good.append(row)
        try:
            with transaction.atomic():
                write(good, before)
        except IntegrityError:
            for row in good:
                self.report.leave(change.model, row.pk, "taken")
        else:
            self.report.restored += len(good)
            for row in good:
                self._touch(row, before, after)
                if isinstance(row, Article) and "body" in before:
                    copies.file(row)

    def _unmake(self, change: Change, after: Row) -> None:
        """Delete the row that the operation made, unless somebody changed or uses it."""
        row = model_of(change.model)._base_manager.filter(pk__in=change.pks).first()
        if row is None:
            self.report.leave(change.model, change.pks[0], "gone")
        elif not _as_left(row, after):
            self.report.leave(change.model, row.pk, "changed")
        elif is_used(row):
            self.report.leave(change.model, row.pk, "used")
        else:
            self._touch(row)
            row.delete()
            self.report.restored += 1

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
