"""The date a curator types, or picks by choosing a line of the file. Pure."""

from __future__ import annotations

from archive.ingest.dates import DateFound, find_dates
from archive.ingest.dates_outside import given_date
from archive.ingest.draft import DatePrecision, Evidence, PublishedOn
from archive.ingest.normalise import tidy

LONGEST_LINE = 400
"""Letters of a line in which a date is looked for."""


def typed(text: str) -> PublishedOn | None:
    """A date as a person writes it: `2025`, `2025-02`, `2025-02-15`, or in words; None if it says none.

    In words it must be the only one and readable in one way.
    """
    given = given_date(text)
    if given is not None:
        return given
    found = _only(text)
    value = found.value if found else None
    if found is None or value is None:
        return None
    return PublishedOn(value, found.precision, Evidence(tidy(text), 0, "given"))


def of_line(text: str, line: int) -> list[PublishedOn]:
    """The dates that a line of the file may be read as: two where day and month may be told either way."""
    tidied = tidy(text)[:LONGEST_LINE]
    read: list[PublishedOn] = []
    for found in find_dates(tidied):
        words = tidied[found.start : found.end].strip()
        for value in dict.fromkeys(value for _order, value in found.readings):
            read.append(PublishedOn(value, found.precision, Evidence(words, line, "given.line")))
    return read


def written(value: PublishedOn | None) -> str:
    """The date as the form shows it: no more than is known."""
    return value.value.isoformat()[: LENGTH[value.precision]] if value else ""


LENGTH: dict[DatePrecision, int] = {"year": 4, "month": 7, "day": 10}


def _only(text: str) -> DateFound | None:
    found = find_dates(tidy(text)[:LONGEST_LINE])
    return found[0] if len(found) == 1 else None
