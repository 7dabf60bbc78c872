"""Whoosh and tantivy rank alike: 200 queries over the same articles, fresh and after many updates."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

import pytest

from search.analysis import analyzer
from search.ask import ask_index, understand
from search.backends.generations import FolderBackend
from search.backends.tantivy import TantivyBackend
from search.backends.whoosh import WhooshBackend
from search.documents import Document, text_document
from search.params import SearchParams
from tests.factory import company

pytestmark = pytest.mark.django_db
ARTICLES, UPDATES, QUERIES, BATCH = 300, 2000, 200, 250
LETTERS = "ابتجحدرزسشصطعفقكلمنهوي"


class Texts:
    """Articles and queries of invented words, whose frequencies fall as Zipf says."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = {"".join(self.chance.choices(LETTERS, k=self.chance.randint(3, 7))) for _ in range(1500)}
        self.words = [*sorted(words), "غوغل", "جوجل"]
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))

    def some(self, count: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def document(self, pk: int) -> Document:
        return text_document(pk, self.some(6), self.some(self.chance.randint(20, 60)), analyzer())

    def query(self) -> str:
        words = self.some(self.chance.randint(1, 4)).split()
        if self.chance.random() < 0.1:
            words.append("غوغل")
        return " ".join(words)


def top(index: FolderBackend, query: str) -> tuple[int, ...]:
    params = SearchParams(q=query)
    return ask_index(index, params, understand(params), limit=10, facets=False).found.ids


def overlap(engines: list[FolderBackend], queries: list[str]) -> float:
    """Mean share of the top ten that both have, where either has any."""
    shares = []
    for query in queries:
        first, second = (set(top(engine, query)) for engine in engines)
        if first or second:
            shares.append(len(first & second) / max(len(first), len(second)))
    assert len(shares) > QUERIES * 0.9
    return sum(shares) / len(shares)


@pytest.fixture
def engines(tmp_path: Path) -> list[FolderBackend]:
    kinds = (WhooshBackend, TantivyBackend)
    return [kind("default", PATH=str(tmp_path / kind.engine)) for kind in kinds]


def test_rankings_agree(engines: list[FolderBackend]) -> None:
    company("google", "غوغل", "جوجل")
    texts = Texts(3)
    documents = [texts.document(pk) for pk in range(1, ARTICLES + 1)]
    for engine in engines:
        with engine.rebuilding():
            engine.write(documents, [])
    queries = [texts.query() for _ in range(QUERIES)]
    assert overlap(engines, queries) >= 0.99
    for _ in range(UPDATES // BATCH):
        changed = [texts.document(pk) for pk in texts.chance.sample(range(1, ARTICLES + 1), BATCH)]
        for engine in engines:
            engine.write(changed, [])
    assert overlap(engines, queries) >= 0.97
