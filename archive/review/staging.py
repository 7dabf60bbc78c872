"""Files between preview and storing: kept in DATA_DIR/staging under their SHA-256 for a day at most.

The form carries a signed ticket instead of the bytes, so a person can store only what they themselves sent.
"""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

from archive.ingest.draft import Given, Source

SALT = "archive.review.staging"
KEPT_SECONDS = 24 * 3600


class Expired(Exception):
    """The ticket is not this person's, too old, or its file is gone."""


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "staging"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(source: Source, user_id: int) -> str:
    """Keep a source; returns the ticket that brings it back. Raises OSError (disk full …)."""
    _sweep()
    sha256 = hashlib.sha256(source.data).hexdigest()
    (_folder() / sha256).write_bytes(source.data)
    given = source.given
    said: dict[str, Any] = {
        "sha256": sha256,
        "path": source.path,
        "given": [given.url, given.publisher, given.published_on],
        "user": user_id,
    }
    return signing.dumps(said, salt=SALT, compress=True)


def bring(ticket: str, user_id: int) -> Source:
    """The source of a ticket that `keep` gave this person. Raises Expired."""
    try:
        said = signing.loads(ticket, salt=SALT, max_age=KEPT_SECONDS)
        if said["user"] != user_id:
            raise Expired
        data = (_folder() / said["sha256"]).read_bytes()
    except (signing.BadSignature, OSError) as error:
        raise Expired from error
    return Source(said["path"], data, Given(*said["given"]))


def _sweep() -> None:
    """Remove what is too old to be stored."""
    limit = time.time() - KEPT_SECONDS
    for path in _folder().iterdir():
        try:
            if path.stat().st_mtime < limit:
                path.unlink()
        except FileNotFoundError:
            continue  # another process swept it
