"""RIS, the format of EndNote and Zotero (tags after the RIS specification of 2011). Pure."""

from __future__ import annotations

from archive.export.record import Record, one_line

CONTENT_TYPE = "application/x-research-info-systems; charset=utf-8"


def _date(parts: list[int]) -> str:
    """`YYYY/MM/DD/` with unknown parts left empty, as the specification wants."""
    if not parts:
        return ""
    padded = [f"{n:02}" for n in parts] + [""] * (3 - len(parts))
    return "/".join([*padded, ""])


def ris(record: Record) -> str:
    """One record, ending in an empty line; each value on one line. Unknown fields are left out."""
    parts = record.date_parts
    fields = [
        ("TY", "NEWS"),
        ("ID", record.key),
        ("TI", record.title),
        ("AU", record.author),
        ("T2", record.publisher),
        ("PY", f"{parts[0]:04}" if parts else ""),
        ("DA", _date(parts)),
        ("LA", "ar"),
        ("UR", record.source_url or record.url),
        ("L2", record.url if record.source_url else ""),
        ("ER", ""),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if one_line(value) or tag == "ER"]
    return "\r\n".join([*lines, "", ""])
