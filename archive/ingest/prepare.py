"""What storing a draft needs and no database is asked for: made where the draft is made. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from archive.ingest.copies import bands, key_and_shingles
from archive.ingest.draft import Draft
from archive.ingest.textkey import text_key


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft with the hash of its text and the keys (see `copies.bands`) by which its copies are found."""

    draft: Draft
    text_hash: str
    bands: list[int]


def prepare(draft: Draft) -> Prepared:
    """Fold the draft's text once for everything that compares texts."""
    body, shingles = key_and_shingles(draft.body)
    return Prepared(draft, _hash(text_key(draft.title), body), bands(shingles))


def text_hash(title: str, body: str) -> str:
    """SHA-256 (hex) of title and body, folded so that spelling marks and spaces do not matter."""
    return _hash(text_key(title), text_key(body))


def _hash(title: str, body: str) -> str:
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
