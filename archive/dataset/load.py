"""Reads a dataset back into an empty archive: the same rows under the same ids, the same files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from archive import captures, changes
from archive.dataset import sums
from archive.dataset.people import Accounts
from archive.dataset.sums import DatasetError
from archive.dataset.tables import OF_CURATORS, Row, instance_of, tables
from archive.dataset.write import FORMAT, original_name
from archive.models import Alias, Article, Campaign, Capture, Company, Publisher, Redirect
from archive.review import queue

SINCE_2 = frozenset({"redirects", "redactions", *OF_CURATORS})
"""Tables that the first format lacked."""


def load(folder: Path) -> dict[str, int]:
    """Read a dataset into an archive without articles; returns the number of rows a table.

    Companies, campaigns, spellings and all history are replaced by the dataset's. All or nothing: raises
    DatasetError where the dataset is damaged, of another format or the archive is not empty, OSError on a
    full disk.
    """
    names = set(sums.check(folder))
    wanted = _tables(folder, names)
    if Article.objects.exists() or Publisher.objects.exists() or Capture.objects.exists():
        raise DatasetError("the archive holds articles already; a dataset is read into an empty one")
    for row in _rows(folder, "captures"):
        _keep_original(folder, str(row["sha256"]), names)
    with changes.held(), transaction.atomic():
        # Whatever was noted of records that are gone would be taken for notes of those that come.
        old: list[type[models.Model]] = [Alias, Campaign, Company, Redirect, *reversed(OF_CURATORS.values())]
        for model in old:
            model._default_manager.all().delete()
        accounts = Accounts()
        counts = {name: _load_table(folder, name, model, accounts) for name, model in wanted.items()}
        _reset_sequences(wanted.values())
        queue.refresh(Article.objects.values_list("pk", flat=True))
    return counts


def _tables(folder: Path, names: set[str]) -> dict[str, type[models.Model]]:
    """The tables that the dataset has, as it says of itself. Raises DatasetError where one is missing."""
    if "dataset.json" not in names:
        raise DatasetError(f"{sums.NAME} does not list dataset.json")
    about = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    found = about.get("format")
    if found not in (1, FORMAT):
        raise DatasetError(f"the dataset has format {found!r}; this version reads 1 and {FORMAT}")
    wanted = tables(everything=bool(about.get("everything")))
    if found == 1:
        wanted = {name: model for name, model in wanted.items() if name not in SINCE_2}
    missing = {f"{name}.jsonl" for name in wanted} - names
    if missing:
        raise DatasetError(f"{sums.NAME} does not list {', '.join(sorted(missing))}")
    return wanted


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


def _load_table(folder: Path, name: str, model: type[models.Model], accounts: Accounts) -> int:
    """Store every row as it was, times included: `raw` keeps Django from setting them anew."""
    count = 0
    for row in _rows(folder, name):
        count += 1
        try:
            instance = instance_of(model, accounts.numbered(model, row))
            instance.save_base(raw=True, force_insert=True)
            if isinstance(instance, Campaign):
                _link(instance, row["companies"])
        except (KeyError, ValueError, ValidationError, DatabaseError) as error:
            raise DatasetError(f"{name}.jsonl, line {count}: {type(error).__name__}: {error}") from error
    return count


def _link(campaign: Campaign, companies: Iterable[int]) -> None:
    """Join a campaign to its companies past the signals, which would note that as an edit of today."""
    through: Any = Campaign.companies.through
    through.objects.bulk_create(through(campaign_id=campaign.pk, company_id=pk) for pk in companies)


def _reset_sequences(loaded: Iterable[type[models.Model]]) -> None:
    """Rows came with their ids; tell PostgreSQL, which counts apart, where to go on."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)
