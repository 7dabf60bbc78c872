"""What a correction may change, under which names, and how its value is read. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date

NAMES = {
    "title": ("title", "العنوان"),
    "author": ("author", "الكاتب"),
    "place": ("place", "المكان"),
    "source_url": ("source_url", "رابط المصدر"),
    "publisher": ("publisher", "الناشر"),
    "published_on": ("published_on", "date", "تاريخ النشر", "التاريخ"),
    "status": ("status", "الحالة"),
    "tag": ("tag", "وسم"),
    "untag": ("untag", "نزع وسم"),
}
LONGEST = {"author": 200, "place": 200, "source_url": 2000}
STATUSES = {
    "published": ("published", "منشور"),
    "proposed": ("proposed", "مقترح", "غير منشور"),
}
_FIELD = {name: field for field, names in NAMES.items() for name in names}
_STATUS = {name: status for status, names in STATUSES.items() for name in names}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Misread(ValueError):
    """A value that a field cannot have; its text is a code: field, date, status, withdrawn, empty, long."""


def field_of(name: str) -> str:
    """The field that a name means. Raises Misread."""
    found = _FIELD.get(" ".join(name.casefold().split()))
    if found is None:
        raise Misread("field")
    return found


def text_of(field: str, value: str) -> str:
    """A text field's value on one line. Raises Misread for an empty title or one that is too long."""
    text = " ".join(value.split())
    if field == "title" and not text:
        raise Misread("empty")
    if len(text) > LONGEST.get(field, 2000):
        raise Misread("long")
    return text


def date_of(value: str) -> tuple[date | None, str]:
    """`YYYY[-MM[-DD]]` as the first day of that span and `day`, `month` or `year`; empty: no date.

    Raises Misread for anything else, and for days that no calendar has.
    """
    text = value.translate(_DIGITS).strip()
    if not text:
        return None, ""
    found = _DATE.fullmatch(text)
    if not found:
        raise Misread("date")
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not (1800 <= year <= date.today().year + 1 and 1 <= month <= 12):
        raise Misread("date")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise Misread("date")
    return date(year, month, day), "day" if found[3] else "month" if found[2] else "year"


def status_of(value: str) -> str:
    """`published` or `proposed`. Raises Misread; withdrawing needs a public reason, which no cell gives."""
    text = " ".join(value.casefold().split())
    if text in ("withdrawn", "مسحوب"):
        raise Misread("withdrawn")
    if text not in _STATUS:
        raise Misread("status")
    return _STATUS[text]
