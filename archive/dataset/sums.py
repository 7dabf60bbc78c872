"""SHA256SUMS: which files a dataset has and what is in them, as `sha256sum --check` reads it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = "SHA256SUMS"
_PIECE = 1 << 20


class DatasetError(Exception):
    """A dataset that cannot be read. The message says what is wrong, for a person, in one sentence."""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as hex; read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def write(folder: Path, names: Iterable[str]) -> None:
    """Write the sums of these files (paths inside `folder`)."""
    lines = [f"{sha256_of(folder / name)}  {name}\n" for name in sorted(names)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def check(folder: Path) -> list[str]:
    """The names of the files, once each is what its sum says. Raises DatasetError otherwise."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{folder / NAME} cannot be read: {error}") from error
    names = []
    for line in lines:
        digest, _, name = line.partition("  ")
        path = folder / name
        if not name or not path.resolve().is_relative_to(folder.resolve()):
            raise DatasetError(f"{NAME} has a line that names no file of the dataset: {line[:100]!r}")
        if not path.is_file():
            raise DatasetError(f"{name} is missing")
        if sha256_of(path) != digest:
            raise DatasetError(f"{name} is not the file that was exported")
        names.append(name)
    return names
