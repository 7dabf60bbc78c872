"""Files, folders and archives to sources: what is there, in a stable order, never outside what was given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive.ingest.archives import MISSING, TEXT_SUFFIXES, problems, warc_sources, zip_sources
from archive.ingest.decoding import decode
from archive.ingest.draft import Given, Source
from archive.ingest.manifest import NAME, Manifest, read_manifest
from archive.ingest.unreadable import Unreadable

__all__ = ["Unreadable", "count_files", "decode", "find_sources"]

ARCHIVES = (".zip", ".warc", ".warc.gz")
SAMPLE = 100
"""Pages of an archive that are enough to know its site by."""
SUFFIXES = (*TEXT_SUFFIXES, *ARCHIVES)


Wanted = Callable[[str, Given], bool]


def find_sources(
    paths: Iterable[Path], *, max_bytes: int, wanted: Wanted | None = None
) -> Iterator[Source | Unreadable]:
    """Every page below `paths` as a `Source`, everything else as `Unreadable`.

    `max_bytes`: the largest page taken, also inside archives. `wanted`: asked before a file is read, by its
    path and what is given for it; where it is set only the first `SAMPLE` pages of an archive come. Folders
    are walked in name order, hidden files are passed over, and `manifest.csv` at the top of a folder says
    what is known of its files.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, max_bytes, wanted)
        elif path.exists() or path.is_symlink():
            if wanted is None or wanted(str(path), Given()):
                yield from islice(_open(path, max_bytes), SAMPLE if wanted else None)
        else:
            yield Unreadable(str(path), "there is no such file or folder")


def count_files(paths: Iterable[Path]) -> int:
    """How many files `find_sources` will look at: the total that a progress bar shows."""
    total = 0
    for path in paths:
        total += sum(1 for _ in _files(path)) if path.is_dir() else 1
    return total


def _folder(folder: Path, max_bytes: int, wanted: Wanted | None) -> Iterator[Source | Unreadable]:
    root = folder.resolve()
    manifest = Manifest()
    if (folder / NAME).is_file():
        content = _file(folder / NAME, max_bytes)
        if isinstance(content, Source):
            manifest = read_manifest(content.data)
            yield from problems(manifest, str(folder / NAME))
        else:
            yield content
    found = False
    for path in _files(folder):
        found = True
        # Folders that are links are not walked into, so nothing but the file itself can lead elsewhere.
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            yield Unreadable(str(path), "the link leads out of the folder")
            continue
        given = manifest.take(path.relative_to(folder).as_posix())
        if wanted is not None and not wanted(str(path), given):
            continue
        for source in islice(_open(path, max_bytes), SAMPLE if wanted else None):
            named = isinstance(source, Source) and not path.name.lower().endswith(ARCHIVES)
            yield replace(source, given=given) if named and isinstance(source, Source) else source
    yield from (Unreadable(str(folder / name), MISSING) for name in manifest.missing())
    if not found:
        yield Unreadable(str(folder), "the folder holds no articles")


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(SUFFIXES):
                yield Path(place) / name


def _open(path: Path, max_bytes: int) -> Iterator[Source | Unreadable]:
    name = path.name.lower()
    if not name.endswith(ARCHIVES) or not path.is_file():
        yield _file(path, max_bytes)
    elif not os.access(path, os.R_OK):
        yield Unreadable(str(path), "the file cannot be read: permission denied")
    elif name.endswith(".zip"):
        yield from zip_sources(path, str(path), max_bytes)
    else:
        yield from warc_sources(path, str(path), max_bytes)


def _file(path: Path, max_bytes: int) -> Source | Unreadable:
    shown = str(path)
    try:
        if not path.is_file():
            return Unreadable(shown, "this is not a regular file")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes:
                return Unreadable(
                    shown, f"the file is too large ({size} bytes; at most {max_bytes} are read)"
                )
            data = file.read(max_bytes + 1)
    except OSError as error:
        return Unreadable(shown, f"the file cannot be read: {error.strerror or error}")
    if len(data) > max_bytes:
        return Unreadable(shown, f"the file is too large (more than {max_bytes} bytes)")
    return Source(shown, data) if data else Unreadable(shown, "the file is empty")
