"""Retrieval quality of analysis chains on a test set, with confidence intervals and robustness.

    python -m benchmarks.search_quality [--set ../shared/ir/open_dev] [--robustness] [--json OUT]

Scores come from one BM25 (k1 1.2, b 0.75) for all chains, without query parser, names or engine: what is
compared is analysis alone. `manage.py evaluate_search` measures the real path. Sets are told apart by what
stands before the first `-` of a query's id. Intervals: paired bootstrap over queries, 95 %.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.chains import Chain, Index, chains
from benchmarks.variants import VARIANTS
from search.arabic import default_analyzer, tokenize
from search.measures import of_query

MEASURES = ("nDCG@10", "MRR@10", "recall@100", "success@1")
BASELINE = "Lucene ArabicAnalyzer"
RESAMPLES = 10_000


@dataclass(frozen=True)
class TestSet:
    """Documents and queries as written words, and what is relevant: query id → document id → grade."""

    ids: list[str]
    documents: list[list[str]]
    queries: dict[str, list[str]]
    grades: dict[str, dict[str, int]]

    @property
    def parts(self) -> dict[str, list[str]]:
        """Set name → its judged query ids."""
        parts: dict[str, list[str]] = {}
        for query in self.queries:
            if query in self.grades:
                parts.setdefault(query.split("-", 1)[0], []).append(query)
        return parts


def read(folder: Path) -> TestSet:
    """The test set in `folder`: corpus.jsonl, queries.jsonl, qrels.tsv. Raises OSError, ValueError."""
    corpus = list(_rows(folder / "corpus.jsonl"))
    grades: dict[str, dict[str, int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for query, document, grade in list(csv.reader(file, delimiter="\t"))[1:]:
            if int(grade) > 0:
                grades.setdefault(query, {})[document] = int(grade)
    return TestSet(
        [row["_id"] for row in corpus],
        [_words(f"{row.get('title', '')} {row['text']}") for row in corpus],
        {row["_id"]: _words(row["text"]) for row in _rows(folder / "queries.jsonl")},
        grades,
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def scores(index: Index, data: TestSet, queries: list[str], change: Callable[[str], str]) -> np.ndarray:
    """One row a query, one column a measure; `change` is applied to each word of the queries."""
    rows = []
    for query in queries:
        ranked = index.rank([change(word) for word in data.queries[query]])
        rows.append(of_query([data.ids[number] for number in ranked], data.grades[query]))
    return np.array(rows)


def interval(differences: np.ndarray, seed: int = 20) -> tuple[float, float, float]:
    """Mean of the paired differences and the bounds of its 95 % bootstrap interval."""
    chance = np.random.default_rng(seed)
    picks = chance.integers(0, len(differences), size=(RESAMPLES, len(differences)), dtype=np.int32)
    means = differences[picks].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(differences.mean()), float(low), float(high)


def main() -> None:
    options = _options()
    data = read(options.set)
    compared = chains(default_analyzer())
    if options.chain:
        compared = [chain for chain in compared if chain.name in (*options.chain, BASELINE)]
    indexes = {chain.name: Index(chain, data.documents) for chain in compared}
    report = {"sets": _quality(compared, indexes, data)}
    if options.robustness:
        report["loss"] = _robustness(compared, indexes, data)
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    shared = Path(__file__).resolve().parents[1].parent / "shared"
    parser.add_argument("--set", type=Path, default=shared / "ir" / "open_dev", help="folder of the test set")
    parser.add_argument("--robustness", action="store_true", help="also with changed query words")
    parser.add_argument("--chain", action="append", help="only this chain (and the baseline); may repeat")
    parser.add_argument("--json", type=Path, help="write all figures here")
    return parser.parse_args()


def _quality(compared: list[Chain], indexes: dict[str, Index], data: TestSet) -> dict[str, object]:
    """Prints and returns the measures of every chain on every set, and the distance to the baseline."""
    report: dict[str, object] = {}
    for part, queries in data.parts.items():
        print(f"\n{part}: {len(queries)} queries, {len(data.documents)} documents")
        print(
            f"{'chain':30}" + "".join(f"{measure:>12}" for measure in MEASURES) + f"   nDCG@10 - {BASELINE}"
        )
        baseline = scores(indexes[BASELINE], data, queries, str)[:, 0]
        rows: dict[str, object] = {}
        for chain in compared:
            table = scores(indexes[chain.name], data, queries, str)
            means = table.mean(axis=0)
            distance, low, high = interval(table[:, 0] - baseline)
            print(
                f"{chain.name:30}"
                + "".join(f"{mean:12.4f}" for mean in means)
                + f"   {distance:+.3f} [{low:+.3f}, {high:+.3f}]"
            )
            rows[chain.name] = {
                **dict(zip(MEASURES, map(float, means), strict=True)),
                "difference": [distance, low, high],
            }
        report[part] = rows
    return report


def _robustness(compared: list[Chain], indexes: dict[str, Index], data: TestSet) -> dict[str, object]:
    """Prints and returns what each chain loses of its nDCG@10 when the words of queries change."""
    report: dict[str, object] = {}
    for part, queries in data.parts.items():
        print(f"\n{part}: nDCG@10 lost when query words change")
        print(f"{'chain':30}" + "".join(f"{name:>12}" for name in VARIANTS))
        rows: dict[str, object] = {}
        for chain in compared:
            index = indexes[chain.name]
            whole = scores(index, data, queries, str)[:, 0].mean()
            lost = {
                name: float(1 - scores(index, data, queries, change)[:, 0].mean() / whole)
                for name, change in VARIANTS.items()
            }
            print(f"{chain.name:30}" + "".join(f"{loss:12.1%}" for loss in lost.values()))
            rows[chain.name] = lost
        report[part] = rows
    return report


if __name__ == "__main__":
    main()
