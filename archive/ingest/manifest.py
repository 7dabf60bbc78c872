"""`manifest.csv` beside files: what a person says of each (its address, publisher, date and capture)."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from archive.ingest.draft import Given
from archive.web_address import is_web_address

NAME = "manifest.csv"
COLUMNS = ("path", "url", "publisher", "published_on", "captured_at")
_DATE = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?")


@dataclass(slots=True)
class Manifest:
    """What is given by relative path (with `/`), the problems found, and which rows were used."""

    given: dict[str, Given] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def take(self, path: str) -> Given:
        """What is given for a file; remembers that the file was there."""
        self.used.add(path)
        return self.given.get(path, Given())

    def missing(self) -> list[str]:
        """Paths of rows whose file was not found."""
        return sorted(self.given.keys() - self.used)


def is_inside(path: str) -> bool:
    """A relative path that stays below its folder: not absolute, no `..`, no drive, no backslash."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and ".." not in parts
        and "\\" not in path
        and ":" not in parts[0]
    )


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest; rows that cannot be used are listed in `problems` (where, why) and passed over."""
    manifest = Manifest()
    try:
        text = data.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = reader.fieldnames or []
        unknown = [name for name in columns if name not in COLUMNS]
        if unknown or "path" not in columns:
            manifest.problems.append(("row 1", f"the columns must be {', '.join(COLUMNS)}; path is needed"))
            return manifest
        for number, row in enumerate(reader, start=2):
            _add(manifest, number, row)
    except (UnicodeDecodeError, csv.Error) as error:
        manifest.problems.append(("file", f"the manifest is not a CSV file in UTF-8: {error}"))
    return manifest


def _add(manifest: Manifest, number: int, row: dict[str, str | None]) -> None:
    where = f"row {number}"
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if None in row or not values["path"]:
        manifest.problems.append((where, "the row has no path or too many columns"))
        return
    if not is_inside(values["path"]):
        manifest.problems.append((where, f"the path {values['path']!r} leads out of the folder"))
        return
    path = str(PurePosixPath(values["path"]))
    if path in manifest.given:
        manifest.problems.append((where, f"the path {values['path']!r} is named twice; the first row counts"))
        return
    published = values["published_on"] or None
    if published and not _is_date(published):
        manifest.problems.append((where, f"{published!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)"))
        published = None
    captured = None
    if values["captured_at"]:
        try:
            captured = datetime.fromisoformat(values["captured_at"])
            captured = captured if captured.tzinfo else captured.replace(tzinfo=UTC)
        except ValueError:
            manifest.problems.append((where, f"{values['captured_at']!r} is no time (ISO 8601)"))
    url = values["url"] or None
    if url and not is_web_address(url):
        manifest.problems.append((where, f"{url!r} is no web address (http:// or https://)"))
        url = None
    manifest.given[path] = Given(url, values["publisher"] or None, published, captured)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
