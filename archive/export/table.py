"""CSV for spreadsheets (RFC 4180): one line of column names, then one row an article. Pure.

UTF-8 with a byte order mark, without which Excel shows Arabic as scrambled Latin letters; read it back as
`utf-8-sig`. A value that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
Injection"); nothing else is changed but line breaks, which become blanks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from archive.export.provenance import Provenance
from archive.export.record import Record, one_line

CONTENT_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "id",
    "url",
    "title",
    "publisher",
    "author",
    "published_on",
    "date_precision",
    "companies",
    "campaigns",
    "source_url",
    "query",
    "search_url",
    "retrieved",
    "version",
)
SEPARATOR = "; "
"""Between the slugs of one cell."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def cell(text: str) -> str:
    """One value on one line, harmless in a spreadsheet."""
    return neutral(one_line(text))


def line(values: Iterable[object]) -> str:
    """One row, ending in CRLF; quoted where needed."""
    out = io.StringIO()
    csv.writer(out).writerow([cell(str(value)) for value in values])
    return out.getvalue()


def heading(columns: Sequence[str] = COLUMNS) -> str:
    """The byte order mark and the line of column names."""
    return BYTE_ORDER_MARK + line(columns)


def row(record: Record, provenance: Provenance) -> str:
    """One article. `published_on` is a full day, of a month or a year the first: see `date_precision`."""
    return line(
        (
            record.id,
            record.url,
            record.title,
            record.publisher,
            record.author,
            record.published_on.isoformat() if record.published_on else "",
            record.precision,
            SEPARATOR.join(record.companies),
            SEPARATOR.join(record.campaigns),
            record.source_url,
            provenance.query,
            provenance.address,
            provenance.time,
            provenance.version,
        )
    )
