"""How many requests an address may make in a minute, counted over all workers of a machine.

A table of fixed size in a shared file: nothing grows, nothing is cleaned up. A row is a keyed hash of address
and kind with two counts, of this minute and of the last; the last one counts for the part of it that is less
than a minute ago ("sliding window"). The key is random and replaced every hour together with all rows, so
addresses are kept nowhere and the hashes cannot be tried against a list of addresses afterwards.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from pathlib import Path

from archive.serving.shared import SharedFile

MINUTE = 60
KEY_SECONDS = 3600
_HEADER = struct.Struct("<16sQ8x")  # the key, the hour it is of
_ROW = struct.Struct("<QIII4x")  # hash, minute, count in it, count in the one before
WAYS = 8
"""Rows where one hash may lie: read together, so that a lookup is one read."""
SETS = 4096
_SET_BYTES = WAYS * _ROW.size
SIZE = _HEADER.size + SETS * _SET_BYTES
_MOST = 2**32 - 1


class Budgets:
    """The table in one file. `clock`: seconds since the epoch."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.file = SharedFile(path, SIZE)
        self.clock = clock

    def spend(self, address: str, kind: str, limit: int, cost: int = 1, *, owed: bool = False) -> int:
        """Take `cost` from the budget of `limit` a minute; 0, or seconds until there is room again.

        What is refused costs nothing. `owed`: take it in any case, for work already done. Raises OSError.
        """
        now = self.clock()
        with self.file.locked() as handle:
            key = self._key(handle, int(now) // KEY_SECONDS)
            digest = blake2b(f"{kind} {address}".encode(), key=key, digest_size=8).digest()
            number = int.from_bytes(digest, "little") or 1
            place = _HEADER.size + number % SETS * _SET_BYTES
            raw = self.file.read(handle, _SET_BYTES, place)
            way, current, before = _find(list(_ROW.iter_unpack(raw)), number, int(now) // MINUTE)
            wait = _wait(current, before, cost, limit, now % MINUTE)
            if not wait or owed:
                row = _ROW.pack(number, int(now) // MINUTE, min(current + cost, _MOST), before)
                os.pwrite(handle, row, place + way * _ROW.size)
        return wait

    def _key(self, handle: int, hour: int) -> bytes:
        key, of_hour = _HEADER.unpack(self.file.read(handle, _HEADER.size, 0))
        if of_hour != hour:
            key = os.urandom(16)
            os.pwrite(handle, _HEADER.pack(key, hour).ljust(SIZE, b"\0"), 0)
        return bytes(key)


def _find(rows: list[tuple[int, int, int, int]], number: int, minute: int) -> tuple[int, int, int]:
    """(which row of the set to write, count of this minute, count of the last) for a hash."""
    for way, (known, at, current, before) in enumerate(rows):
        if known == number:
            if at == minute:
                return way, current, before
            return way, 0, current if at == minute - 1 else 0
    # A new reader takes the row least recently used, the emptiest of those.
    return min(range(WAYS), key=lambda way: (rows[way][1], rows[way][2])), 0, 0


def _wait(current: int, before: int, cost: int, limit: int, second: float) -> int:
    """Seconds until `cost` fits, 0 if it does now. `second`: how far into the minute we are."""
    room = limit - min(cost, limit) - current
    if before * (1 - second / MINUTE) <= room:
        return 0
    if room >= 0:
        # The last minute weighs less with each second; wait until what is left of it fits.
        return max(1, ceil(MINUTE * (1 - room / before) - second))
    # This minute alone is too much: it weighs less only once it is the last one.
    return max(1, ceil(MINUTE - second + MINUTE * (1 - (limit - min(cost, limit)) / current)))
