"""The engines rank alike: 200 queries over the same articles, fresh and after many updates."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.ask import ask_index, understand
from search.backends.base import SijilBackend
from search.backends.opensearch import OpenSearchBackend
from search.backends.tantivy import TantivyBackend
from search.backends.whoosh import WhooshBackend
from search.params import SearchParams
from tests.conftest import connection_to
from tests.contract.texts import Texts
from tests.factory import company
from tests.nodes import LocalCluster

pytestmark = pytest.mark.django_db
ARTICLES, UPDATES, QUERIES, BATCH = 300, 2000, 200, 250


def top(index: SijilBackend, query: str) -> tuple[int, ...]:
    params = SearchParams(q=query)
    return ask_index(index, params, understand(params), limit=10, facets=False).found.ids


def overlap(engines: list[SijilBackend], queries: list[str]) -> float:
    """Mean share of the top ten that both have, where either has any."""
    shares = []
    for query in queries:
        first, second = (set(top(engine, query)) for engine in engines)
        if first or second:
            shares.append(len(first & second) / max(len(first), len(second)))
    assert len(shares) > QUERIES * 0.9
    return sum(shares) / len(shares)


def agreement(engines: list[SijilBackend]) -> tuple[float, float]:
    """The overlap over fresh indexes, and after UPDATES updates."""
    company("google", "غوغل", "جوجل")
    texts = Texts(3)
    documents = [texts.document(pk) for pk in range(1, ARTICLES + 1)]
    for engine in engines:
        with engine.rebuilding():
            engine.write(documents, [])
    queries = [texts.query() for _ in range(QUERIES)]
    fresh = overlap(engines, queries)
    for _ in range(UPDATES // BATCH):
        changed = [texts.document(pk) for pk in texts.chance.sample(range(1, ARTICLES + 1), BATCH)]
        for engine in engines:
            engine.write(changed, [])
    return fresh, overlap(engines, queries)


@pytest.fixture
def whoosh(tmp_path: Path) -> SijilBackend:
    return WhooshBackend("default", PATH=str(tmp_path / "whoosh"))


def test_tantivy_ranks_as_whoosh(whoosh: SijilBackend, tmp_path: Path) -> None:
    fresh, updated = agreement([whoosh, TantivyBackend("default", PATH=str(tmp_path / "tantivy"))])
    assert fresh >= 0.99
    assert updated >= 0.97


@pytest.mark.opensearch
def test_opensearch_ranks_as_whoosh(whoosh: SijilBackend, cluster: LocalCluster) -> None:
    other = OpenSearchBackend("default", **connection_to(f"opensearch://{','.join(cluster.hosts)}/overlap"))
    fresh, updated = agreement([whoosh, other])
    assert fresh >= 0.99
    assert updated >= 0.95
