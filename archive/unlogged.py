"""Commands over many rows, without the log of statements that Django keeps while DEBUG is on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unlogged() -> Iterator[None]:
    """Inside the block no statement is written out and kept.

    DEBUG keeps the last 9,000 with all their values, here whole batches of articles: hundreds of megabytes;
    and on SQLite it asks the database to quote each value. What takes queries to count them still can.
    """
    if connection.force_debug_cursor:
        yield
        return
    connection.make_debug_cursor = connection.make_cursor  # type: ignore[method-assign]  # of this one object
    try:
        yield
    finally:
        del connection.make_debug_cursor
