"""The capture store: files exactly as they came, named by their SHA-256, under DATA_DIR/captures.

Written with fsync and rename before the database speaks of them: a crash leaves at worst a file that
no row names, never a row without its file.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from archive.ingest.draft import Given, Source
from archive.ingest.site_lines import SiteLines

if TYPE_CHECKING:
    from archive.models import Capture

WRITERS = 8


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash (64 hex digits) lie."""
    return Path(settings.DATA_DIR) / "captures" / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folders(folders: list[Path]) -> dict[Path, OSError]:
    """Sync them one after the other; the reasons for those that could not be."""
    failed: dict[Path, OSError] = {}
    for folder in folders:
        try:
            _sync_folder(folder)
        except OSError as error:
            failed[folder] = error
    return failed


def _write(sha256: str, data: bytes) -> Path | None:
    """Put the bytes on the disk under their name; the folder to be synced, or None if they were there."""
    target = path_of(sha256)
    if target.exists():
        return None
    new = target.parent / f".new-{os.urandom(8).hex()}"
    try:
        handle = _new_file(new)
        try:
            _fill(handle, data)
        finally:
            os.close(handle)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return target.parent


def _new_file(path: Path) -> int:
    """A new file's handle; its folder is made where it is missing, which is seldom."""
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, how, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, how, 0o600)


def _fill(handle: int, data: bytes) -> None:
    """All of the bytes on the disk: one write may take only some of them where it is nearly full."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def keep(data: bytes) -> str:
    """Store the bytes unless they are there already; returns their SHA-256. Raises OSError (disk full …)."""
    sha256 = hashlib.sha256(data).hexdigest()
    folder = _write(sha256, data)
    if folder is not None:
        _sync_folder(folder)
    return sha256


class Keeper:
    """Keeps several files at once while other work goes on: waits for the disk overlap, folders sync once.

    A context manager; leaving it ends its threads.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(WRITERS, thread_name_prefix="captures")
        self._begun: dict[str, Future[Path | None]] = {}

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def begin(self, sha256: str, data: bytes) -> None:
        """Start to store the bytes under their SHA-256 (hex)."""
        if sha256 not in self._begun:
            self._begun[sha256] = self._pool.submit(_write, sha256, data)

    def settle(self) -> dict[str, OSError]:
        """Wait until everything begun is safe on the disk; the reasons for what could not be kept."""
        failed: dict[str, OSError] = {}
        folders: dict[Path, list[str]] = {}
        for sha256, done in self._begun.items():
            try:
                folder = done.result()
            except OSError as error:
                failed[sha256] = error
                continue
            if folder is not None:
                folders.setdefault(folder, []).append(sha256)
        self._begun.clear()
        names = list(folders)
        shares = [names[start::WRITERS] for start in range(min(WRITERS, len(names)))]
        for synced in [self._pool.submit(_sync_folders, share) for share in shares]:
            for folder, why in synced.result().items():
                failed.update(dict.fromkeys(folders[folder], why))
        return failed


def read(sha256: str) -> bytes:
    """The bytes of a capture. Raises FileNotFoundError where they are missing."""
    return path_of(sha256).read_bytes()


def source(capture: Capture) -> Source:
    """The capture as ingest first met it, with what a person said of it and what is known of its site.

    Raises OSError.
    """
    given = Given(
        url=capture.source_url or None,
        publisher=capture.given.get("publisher"),
        published_on=capture.given.get("published_on"),
        captured_at=capture.captured_at,
    )
    return Source(capture.name, read(capture.sha256), given, capture.site, SiteLines().of(capture.site))


def fault(sha256: str) -> str:
    """What is wrong with a stored capture: `missing`, `unreadable`, `changed`, or the empty string."""
    try:
        data = read(sha256)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return "" if hashlib.sha256(data).hexdigest() == sha256 else "changed"
