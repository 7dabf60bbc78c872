"""Checksums of an index folder's files, so that damage is found before it becomes a wrong answer. Pure.

The writer seals a folder after each commit; a reader compares what it has not seen before. A file whose
size and time of change are as they were costs one `stat`.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

SEAL = "seal.json"
_CHUNK = 1 << 20
Seen = dict[str, tuple[int, int, int]]
"""File name → inode, size in bytes, time of change in nanoseconds."""


class Damaged(ValueError):
    """A sealed file is missing or not as it was sealed; the message names it."""


def seal(folder: Path, previous: dict[str, tuple[int, int]] | None = None) -> dict[str, tuple[int, int]]:
    """Write the seal of a folder as it is now, and return it: file name → size in bytes, CRC-32.

    `previous`: an earlier seal; its files of unchanged size, which an index never rewrites, are not read
    again. Files beginning with a dot and locks may change at any time and are left out.
    """
    known = previous or {}
    made: dict[str, tuple[int, int]] = {}
    for entry in os.scandir(folder):
        if entry.name == SEAL or entry.name.startswith(".") or entry.name.endswith(("LOCK", ".lock", ".tmp")):
            continue
        size = entry.stat().st_size
        fixed = entry.name in known and known[entry.name][0] == size and entry.name != "meta.json"
        made[entry.name] = known[entry.name] if fixed else (size, checksum(Path(entry.path)))
    pointer = folder / f"{SEAL}.tmp"
    pointer.write_text(json.dumps(made), encoding="utf-8")
    pointer.replace(folder / SEAL)
    return made


def read(folder: Path) -> dict[str, tuple[int, int]]:
    """The seal of a folder: file name → size, CRC-32. Raises Damaged."""
    try:
        rows = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        return {str(name): (int(size), int(crc)) for name, (size, crc) in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise Damaged(f"{SEAL} cannot be read ({error})") from error


def check(folder: Path, sealed: dict[str, tuple[int, int]], seen: Seen) -> None:
    """Compare a folder's files with its seal; `seen` remembers those compared before. Raises Damaged."""
    # Every page asks this; a Path for each file would take most of the time.
    begin = f"{folder}{os.sep}"
    for name, (size, crc) in sealed.items():
        try:
            state = os.stat(begin + name)  # noqa: PTH116
        except OSError as error:
            raise Damaged(f"{name} cannot be read ({error.strerror})") from error
        now = (state.st_ino, state.st_size, state.st_mtime_ns)
        if seen.get(name) == now:
            continue
        if state.st_size != size or checksum(folder / name) != crc:
            raise Damaged(f"{name} is not as it was written")
        seen[name] = now


def checksum(path: Path) -> int:
    """CRC-32 of a file's bytes. Raises Damaged."""
    crc = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                crc = zlib.crc32(chunk, crc)
    except OSError as error:
        raise Damaged(f"{path.name} cannot be read ({error.strerror})") from error
    return crc
