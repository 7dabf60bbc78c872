"""manifest.json: which files a backup has, what is in them, and what the database held. Pure.

`manifest.sha256` beside it holds the manifest's own sum, so `sha256sum --check manifest.sha256` says whether
the list is whole, and the list says whether the rest is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from archive.dataset.sums import sha256_of

NAME = "manifest.json"
SEAL = "manifest.sha256"
FORMAT = 1


class BackupError(Exception):
    """A backup that cannot be made or read. The message names the file, for a person, in one sentence."""


@dataclass(slots=True)
class Manifest:
    """What a backup says of itself.

    `files`: path inside the backup → SHA-256 (hex); `tables`: table → number of rows and SHA-256 of them all;
    `lost`: captures (SHA-256 → what is wrong) that were not in the store any more when the backup was made.
    """

    made_at: str
    engine: str
    database: str
    files: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, str | int]] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write the manifest and its seal into the folder. Raises OSError."""
        data = (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()
        (folder / NAME).write_bytes(data)
        (folder / SEAL).write_text(f"{hashlib.sha256(data).hexdigest()}  {NAME}\n", encoding="ascii")


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose seal fits. Raises BackupError naming the file that is wrong."""
    try:
        data = (folder / NAME).read_bytes()
        seal = (folder / SEAL).read_text(encoding="ascii").split()[:1]
    except FileNotFoundError as error:
        raise BackupError(
            f"{Path(str(error.filename)).name} is missing: {folder} is no whole backup"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{folder}: {error}") from error
    if seal != [hashlib.sha256(data).hexdigest()]:
        raise BackupError(f"{NAME} or {SEAL} is damaged: they do not fit each other")
    try:
        found = json.loads(data)
        if found["format"] != FORMAT:
            raise BackupError(f"{NAME}: format {found['format']!r}; this version reads {FORMAT}")
        manifest = Manifest(**found)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{NAME} cannot be understood: {error}") from error
    return manifest


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the files of a backup, each named."""
    root = folder.resolve()
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(root):
            yield f"{name} lies outside of the backup"
        elif not path.is_file():
            yield f"{name} is missing"
        elif (found := _digest(path)) != digest:
            yield f"{name} is damaged" if found else f"{name} cannot be read"


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be read."""
    try:
        return sha256_of(path)
    except OSError:
        return ""
