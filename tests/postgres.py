"""Databases on the server that `make test-postgres` starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
import psycopg
import pytest
from django.db import connection

ON_THE_SERVER = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="run by `make test-postgres`"),
]
"""Marks of a module whose tests need the site's own database on the server: other processes write to it."""


@contextmanager
def new_database(name: str) -> Iterator[str]:
    """The address of a new, empty database; dropped afterwards."""
    url = os.environ["SIJIL_TEST_DATABASE_URL"]
    server = dj_database_url.parse(url)
    with psycopg.connect(
        host=server["HOST"], port=server["PORT"], user=server["USER"], dbname=server["NAME"], autocommit=True
    ) as session:
        session.execute(f"CREATE DATABASE {name}")
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)")
