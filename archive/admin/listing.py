"""Every list of the admin as a CSV file: the chosen rows, or a whole filter's result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.dataset.write import NOT_FOR_TABLES
from archive.export import table

CHUNK = 500
SECRET = frozenset({"password", "upload", "targets", "key"})
"""Columns that no file carries."""


@admin.action(description=_("تصدير CSV"), permissions=["view"])
def export_csv(
    modeladmin: Any, request: HttpRequest, queryset: models.QuerySet[Any]
) -> StreamingHttpResponse:
    """A row a record with every column, streamed; values that look like formulas are neutralised."""
    name = f"sijil-{modeladmin.opts.model_name}-{timezone.now():%Y%m%d-%H%M%S}.csv"
    return StreamingHttpResponse(
        _pieces(queryset),
        content_type=table.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _pieces(rows: models.QuerySet[Any]) -> Iterator[bytes]:
    """The file in pieces of a few hundred rows."""
    fields: Any = rows.model._meta.concrete_fields
    hidden = [f for f in fields if f.attname in NOT_FOR_TABLES | SECRET]
    columns = [f.attname for f in fields if f not in hidden]
    kept = rows.select_related(None).prefetch_related(None)
    if hidden:
        kept = kept.defer(None).defer(*(f.name for f in hidden))
    lines = (table.line(_cells(row, columns)) for row in kept.iterator(chunk_size=CHUNK))
    whole = chain([table.heading(columns)], lines)
    while piece := "".join(islice(whole, CHUNK)):
        yield piece.encode()


def _cells(row: models.Model, columns: list[str]) -> Iterator[str]:
    values = {name: getattr(row, name) for name in columns}
    for value in values.values():
        if value is None:
            yield ""
        elif isinstance(value, list | dict):
            yield json.dumps(value, ensure_ascii=False)
        else:
            yield value.isoformat() if hasattr(value, "isoformat") else str(value)


admin.site.add_action(export_csv)
