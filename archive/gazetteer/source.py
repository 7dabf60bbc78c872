"""A TOML file's tables with the lines they stand on, for messages that lead a curator to the spot. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.gazetteer.braces import expand


class GazetteerError(ValueError):
    """The gazetteer cannot be used. The message names file, line and key and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file. `lines` are the file's lines, `first` and `last` (exclusive) count from 0."""

    path: Path
    values: dict[str, Any]
    lines: list[str]
    first: int
    last: int

    def error(self, key: str, message: str) -> GazetteerError:
        """The error to raise for a key of this table; without such a line, the table's own is named."""
        opening = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=|\s*\[.*{re.escape(key)}\s*\]""")
        line = next((n for n in range(self.first, self.last) if opening.match(self.lines[n])), self.first)
        return GazetteerError(f"{self.path.name}, line {line + 1}, {key}: {message}")

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise for the first key that is not known."""
        if unknown := [key for key in self.values if key not in set(known)]:
            raise self.error(unknown[0], f"unknown key; known are {', '.join(sorted(known))}")

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not empty (unless the default is taken)."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (not value.strip() and value != default):
            raise self.error(key, "must be a string that is not empty")
        return value

    def strings(self, key: str) -> list[str]:
        """A list of strings, empty if the key is absent; a single string is a list of one."""
        value = self.values.get(key, [])
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
            raise self.error(key, "must be a list of strings that are not empty")
        return found

    def spellings(self, key: str) -> list[str]:
        """A list of strings with their `{a,b}` choices spelled out."""
        try:
            return [spelling for text in self.strings(key) for spelling in expand(text)]
        except ValueError as error:
            raise self.error(key, str(error)) from error

    def flag(self, key: str) -> bool:
        """A boolean, false if the key is absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def parts(self, key: str) -> list[Table]:
        """The tables nested under a key ([[company.guarded]]), in order."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(key, "must be a list of tables")
        return _located(self.path, values, self.lines, rf"\s*\[\[\w+\.{key}\]\]", self.first, self.last)


def tables(path: Path, name: str) -> list[Table]:
    """The tables `[[name]]` of a file.

    Raises `GazetteerError` if the file cannot be read, is not TOML, or holds anything else.
    """
    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise GazetteerError(f"{path.name}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path.name}: is not TOML: {error}") from error
    lines = text.splitlines()
    whole = Table(path, values, lines, 0, len(lines))
    whole.refuse_unknown([name])
    found = values.get(name, [])
    if not isinstance(found, list):
        raise whole.error(name, f"must be written as [[{name}]]")
    return _located(path, found, lines, rf"\s*\[\[{name}\]\]", 0, len(lines))


def _located(
    path: Path, values: list[dict[str, Any]], lines: list[str], header: str, first: int, last: int
) -> list[Table]:
    """The tables with the lines of their headers; a table ends where the next one begins."""
    opening = re.compile(header)
    starts = [n for n in range(first, last) if opening.match(lines[n])]
    starts += [first] * (len(values) - len(starts))  # written inline: the parent's line must do
    return [
        Table(path, value, lines, start, end)
        for value, start, end in zip(values, starts, [*starts[1:], last], strict=False)
    ]
