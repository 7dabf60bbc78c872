"""Reading the TOML files that hold ingest's knowledge, strictly: an unknown key is an error."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
_TABLE = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?")


class DataError(ValueError):
    """A data file says something the code does not understand. Names the file and the line."""


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables. Raises `DataError` naming file and line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}") from error


def check_keys(path: Path, table: str, values: Mapping[str, Any], known: Collection[str]) -> None:
    """Raise `DataError` with file and line for the first key of `table` that is not in `known`."""
    for name in values:
        if name not in known:
            line = line_of(path, table, name)
            raise DataError(
                f"{path}:{line}: unknown key {name!r} in [{table}]; known are {', '.join(sorted(known))}"
            )


def line_of(path: Path, table: str, name: str) -> int:
    """The line (from 1) on which key or subtable `name` of `table` is written; 1 if not found."""
    current = ""
    wanted = re.compile(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*=")
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        header = _TABLE.match(text)
        if header:
            current = header.group(1)
            if current == f"{table}.{name}".lstrip("."):
                return number
        elif current == table and wanted.match(text):
            return number
    return 1


def strings(path: Path, table: str, values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of non-empty strings, or an empty tuple where the key is absent."""
    value = values.get(name, [])
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(value)
    raise DataError(f"{path}:{line_of(path, table, name)}: {name!r} in [{table}] must be a list of strings")


def text(path: Path, table: str, values: Mapping[str, Any], name: str, default: str = "") -> str:
    """A string value, or `default` where the key is absent."""
    value = values.get(name, default)
    if isinstance(value, str):
        return value
    raise DataError(f"{path}:{line_of(path, table, name)}: {name!r} in [{table}] must be a string")


def number(path: Path, table: str, values: Mapping[str, Any], name: str, default: int) -> int:
    """A whole number, or `default` where the key is absent."""
    value = values.get(name, default)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise DataError(f"{path}:{line_of(path, table, name)}: {name!r} in [{table}] must be a whole number")


def data_files() -> Iterator[Path]:
    """Every data file of ingest, in a stable order."""
    yield from sorted(HERE.glob("*.toml"))
    yield from sorted((HERE / "publishers").glob("*.toml"))


def fingerprint() -> str:
    """Twelve hex digits that change whenever a data file does."""
    return _digest(data_files())


def code_fingerprint(folder: Path = HERE) -> str:
    """Twelve hex digits that change whenever the code of ingest does, be it a comment: nobody can forget to
    raise a number. That a page reads as before under a newer version costs `reparse` one look at it.
    """
    return _digest(sorted(folder.glob("*.py")))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
