"""Dates as readers read them: «15 فبراير/شباط 2025», never saying more than is known. Pure."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\d{4}(?:-\d{1,2}){1,2}")

MONTHS_AR = (
    "يناير/كانون الثاني",
    "فبراير/شباط",
    "مارس/آذار",
    "أبريل/نيسان",
    "مايو/أيار",
    "يونيو/حزيران",
    "يوليو/تموز",
    "أغسطس/آب",
    "سبتمبر/أيلول",
    "أكتوبر/تشرين الأول",
    "نوفمبر/تشرين الثاني",
    "ديسمبر/كانون الأول",
)
"""Both names in use: the one of Egypt and the Gulf, then the one of the Levant and Iraq."""

MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def month_name(month: int, language: str) -> str:
    """The name of month 1 to 12; both Arabic names, or the English one where `language` is `en`."""
    return (MONTHS_EN if language == "en" else MONTHS_AR)[month - 1]


def display_date(value: date, precision: str, language: str) -> str:
    """A date in words, as precise as it is known.

    `precision`: `day`, `month` or `year`; anything else counts as `day`. Digits are Latin in both languages.
    """
    if precision == "year":
        return str(value.year)
    month = f"{month_name(value.month, language)} {value.year}"
    return month if precision == "month" else f"{value.day} {month}"


def iso_date(value: date, precision: str) -> str:
    """The same for machines: `2025-02-15`, `2025-02` or `2025`."""
    return value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def isolated(text: str) -> str:
    """The text with each ISO date in it kept in order: among Arabic letters `2025-02` would read 02-2025.

    Between LEFT-TO-RIGHT ISOLATE and its end, as Unicode's bidirectional algorithm (UAX 9, 2.4.1) has them.
    """
    return _ISO.sub("\u2066\\g<0>\u2069", text)
