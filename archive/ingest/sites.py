"""Which site a file comes from, before anything in it is understood. Pure."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from archive.ingest.draft import Given
from archive.ingest.textkey import text_key

LONGEST = 200


def site_of(path: str, given: Given) -> str:
    """The domain of the given address, else the given publisher, else the folder that the file lies in.

    A folder is named by its last part and a hash of the whole, which would tell of somebody's computer.
    """
    try:
        host = urlsplit(given.url or "").hostname or ""
    except ValueError:
        host = ""
    if host:
        return host.removeprefix("www.")[:LONGEST]
    if given.publisher:
        return text_key(given.publisher)[:LONGEST]
    return _of_folder(path.replace("!", "/").rpartition("/")[0])


@lru_cache(maxsize=1000)
def _of_folder(folder: str) -> str:
    """A folder as typed, or an archive's name and the folder inside."""
    whole = Path(folder).absolute()
    digest = hashlib.sha256(str(whole).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"{whole.name[:100]}/{digest}"
