"""Whose turn it is to write to an index: one thread of one process at a time."""

from __future__ import annotations

import fcntl
import threading
import time
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from search.backends.base import IndexUnavailable, LockedIndex

POLL_SECONDS = 0.02


class Turns(ABC):
    """A thread that has the turn may take it again; every taking is given back once."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._depth = 0

    def take(self, seconds: float) -> bool:
        """Whether the turn was had within `seconds`; 0 does not wait. Raises IndexUnavailable."""
        deadline = time.monotonic() + seconds
        if not self._lock.acquire(blocking=seconds > 0, timeout=seconds if seconds > 0 else -1):
            return False
        try:
            had = bool(self._depth) or self._enter_by(deadline)
        except BaseException:
            self._lock.release()
            raise
        if not had:
            self._lock.release()
            return False
        self._depth += 1
        return True

    def give(self) -> None:
        """Give the turn back."""
        self._depth -= 1
        try:
            if not self._depth:
                self._leave()
        finally:
            self._lock.release()

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Inside the block the turn is ours. Raises LockedIndex where others keep it, IndexUnavailable."""
        if not self.take(seconds):
            raise LockedIndex("another process is writing to the search index")
        try:
            yield
        finally:
            self.give()

    def _enter_by(self, deadline: float) -> bool:
        while not self._enter():
            if time.monotonic() >= deadline:
                self._leave()
                return False
            time.sleep(POLL_SECONDS)
        return True

    @abstractmethod
    def _enter(self) -> bool:
        """Try once to keep other processes out; called again until it succeeds or `_leave` is called."""

    @abstractmethod
    def _leave(self) -> None:
        """Let other processes in, and close what `_enter` opened."""


class FileTurns(Turns):
    """Among the processes of one machine: by a lock on a file, which the kernel frees if its owner dies."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._file: IO[str] | None = None

    def _enter(self) -> bool:
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("w")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise IndexUnavailable(f"the search index cannot be written ({error})") from error
        return True

    def _leave(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class PostgresTurns(Turns):
    """Among all machines that share a PostgreSQL: by an advisory lock in a session of its own.

    The server frees it when that session ends, however its owner died.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.key = zlib.crc32(name.encode())
        self._session: BaseDatabaseWrapper | None = None

    def _enter(self) -> bool:
        try:
            if self._session is None:
                self._session = connection.copy()
            with self._session.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [self.key])
                (had,) = cursor.fetchone()
        except DatabaseError as error:
            self._leave()
            raise IndexUnavailable("the database does not say whose turn it is to write") from error
        return bool(had)

    def _leave(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def shared_turns(name: str, folder: Path) -> Turns:
    """Turns among all processes that use this site's database, which on SQLite are those of one machine.

    `name`: what is written to; `folder`: where a lock file may lie.
    """
    return PostgresTurns(name) if connection.vendor == "postgresql" else FileTurns(folder / f"{name}.lock")
