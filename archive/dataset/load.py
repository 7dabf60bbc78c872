"""Reads a dataset back into an empty archive: the same rows under the same ids, the same files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from archive import captures, changes
from archive.dataset import sums
from archive.dataset.sums import DatasetError
from archive.dataset.tables import TABLES, Row, instance_of
from archive.dataset.write import FORMAT, original_name
from archive.models import Alias, Article, Campaign, Capture, Company, Publisher
from archive.review import queue


def load(folder: Path) -> dict[str, int]:
    """Read a dataset into an archive without articles; returns the number of rows a table.

    Companies, campaigns and spellings are replaced by the dataset's. All or nothing: raises DatasetError
    where the dataset is damaged, of another format or the archive is not empty, OSError on a full disk.
    """
    names = set(sums.check(folder))
    _check_format(folder, names)
    if Article.objects.exists() or Publisher.objects.exists() or Capture.objects.exists():
        raise DatasetError("the archive holds articles already; a dataset is read into an empty one")
    for row in _rows(folder, "captures"):
        _keep_original(folder, str(row["sha256"]), names)
    with changes.held(), transaction.atomic():
        for model in (Alias, Campaign, Company):
            model._default_manager.all().delete()
        counts = {name: _load_table(folder, name) for name in TABLES}
        _reset_sequences()
        queue.refresh(Article.objects.values_list("pk", flat=True))
    return counts


def _check_format(folder: Path, names: set[str]) -> None:
    missing = {"dataset.json", *(f"{name}.jsonl" for name in TABLES)} - names
    if missing:
        raise DatasetError(f"{sums.NAME} does not list {', '.join(sorted(missing))}")
    found = json.loads((folder / "dataset.json").read_text(encoding="utf-8")).get("format")
    if found != FORMAT:
        raise DatasetError(f"the dataset has format {found!r}; this version reads {FORMAT}")


def _rows(folder: Path, name: str) -> Iterator[Row]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise DatasetError(f"{name}.jsonl, line {number}: {error}") from error


def _keep_original(folder: Path, sha256: str, names: set[str]) -> None:
    """Put a captured file into the store. Datasets without originals list none."""
    name = original_name(sha256)
    if name in names and captures.keep((folder / name).read_bytes()) != sha256:
        raise DatasetError(f"{name} is not the file that its name says")


def _load_table(folder: Path, name: str) -> int:
    """Store every row as it was, times included: `raw` keeps Django from setting them anew."""
    count = 0
    for row in _rows(folder, name):
        count += 1
        try:
            instance = instance_of(TABLES[name], row)
            instance.save_base(raw=True, force_insert=True)
            if isinstance(instance, Campaign):
                instance.companies.set(row["companies"])
        except (KeyError, ValueError, ValidationError, DatabaseError) as error:
            raise DatasetError(f"{name}.jsonl, line {count}: {type(error).__name__}: {error}") from error
    return count


def _reset_sequences() -> None:
    """Rows came with their ids; tell PostgreSQL, which counts apart, where to go on."""
    models: list[Any] = list(TABLES.values())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
