"""Month and weekday names of `calendar.toml` as look-up tables and pattern pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from archive.ingest.data import HERE, DataError, check_keys, line_of, read_toml, strings
from archive.ingest.normalise import phrase_key

TABLES = {
    "gregorian": ("months",),
    "hijri": ("months",),
    "weekdays": ("names",),
    "ordinals": ("days",),
    "labels": ("published", "updated", "visit", "filler"),
}
SIZES = {"gregorian": 12, "hijri": 12, "weekdays": 7, "ordinals": 31}

_FLAT = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ة": "ه",
        "ی": "ي",
        "ک": "ك",
        "،": ",",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
        **{chr(65 + place): chr(97 + place) for place in range(26)},
    }
)


def flat(text: str) -> str:
    """Letters in one spelling and ASCII digits, one character for one: offsets stay valid."""
    return text.translate(_FLAT)


@dataclass(frozen=True, slots=True)
class Calendars:
    """Names (flattened) to numbers: months and ordinals from 1, weekdays from 0 (Monday)."""

    gregorian: dict[str, int]
    hijri: dict[str, int]
    weekdays: dict[str, int]
    ordinals: dict[str, int]
    labels: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_calendars(path: Path = HERE / "calendar.toml") -> Calendars:
    """Read the tables. Raises `DataError` with file and line for what it does not know."""
    tables = read_toml(path)
    check_keys(path, "", tables, TABLES)
    for table, names in TABLES.items():
        check_keys(path, table, tables[table], (*names, "why"))
    numbered = {table: _numbered(path, table, tables[table][TABLES[table][0]]) for table in SIZES}
    weekdays = {name: number - 1 for name, number in numbered["weekdays"].items()}
    labels = {
        name: tuple(
            dict.fromkeys(phrase_key(item) for item in strings(path, "labels", tables["labels"], name))
        )
        for name in TABLES["labels"]
    }
    return Calendars(numbered["gregorian"], numbered["hijri"], weekdays, numbered["ordinals"], labels)


def alternation(names: dict[str, int]) -> str:
    """A pattern for any of the names, longest first, with free spacing inside."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


def _numbered(path: Path, table: str, groups: object) -> dict[str, int]:
    if not isinstance(groups, list) or len(groups) != SIZES[table]:
        line = line_of(path, table, TABLES[table][0])
        raise DataError(f"{path}:{line}: [{table}] must hold {SIZES[table]} lists of names")
    return {flat(name): number for number, names in enumerate(groups, start=1) for name in names}
