"""The gates of retrieval quality, through the real path: parser, names, matching rule, engine, ranking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from search.evaluation import evaluate

GATES = {"xquad": 0.935, "tydi": 0.900}


@pytest.fixture
def figures(shared: Path, db: None) -> dict[str, Any]:
    """Chain A with the shipped names on the open set. The database is empty: the shipped gazetteer counts."""
    folder = shared / "ir" / "open_dev"
    return evaluate(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv", "whoosh")


def test_chain_a_passes_its_gates(figures: dict[str, Any]) -> None:
    assert {name: row["queries"] for name, row in figures["sets"].items()} == {"xquad": 1186, "tydi": 921}
    for name, gate in GATES.items():
        assert figures["sets"][name]["ndcg_at_10"] >= gate, figures["sets"][name]
