"""Files and folders to sources: what is there, in a stable order, never outside the folder that was given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.ingest.decoding import decode
from archive.ingest.draft import Source

__all__ = ["Unreadable", "count_files", "decode", "find_sources"]

SUFFIXES = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no source, and why, in one sentence for a person."""

    path: str
    reason: str


def find_sources(paths: Iterable[Path], *, max_bytes: int) -> Iterator[Source | Unreadable]:
    """Every readable file below `paths` as a `Source`, everything else as `Unreadable`.

    `max_bytes`: the largest file taken. Folders are walked in name order; hidden files are passed over.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, max_bytes)
        elif path.exists() or path.is_symlink():
            yield _file(path, str(path), max_bytes)
        else:
            yield Unreadable(str(path), "there is no such file or folder")


def _folder(folder: Path, max_bytes: int) -> Iterator[Source | Unreadable]:
    root = folder.resolve()
    found = False
    for path in _walk(folder):
        if path.suffix.lower() not in SUFFIXES:
            continue
        found = True
        if not path.resolve().is_relative_to(root):
            yield Unreadable(str(path), "the link leads out of the folder")
            continue
        yield _file(path, str(path), max_bytes)
    if not found:
        yield Unreadable(str(folder), "the folder holds no articles")


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(place) / name


def _file(path: Path, shown: str, max_bytes: int) -> Source | Unreadable:
    try:
        if not path.is_file():
            return Unreadable(shown, "this is not a regular file")
        size = path.stat().st_size
        if size > max_bytes:
            return Unreadable(shown, f"the file is too large ({size} bytes; at most {max_bytes} are read)")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return Unreadable(shown, f"the file cannot be read: {error.strerror or error}")
    if len(data) > max_bytes:
        return Unreadable(shown, f"the file is too large (more than {max_bytes} bytes)")
    if not data:
        return Unreadable(shown, "the file is empty")
    return Source(shown, data)


def count_files(paths: Iterable[Path]) -> int:
    """How many files `find_sources` will look at: the total that a progress bar shows."""
    total = 0
    for path in paths:
        total += sum(1 for file in _walk(path) if file.suffix.lower() in SUFFIXES) if path.is_dir() else 1
    return total
