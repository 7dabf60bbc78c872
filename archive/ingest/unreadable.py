"""A path that gives no source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no source, and why, in one sentence for a person."""

    path: str
    reason: str
