"""Measures of retrieval quality over ranked lists. Pure.

nDCG as Järvelin and Kekäläinen (2002) with gain 2^grade - 1; MRR after Voorhees (1999).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over queries, each from 0 to 1."""

    ndcg_at_10: float
    mrr_at_10: float
    recall_at_100: float
    success_at_1: float
    queries: int


def of_query(ranked: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    """(nDCG@10, reciprocal rank@10, recall@100, success@1) of one ranked list of document ids.

    `grades`: document id → relevance above 0.
    """
    gains = [2 ** grades.get(doc, 0) - 1 for doc in ranked[:10]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:10]
    best = _discounted(ideal)
    first = next((place for place, gain in enumerate(gains, start=1) if gain), None)
    found = len(set(ranked[:100]) & set(grades))
    return (
        _discounted(gains) / best if best else 0.0,
        1 / first if first else 0.0,
        found / len(grades) if grades else 0.0,
        1.0 if gains and gains[0] else 0.0,
    )


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))


def mean(rows: Sequence[tuple[float, float, float, float]]) -> Scores:
    """The mean of each measure; all 0 for no queries."""
    count = len(rows)
    means = [sum(column) / count for column in zip(*rows, strict=True)] if rows else [0.0] * 4
    return Scores(means[0], means[1], means[2], means[3], count)
