"""Makes a backup of the running archive."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive import captures
from archive.backup import files
from archive.backup.databases import database
from archive.backup.manifest import BackupError, Manifest
from archive.dataset.sums import sha256_of
from archive.serving import records


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: captures, how many of them are shared with an earlier one, and those lost."""

    folder: Path
    captures: int
    reused: int
    lost: dict[str, str]


def make(folder: Path, earlier: Path | None = None) -> Made:
    """Back the archive up into a new or empty folder, which appears when it is complete.

    The database is copied first; every capture that the copy names is in the store by then and never changes.
    `earlier`: a backup on the same disk whose captures are linked, not copied, where they are whole. What
    the store has lost is named in the manifest and in the answer; the rest is backed up all the same.
    Raises BackupError, OSError.
    """
    if not files.is_empty(folder):
        raise BackupError(f"{folder} is not empty; a backup is made into a new folder")
    found = database()
    with files.appearing(folder) as made:
        manifest = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), found.name, found.file)
        snapshot = found.save(made / found.file)
        manifest.files[found.file] = sha256_of(made / found.file)
        manifest.tables = snapshot.tables
        reused = sum(_capture(sha256, made, earlier, manifest) for sha256 in snapshot.captures)
        manifest.write(made)
    kept = len(manifest.files) - 1
    records.note("backup", folder=str(folder.absolute()), captures=kept, lost=len(manifest.lost))
    return Made(folder, kept, reused, manifest.lost)


def _capture(sha256: str, made: Path, earlier: Path | None, manifest: Manifest) -> bool:
    """Put one capture into the backup; returns whether it was linked from the earlier one."""
    name = f"captures/{sha256[:2]}/{sha256}"
    target = made / name
    if earlier is not None and _linked(earlier / name, target, sha256):
        manifest.files[name] = sha256
        return True
    try:
        digest = files.copy(captures.path_of(sha256), target)
    except FileNotFoundError:
        manifest.lost[sha256] = "missing"
    else:
        if digest == sha256:
            manifest.files[name] = sha256
        else:
            manifest.lost[sha256] = "changed"
            target.unlink()
    return False


def _linked(source: Path, target: Path, sha256: str) -> bool:
    try:
        if sha256_of(source) != sha256:
            return False
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.link(source, target)
    except OSError:  # not there, or on another disk: copied instead
        return False
    return True
