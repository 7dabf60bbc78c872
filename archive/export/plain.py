"""A citation as one plain line, in Arabic and in English. Pure.

Names and titles are isolated (U+2068 … U+2069), so that the line keeps its order wherever it is pasted.
"""

from __future__ import annotations

from archive.dates_display import display_date
from archive.export.record import Record, one_line


def _isolated(text: str) -> str:
    return f"\u2068{one_line(text)}\u2069"


def plain_arabic(record: Record) -> str:
    """«العنوان»، الكاتب، الناشر، التاريخ. سِجِلّ، المقال 12: العنوان الإلكتروني."""
    date = display_date(record.published_on, record.precision, "ar") if record.published_on else "بلا تاريخ"
    known = [_isolated(text) for text in (record.author, record.publisher) if text]
    head = "، ".join([f"«{_isolated(record.title)}»", *known, date])
    return f"{head}. سِجِلّ، المقال {record.id}: {_isolated(record.url)}"


def plain_english(record: Record) -> str:
    """“Title” [in Arabic], author, publisher, date. Sijil, article 12: address."""
    date = display_date(record.published_on, record.precision, "en") if record.published_on else "undated"
    known = [_isolated(text) for text in (record.author, record.publisher) if text]
    head = ", ".join([f"“{_isolated(record.title)}” [in Arabic]", *known, date])
    return f"{head}. Sijil, article {record.id}: {_isolated(record.url)}"
