"""Analysis alone against the baseline on real questions; the real path has its own gates."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.chains import Index, chains
from benchmarks.search_quality import interval, read, scores
from benchmarks.variants import VARIANTS
from search.arabic import default_analyzer

A, B, LUCENE = "A", "B", "Lucene ArabicAnalyzer"


@pytest.fixture(scope="module")
def ndcg(shared):
    """(chain, set, change of the query's words) → nDCG@10 of each query, worked out once."""
    data = read(shared / "ir" / "open_dev")
    indexes = {
        chain.name: Index(chain, data.documents)
        for chain in chains(default_analyzer())
        if chain.name in (A, B, LUCENE)
    }

    @cache
    def measure(chain, part, change=None):
        return scores(indexes[chain], data, data.parts[part], VARIANTS[change] if change else str)[:, 0]

    return measure


@pytest.mark.parametrize(("part", "gate"), [("xquad", 0.935), ("tydi", 0.900)])
def test_chain_a_passes_the_gate(ndcg, part, gate):
    assert ndcg(A, part).mean() >= gate
    assert ndcg(B, part).mean() > ndcg(A, part).mean()


@pytest.mark.parametrize("part", ["xquad", "tydi"])
@pytest.mark.parametrize("chain", [A, B])
def test_the_lead_over_lucene_is_no_chance(ndcg, chain, part):
    _, low, _ = interval(ndcg(chain, part) - ndcg(LUCENE, part))
    assert low > 0.01


@pytest.mark.parametrize("part", ["xquad", "tydi"])
@pytest.mark.parametrize("change", VARIANTS)
def test_little_is_lost_when_words_change(ndcg, change, part):
    assert ndcg(A, part, change).mean() > 0.94 * ndcg(A, part).mean()
