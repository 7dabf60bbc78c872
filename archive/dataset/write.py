"""Writes the archive into a folder: JSON Lines for machines, CSV for people, original files, checksums."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from archive import captures, rights
from archive.dataset import people, readme, sums
from archive.dataset.tables import OF_ARTICLES, Row, fields_of, row_of, tables
from archive.export import table
from archive.masking import MASK
from archive.models import Apart, Article, ArticleQuerySet, Campaign, Publisher, Redaction, Redirect
from archive.version import archive_version

FORMAT = 2
CHUNK = 500
NOT_FOR_TABLES = frozenset({"ledger", "seal", "shipped", "subjects"})
"""Columns of machines, too long for a spreadsheet's cell; the JSON Lines have them."""


def write(folder: Path, *, everything: bool = False, originals: bool = True) -> dict[str, int]:
    """Write the dataset into a new or empty folder; returns the number of rows a table.

    `everything` adds what the public may not see (proposed and withdrawn articles, redacted passages,
    reviews, the history of edits and who made them): for moving an archive, not for giving it away.
    `originals`: whether the captured files come along. Raises FileExistsError where the folder holds
    anything, FileNotFoundError where a captured file is lost.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    # One transaction: what is written belongs together, whatever is added meanwhile.
    with transaction.atomic():
        version = archive_version()
        counts = {name: _table(folder, name, everything) for name in tables(everything=everything)}
        if originals:
            _originals(folder)
    about = {
        "format": FORMAT,
        "version": version,
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "everything": everything,
        "originals": originals,
        "counts": counts,
    }
    _json(folder / "dataset.json", about)
    (folder / "README.md").write_text(readme.text(about), encoding="utf-8")
    (folder / "LICENSE.md").write_text(readme.LICENCE, encoding="utf-8")
    sums.write(folder, [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()])
    return counts


def _json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _rows(name: str, everything: bool) -> Iterator[Row]:
    """The rows of a table by id, a few hundred in memory at a time."""
    model = tables(everything=everything)[name]
    rows: Any = model._default_manager.order_by("pk")
    if not everything:
        public = Article.objects.published()
        if name == "articles":
            rows = public.order_by("pk")
        elif name == "captures":
            rows = rows.filter(article__in=rights.with_files(public))
        elif name in OF_ARTICLES:
            rows = rows.filter(article__in=public)
        elif model is Apart:
            rows = rows.filter(first__in=public, second__in=public)
        elif model is Publisher:
            rows = rows.filter(articles__in=public).distinct()
        elif model is Redirect:
            rows = rows.filter(_leads_to_public(public))
        elif model is Redaction:
            rows = rows.filter(article__in=public)
    if model is Campaign:
        rows = rows.prefetch_related("companies")
    rows = rows.select_related(*(field.name for field in people.columns(model)))
    limits = {} if everything else rights.excerpt_lengths()
    for instance in rows.iterator(chunk_size=CHUNK):
        row = row_of(instance)
        if instance.pk in limits and name == "articles":
            row["body"] = instance.body[: limits[instance.pk]]
        if model is Redaction and not everything:
            row |= {"passage": MASK, "reason": "", "created_by": None}
        if name not in ("mentions", "figures") or _within(row, limits):
            yield row


def _leads_to_public(articles: ArticleQuerySet) -> Q:
    """Redirects to records that the dataset holds."""
    kinds = Redirect.Kind
    publishers = articles.exclude(publisher=None).values("publisher")
    return (
        Q(kind__in=(kinds.COMPANY, kinds.CAMPAIGN))
        | Q(kind=kinds.PUBLISHER, target__in=publishers)
        | Q(kind=kinds.ARTICLE, target__in=articles.values("pk"))
    )


def _within(row: Row, limits: dict[int, int]) -> bool:
    """Whether a finding stands in the part of its article that the public may read."""
    limit = limits.get(row["article_id"])
    return limit is None or row.get("in_title") is True or row["end"] <= limit


def _table(folder: Path, name: str, everything: bool) -> int:
    """Write one table as JSON Lines and as CSV; the number of rows."""
    count = 0
    with (
        (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as lines,
        (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as cells,
    ):
        columns = _columns(tables(everything=everything)[name])
        cells.write(table.heading(columns))
        for row in _rows(name, everything):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            cells.write(table.line(_cell(row[column]) for column in columns))
            count += 1
    return count


def _columns(model: type[models.Model]) -> list[str]:
    """What a table's CSV has: no columns of machines, people by name."""
    persons = set(people.columns(model))
    names = [field.name if field in persons else field.attname for field in fields_of(model)]
    return [name for name in names if name not in NOT_FOR_TABLES]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _originals(folder: Path) -> None:
    """Copy the captured files that the captures' table names, each under its hash."""
    with (folder / "captures.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            sha256 = json.loads(line)["sha256"]
            target = folder / original_name(sha256)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(captures.read(sha256))


def original_name(sha256: str) -> str:
    """Where a captured file lies inside a dataset."""
    return f"originals/{sha256[:2]}/{sha256}"
