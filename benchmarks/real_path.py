"""Retrieval quality through the real path: query parser, names, matching rule, engine, ranking.

    python -m benchmarks.real_path [--set ../shared/ir/open_dev] [--engine whoosh] [--json OUT]

Both chains, and chain A where one word is always enough. Differences are to chain A, with 95 % intervals of a
paired bootstrap over queries. Needs no database: the names are those of the shipped gazetteer.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from search.backends.base import SijilBackend
    from search.evaluation import Ranker, Run

COLUMNS = ("nDCG@10", "MRR@10", "recall@100", "success@1")
FIRST = "A"


@dataclass(frozen=True)
class Variant:
    """A row of the table: its name, whether chain B, and the ranking (None: as the search box)."""

    name: str
    ngrams: bool
    rank: Ranker | None = None


def variants() -> list[Variant]:
    """What is compared, the default first."""
    return [
        Variant(FIRST, False),
        Variant("B (SIJIL_ARABIC_NGRAMS)", True),
        Variant("A, plain OR", False, _plain_or),
    ]


def _plain_or(index: SijilBackend, text: str) -> tuple[int, ...]:
    """The same search with one word always enough; phrases are required first here too."""
    from search.ask import understand
    from search.evaluation import DEPTH
    from search.params import SearchParams
    from search.plan import Plan

    asked = understand(SearchParams(q=text))
    found = index.execute(Plan(asked.understood.node(1), limit=DEPTH, facets=False)).ids
    if not found and asked.loose is not None:
        found = index.execute(Plan(asked.loose.node(1), limit=DEPTH, facets=False)).ids
    return found


def runs(folder: Path, engine: str) -> dict[str, Run]:
    """Variant name → its measures on the test set in `folder`."""
    from django.test.utils import override_settings

    from search.evaluation import measure, ranked

    files = [folder / name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")]
    found = {}
    for variant in variants():
        with override_settings(ARABIC_NGRAMS=variant.ngrams):
            found[variant.name] = measure(files[0], files[1], files[2], engine, variant.rank or ranked)
    return found


def table(found: dict[str, Run]) -> dict[str, object]:
    """Prints one table a set and returns the figures."""
    from benchmarks.search_quality import interval

    report: dict[str, object] = {}
    for part, queries in found[FIRST].sets.items():
        print(f"\n{part}: {len(queries)} queries, real path")
        print(f"{'variant':30}" + "".join(f"{name:>12}" for name in COLUMNS) + f"   nDCG@10 - {FIRST}")
        first = np.array([found[FIRST].scored[query][0] for query in queries])
        rows: dict[str, object] = {}
        for name, run in found.items():
            values = np.array([run.scored[query] for query in queries])
            means = values.mean(axis=0)
            distance, low, high = interval(values[:, 0] - first)
            against = "" if name == FIRST else f"   {distance:+.3f} [{low:+.3f}, {high:+.3f}]"
            print(f"{name:30}" + "".join(f"{mean:12.4f}" for mean in means) + against)
            rows[name] = {**dict(zip(COLUMNS, map(float, means), strict=True)), "difference": distance}
        report[part] = rows
    for name, run in found.items():
        print(f"{name:30}{len(run.scored) / run.seconds:8.0f} queries/s")
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    shared = Path(__file__).resolve().parents[1].parent / "shared"
    parser.add_argument("--set", type=Path, default=shared / "ir" / "open_dev", help="folder of the test set")
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--json", type=Path, help="write all figures here")
    options = parser.parse_args()
    if not (options.set / "corpus.jsonl").is_file():
        sys.exit(f"there is no test set in {options.set}")
    start_django()
    report = table(runs(options.set, options.engine))
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def start_django() -> None:
    """The site's settings over an empty data folder that goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="sijil-benchmark-")
    start_django.folder = folder  # type: ignore[attr-defined]  # kept until the process ends
    os.environ["SIJIL_DATA_DIR"] = folder.name
    os.environ.setdefault("SIJIL_SECRET_KEY", "signs nothing but a benchmark")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()


if __name__ == "__main__":
    main()
