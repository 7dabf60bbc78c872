"""A CSV of corrections as rows: which article, which field, which value. Pure.

The first line names the columns, in Arabic or English, in any order: `id` or `url`, `field`, `value`.
Commas, semicolons or tabs part them; UTF-8, UTF-16 or Windows-1256.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.export.table import neutral

COLUMNS = {
    "key": ("id", "url", "article", "رقم", "الرقم", "المعرّف", "المعرف", "رابط", "الرابط", "المقال"),
    "field": ("field", "الحقل", "حقل"),
    "value": ("value", "القيمة", "قيمة"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MOST_ROWS = 200_000
LONGEST = 20_000
"""Letters of a value; a longer one is a broken file, not a title."""


class Unreadable(ValueError):
    """The file cannot be used at all. `code`: encoding, empty, columns or rows; `found`: what was there."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(f"{code}: {found}" if found else code)
        self.code, self.found = code, found


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file as it stands; `line` counts from 1. `fault`: why it cannot be read, or empty."""

    line: int
    key: str = ""
    field: str = ""
    value: str = ""
    fault: str = ""


def rows(data: bytes) -> Iterator[Row]:
    """The rows of a file, blank lines left out. Raises Unreadable, before the first row where it can."""
    text = _text(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    places = _columns(lines)
    yield from _read(lines, places)


def _text(data: bytes) -> str:
    """The decoded file: UTF-8, UTF-16 (its mark may be missing), else Windows-1256 if it is Arabic then."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    half = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    name = "utf-16" if marked else half if b"\0" in data[:2] else "utf-8-sig"
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        text = data.decode("cp1256", "replace") if name == "utf-8-sig" else ""
        letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
        if not letters or sum("\u0621" <= letter <= "\u064a" for letter in letters) < 0.8 * len(letters):
            raise Unreadable("encoding") from error
    if _CONTROL.search(text):
        raise Unreadable("encoding")
    if not text.strip():
        raise Unreadable("empty")
    return text.lstrip("\ufeff")


def _delimiter(text: str) -> str:
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _columns(lines: Iterator[list[str]]) -> dict[str, int]:
    """Which column holds what. Raises Unreadable."""
    try:
        names = [name.strip().casefold() for name in next((line for line in lines if any(line)), [])]
    except csv.Error as error:
        raise Unreadable("columns", str(error)) from error
    places = {
        part: next((n for n, name in enumerate(names) if name in known), -1)
        for part, known in COLUMNS.items()
    }
    if min(places.values()) < 0:
        raise Unreadable("columns", ", ".join(names)[:200])
    return places


def _read(lines: Iterator[list[str]], places: dict[str, int]) -> Iterator[Row]:
    number = 0
    while True:
        try:
            cells = next(lines, None)
        except csv.Error as error:
            yield Row(_line(lines), fault=f"csv: {error}")
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if number > MOST_ROWS:
            raise Unreadable("rows", str(MOST_ROWS))
        yield _row(_line(lines), cells, places)


def _line(lines: Iterator[list[str]]) -> int:
    return int(getattr(lines, "line_num", 0))


def _row(line: int, cells: list[str], places: dict[str, int]) -> Row:
    if len(cells) <= max(places.values()):
        return Row(line, " | ".join(cells)[:200], fault="cells")
    found = {part: _plain(cells[place].strip()) for part, place in places.items()}
    fault = "long" if len(found["value"]) > LONGEST else ""
    return Row(line, found["key"][:2000], found["field"][:100], "" if fault else found["value"], fault)


def _plain(text: str) -> str:
    """Without the apostrophe that our own exports put before what looks like a formula."""
    return text[1:] if text.startswith("'") and neutral(text[1:]) == text else text
