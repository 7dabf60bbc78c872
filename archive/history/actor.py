"""Who is changing the archive at this moment, and why. Pure: a variable of the running context.

A person acts through the admin (a middleware says who), a command or rule says its name as the reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """`user`: a row of the user model, or None for a command. `batch` joins changes undone together."""

    user: Any = None
    reason: str = ""
    batch: uuid.UUID | None = None


_actor: ContextVar[Actor | None] = ContextVar("history_actor", default=None)


def current() -> Actor | None:
    """Who acts now; None outside every `acting` and `because`, as while ingest adds what is new."""
    return _actor.get()


def new_batch() -> uuid.UUID:
    """A name for a set of changes that one person may want to take back together."""
    return uuid.uuid4()


@contextmanager
def acting(user: Any = None, reason: str = "", batch: uuid.UUID | None = None) -> Iterator[Actor]:
    """Inside the block changes are noted as this person's (or nobody's), for this reason, in this batch."""
    actor = Actor(user, reason, batch)
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)


@contextmanager
def because(reason: str, batch: uuid.UUID | None = None) -> Iterator[Actor]:
    """Inside the block the reason (and the batch, where one is given) is this; who acts stays the same."""
    outer = _actor.get() or Actor()
    actor = replace(outer, reason=reason, batch=batch or outer.batch)
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)
