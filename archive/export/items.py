"""JSON of many articles, written piece by piece: one object with what it is, then an array. Pure."""

from __future__ import annotations

import json

from archive.export.provenance import Provenance
from archive.export.record import Record

CONTENT_TYPE = "application/json"


def opening(provenance: Provenance, count: int) -> str:
    """Everything before the first article."""
    about = {
        "query": provenance.query,
        "search_url": provenance.address,
        "retrieved": provenance.time,
        "version": provenance.version,
        "count": count,
    }
    return json.dumps(about, ensure_ascii=False)[:-1] + ', "results": [\n'


def item(record: Record) -> str:
    """One article. Unknown values are null."""
    return json.dumps(
        {
            "id": record.id,
            "url": record.url,
            "title": record.title,
            "publisher": record.publisher or None,
            "author": record.author or None,
            "published_on": record.published_on.isoformat() if record.published_on else None,
            "date_precision": record.precision or None,
            "companies": list(record.companies),
            "campaigns": list(record.campaigns),
            "source_url": record.source_url or None,
        },
        ensure_ascii=False,
    )


CLOSING = "\n]}\n"
BETWEEN = ",\n"
