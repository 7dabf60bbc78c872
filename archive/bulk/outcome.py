"""What a step of an operation did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Outcome:
    """What became of some articles: how many changed, how many were so before, `[id, why]` of the rest."""

    changed: int = 0
    same: int = 0
    failed: list[list[Any]] = field(default_factory=list)
