"""The capture store: files exactly as they came, named by their SHA-256, under DATA_DIR/captures.

Written with fsync and rename before the database speaks of them: a crash leaves at worst a file that
no row names, never a row without its file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from archive.ingest.draft import Given, Source

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


def keep(data: bytes) -> str:
    """Store the bytes unless they are there already; returns their SHA-256. Raises OSError (disk full …)."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return sha256


def keep_together(pages: Sequence[bytes]) -> None:
    """Keep several at once, so that their waits for the disk overlap.

    What cannot be kept is passed over: the caller keeps each again and hears why.
    """
    if len(pages) < 2:
        return
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(keep, data) for data in pages]:
            done.exception()


def read(sha256: str) -> bytes:
    """The bytes of a capture. Raises FileNotFoundError where they are missing."""
    return path_of(sha256).read_bytes()


def source(capture: Capture) -> Source:
    """The capture as ingest first met it, with what a person said of it. Raises OSError."""
    given = Given(
        url=capture.source_url or None,
        publisher=capture.given.get("publisher"),
        published_on=capture.given.get("published_on"),
        captured_at=capture.captured_at,
    )
    return Source(capture.name, read(capture.sha256), given)


def fault(sha256: str) -> str:
    """What is wrong with a stored capture: `missing`, `unreadable`, `changed`, or the empty string."""
    try:
        data = read(sha256)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return "" if hashlib.sha256(data).hexdigest() == sha256 else "changed"
