"""Copying files so that they are on the disk, and making folders appear at once or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_PIECE = 1 << 20


def copy(source: Path, target: Path) -> str:
    """Copy a file, readable by us alone; returns the SHA-256 of what was read. Raises OSError.

    Not yet on the disk when it returns: whoever copied the last of many files waits for all, with `os.sync`.
    """
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as reading, _private(target) as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            writing.write(piece)
    return digest.hexdigest()


@contextmanager
def _private(target: Path) -> Iterator[BinaryIO]:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_empty(folder: Path) -> bool:
    """Whether there is nothing at this path, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A folder to fill beside the wanted one, which takes its name when the block ends well.

    Whatever happens, the wanted path is as it was or complete. Raises OSError.
    """
    made = folder.parent / f".{folder.name}.partial"
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(made, ignore_errors=True)  # what a run that was killed left
    made.mkdir(mode=0o700)
    try:
        yield made
        os.sync()  # once for all files; a wait for each takes minutes
        made.replace(folder)  # an empty folder of that name is replaced
        sync(folder.parent)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
