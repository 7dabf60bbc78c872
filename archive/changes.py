"""Tells whoever keeps an index that articles changed, once the transaction is through.

Which articles is in the outbox; the signal only says that it is worth looking. Batch commands hold it
back and let one signal stand for many changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.dispatch import Signal

changed = Signal()
_held: ContextVar[bool] = ContextVar("changes_held", default=False)


def notify(**_kwargs: Any) -> None:
    """Send `changed` after the running transaction commits. Also a receiver of model signals."""
    if not _held.get():
        transaction.on_commit(lambda: changed.send(sender=None), robust=True)


@contextmanager
def held() -> Iterator[None]:
    """Send nothing inside the block; the block's end sends one signal."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
        notify()
