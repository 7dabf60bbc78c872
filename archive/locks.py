"""One writer at a time where the database itself would let several in."""

from __future__ import annotations

from django.db import connection

STORING = 0x5349_4A49
"""The advisory lock that storing takes: any number that nothing else of this database uses («SIJI»)."""


def one_writer() -> None:
    """Wait until no other process stores articles or changes texts; held until the running transaction ends.

    What storing asks first (are these bytes, this text, this address or a copy here already?) must still
    be so when it writes. SQLite's immediate transactions see to that by themselves; on PostgreSQL two
    processes would each miss what the other has not committed. Take it before any row is locked.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STORING])
