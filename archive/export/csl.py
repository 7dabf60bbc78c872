"""CSL-JSON, the input of citeproc and of Zotero (schema csl-data 1.0). Pure."""

from __future__ import annotations

from archive.export.record import Record, one_line

CONTENT_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"


def csl(record: Record) -> dict[str, object]:
    """One item. Unknown fields are left out; `issued` says no more than is known of the date."""
    fields: dict[str, object] = {
        "id": record.key,
        "type": "article-newspaper",
        "title": one_line(record.title),
        "container-title": one_line(record.publisher),
        "author": [{"literal": one_line(record.author)}] if one_line(record.author) else [],
        "issued": {"date-parts": [record.date_parts]} if record.date_parts else {},
        "language": "ar",
        "URL": record.source_url or record.url,
        "archive": "سِجِلّ",
        "archive_location": record.url,
    }
    return {name: value for name, value in fields.items() if value}
