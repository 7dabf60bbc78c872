"""A small file of fixed size that all workers of a machine read and write, one at a time.

Plain reads and writes under a POSIX lock: a few system calls, nothing to install, and a worker that is killed
releases its lock. Never mapped into memory: a full disk would then kill the process.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SharedFile:
    """A file of `size` bytes, zero at first, made with its folder when first used."""

    def __init__(self, path: Path, size: int) -> None:
        self.path, self.size = path, size
        self._lock = threading.Lock()
        self._handle: int | None = None

    @contextmanager
    def locked(self) -> Iterator[int]:
        """The file's descriptor while no other thread or process has it. Raises OSError."""
        with self._lock:
            handle = self._handle if self._handle is not None else self._open()
            fcntl.lockf(handle, fcntl.LOCK_EX)
            try:
                yield handle
            finally:
                fcntl.lockf(handle, fcntl.LOCK_UN)

    @staticmethod
    def read(handle: int, count: int, place: int) -> bytes:
        """`count` bytes from `place`; zeroes where somebody cut the file."""
        return os.pread(handle, count, place).ljust(count, b"\0")

    def _open(self) -> int:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_size != self.size:
                os.ftruncate(handle, 0)
                # Every block is there before it is written: a disk that fills up later does no harm.
                os.posix_fallocate(handle, 0, self.size)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        return handle
