"""Several web processes and several writers on one PostgreSQL: no error, no wrong number, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import new_database
from tests.resilience.site import MARKERS, Readers, Site

pytestmark = pytest.mark.postgres
WORKERS, WRITERS, ARTICLES, READERS = 4, 3, 15, 3


@pytest.fixture
def database_url() -> Iterator[str]:
    with new_database("sijil_site") as url:
        yield url


def test_web_processes_and_writers_at_once(database_url: str, tmp_path: Path) -> None:
    site = Site(tmp_path, DATABASE_URL=database_url)
    try:
        site.open(WORKERS)
        readers = Readers(site, READERS)
        writers = [site.writer(seed, ARTICLES, pause=0.02) for seed in range(WRITERS)]
        left = sum(int(writer.communicate(timeout=180)[0]) for writer in writers)
        site.settles(60)
        readers.stop()
        assert set(readers.statuses) == {200}
        assert readers.statuses[200] > 40
        assert set(readers.totals) == {MARKERS}
        assert json.loads(site.get("/api/v1/articles?company=amazon")[1])["count"] == left
        assert json.loads(site.get("/healthz")[1])["pending"] == 0
    finally:
        site.close()
