"""Counts of requests and their durations, over all workers of a machine, in one small shared file.

The names are fixed when the program starts, so the file is an array of numbers; it is begun anew when they
change. Counts go on over restarts; a scraper sees a reset as one of a counter.
"""

from __future__ import annotations

import os
import struct
from bisect import bisect_left
from hashlib import blake2b
from pathlib import Path

from archive.serving.shared import SharedFile

KINDS = ("search", "suggest", "export", "api", "article", "page", "admin", "machine")
"""What a request was for; `machine`: health, metrics, robots, sitemaps."""
OUTCOMES = ("2xx", "3xx", "4xx", "429", "5xx")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds of the buckets of search latency, in seconds; a last bucket has no bound."""
REQUESTS = len(KINDS) * len(OUTCOMES)
BUCKETS = len(BOUNDS) + 1
_NUMBERS = struct.Struct(f"<{REQUESTS + BUCKETS + 1}d")
_STAMP = blake2b(repr((KINDS, OUTCOMES, BOUNDS)).encode(), digest_size=8).digest()
SIZE = len(_STAMP) + _NUMBERS.size


def outcome(status: int) -> str:
    """The class of an HTTP status; 429 is one of its own, 1xx counts as 2xx."""
    return "429" if status == 429 else f"{min(5, max(2, status // 100))}xx"


class Counters:
    """The numbers in one file."""

    def __init__(self, path: Path) -> None:
        self.file = SharedFile(path, SIZE)

    def count(self, kind: str, status: int, seconds: float) -> None:
        """Note one request. Raises OSError."""
        with self.file.locked() as handle:
            numbers = self._read(handle)
            numbers[KINDS.index(kind) * len(OUTCOMES) + OUTCOMES.index(outcome(status))] += 1
            if kind == "search":
                numbers[REQUESTS + bisect_left(BOUNDS, seconds)] += 1
                numbers[-1] += seconds
            os.pwrite(handle, _STAMP + _NUMBERS.pack(*numbers), 0)

    def read(self) -> tuple[dict[tuple[str, str], int], list[int], float]:
        """Requests by (kind, outcome), searches by bucket, and the seconds that all searches took together.

        Raises OSError.
        """
        with self.file.locked() as handle:
            numbers = self._read(handle)
        pairs = [(kind, result) for kind in KINDS for result in OUTCOMES]
        requests = {pair: int(number) for pair, number in zip(pairs, numbers[:REQUESTS], strict=True)}
        return requests, [int(number) for number in numbers[REQUESTS:-1]], numbers[-1]

    def _read(self, handle: int) -> list[float]:
        raw = self.file.read(handle, SIZE, 0)
        if raw[: len(_STAMP)] != _STAMP:
            return [0.0] * (REQUESTS + BUCKETS + 1)
        return list(_NUMBERS.unpack(raw[len(_STAMP) :]))
