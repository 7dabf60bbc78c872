"""Writes rows and, beside them, what they were before: all that undoing an operation needs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from django.db import models

from archive.dataset.tables import flat
from archive.models import Change, Operation
from archive.operations.rows import CLOCKS, add, article_of, plain, remove, set_plain, write

CHUNK = 200
"""Rows in memory at a time, and ids of one `Change` at most."""

Rows = dict[Any, dict[str, Any]]
"""Primary key → columns."""
R = TypeVar("R", bound=models.Model)


def chunks(rows: Iterable[R]) -> Iterator[list[R]]:
    """The rows in lists of at most CHUNK."""
    found = iter(rows)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


class Recorder:
    """Changes rows on behalf of an operation. Use inside a transaction.

    `changed` counts the rows that were really changed, made or deleted; `articles` are the ids of those that
    lost, got or changed anything, whose place in the review queue must be worked out again.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.changed = 0
        self.articles: set[int] = set()

    def update(self, rows: Iterable[models.Model], values: Mapping[str, Any]) -> int:
        """Set the same columns (`company_id`) of many rows of one table; the number that changed."""
        return self.alter(rows, lambda row: set_plain(row, values))

    def alter(self, rows: Iterable[R], change: Callable[[R], None]) -> int:
        """Let `change` set columns of each row of one table, then write what differs."""
        return sum(self._alter(chunk, change) for chunk in chunks(rows))

    def _alter(self, rows: Sequence[R], change: Callable[[R], None]) -> int:
        alike: dict[str, list[models.Model]] = defaultdict(list)
        for row in rows:
            before = plain(row)
            change(row)
            after = plain(row)
            differing = [name for name in before if before[name] != after[name]]
            if differing:
                self._touch(type(row), row.pk, before, after)
                key = [{n: before[n] for n in differing}, {n: after[n] for n in differing}]
                alike[json.dumps(key, ensure_ascii=False)].append(row)
        made: list[Change] = []
        by_columns: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
        for text, same in alike.items():
            before, after = json.loads(text)
            made.append(self._change(type(same[0]), [row.pk for row in same], before, after))
            by_columns[tuple(after)] += same
        self._keep(made)
        for columns, same in by_columns.items():
            write(same, columns)
        return sum(map(len, alike.values()))

    def delete(self, rows: Iterable[models.Model]) -> int:
        """Delete rows of one table that nothing refers to any more."""
        count = 0
        for chunk in chunks(rows):
            for row in chunk:
                self._touch(type(row), row.pk, vars(row))
            self._keep([self._change(type(row), [row.pk], flat(row), None) for row in chunk])
            remove(chunk)
            count += len(chunk)
        return count

    def create(self, rows: Iterable[models.Model]) -> int:
        """Store new rows of one table."""
        count = 0
        for chunk in chunks(rows):
            add(chunk)
            for row in chunk:
                self._touch(type(row), row.pk, vars(row))
            self._keep([self._change(type(row), [row.pk], None, plain(row)) for row in chunk])
            count += len(chunk)
        return count

    @contextmanager
    def watching(self, *tables: models.QuerySet[Any]) -> Iterator[None]:
        """Note whatever the block does to these rows, and to rows that come to be among them.

        For code that writes by itself. Holds all of the rows in memory, twice.
        """
        before = [_snapshot(table) for table in tables]
        yield
        for table, was in zip(tables, before, strict=True):
            now = _snapshot(table)
            for pk in was.keys() | now.keys():
                if was.get(pk) != now.get(pk):
                    self._touch(table.model, pk, *(rows[pk] for rows in (was, now) if pk in rows))
            self._keep(list(self._differences(table.model, was, now)))

    def _differences(self, model: type[models.Model], was: Rows, now: Rows) -> Iterator[Change]:
        for pk, row in was.items():
            if pk not in now:
                yield self._change(model, [pk], row, None)
                continue
            differing = [name for name in row.keys() - CLOCKS if row[name] != now[pk][name]]
            if differing:
                before, after = ({name: at[name] for name in differing} for at in (row, now[pk]))
                yield self._change(model, [pk], before, after)
        for pk in now.keys() - was.keys():
            yield self._change(model, [pk], None, now[pk])

    def _touch(self, model: type[models.Model], pk: Any, *states: Mapping[str, Any]) -> None:
        for row in states:
            self.articles |= article_of(model, pk, row)

    def _change(self, model: type[models.Model], pks: list[Any], before: Any, after: Any) -> Change:
        label = model._meta.label_lower
        return Change(operation=self.operation, model=label, pks=pks, before=before, after=after)

    def _keep(self, made: list[Change]) -> None:
        Change.objects.bulk_create(made)
        self.changed += sum(len(change.pks) for change in made)


def _snapshot(table: models.QuerySet[Any]) -> Rows:
    return {row.pk: flat(row) for row in table.all()}
