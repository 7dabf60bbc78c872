"""What a check of the doctor says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject`: what was looked at; `said`: what was found; `do`: what the operator should do about it."""

    level: Level
    subject: str
    said: str
    do: str = ""


def good(subject: str, said: str) -> Finding:
    """All is well."""
    return Finding("ok", subject, said)


def warning(subject: str, said: str, do: str) -> Finding:
    """Works, but should be mended."""
    return Finding("warning", subject, said, do)


def problem(subject: str, said: str, do: str) -> Finding:
    """Does not work, or is not safe."""
    return Finding("problem", subject, said, do)
