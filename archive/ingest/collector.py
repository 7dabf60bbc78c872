"""Python's search for circular garbage, made rare while many files are read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = 20_000, 20, 20
"""New objects before a search, and searches of the young before one of the older (Python: 700, 10, 10)."""


@contextmanager
def seldom() -> Iterator[None]:
    """Inside the block what exists already (rules, gazetteer) is never searched and new objects seldom.

    A page makes thousands of objects and hardly a circle; searching for some took a tenth of the time.
    """
    before = gc.get_threshold()
    rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def rarely() -> None:
    """The same for good, in a process that does nothing else."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
