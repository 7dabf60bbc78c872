"""Runs a retrieval test set through the real query path: parser, names, planner, engine, ranking."""

from __future__ import annotations

import csv
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string

from search import gazetteer
from search.analysis import analyzer
from search.ask import ask_index, understand
from search.backends.base import SijilBackend
from search.backends.registry import ENGINES
from search.documents import text_document
from search.measures import mean, of_query
from search.params import SearchParams

BATCH = 1000
DEPTH = 100
Measures = tuple[float, float, float, float]
Ranker = Callable[[SijilBackend, str], tuple[int, ...]]
"""An index and the reader's string in, the numbers of at most DEPTH documents out, best first."""


class BadTestSet(ValueError):
    """A file of the test set that cannot be used; names the file, the line and the reason."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a `.jsonl` file, each with `_id` and `text`. Raises BadTestSet, OSError."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadTestSet(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(row, dict) or not {"_id", "text"} <= set(row):
                raise BadTestSet(f"{path}:{number}: an object with _id and text is expected")
            yield row


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Query id → document id → grade, from a TSV with a header line. Raises BadTestSet, OSError."""
    grades: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
            if number == 1 or not row:
                continue
            if len(row) != 3 or not row[2].lstrip("-").isdigit():
                raise BadTestSet(f"{path}:{number}: query-id, corpus-id and score are expected")
            if int(row[2]) > 0:
                grades.setdefault(row[0], {})[row[1]] = int(row[2])
    return grades


@dataclass(frozen=True, slots=True)
class Run:
    """Measures of each judged query (see `of_query`) and the seconds that all of them took together."""

    scored: dict[str, Measures]
    seconds: float

    @property
    def sets(self) -> dict[str, list[str]]:
        """Set name (a query id up to its first `-`) → its query ids."""
        sets: dict[str, list[str]] = {}
        for query in self.scored:
            sets.setdefault(query.split("-", 1)[0], []).append(query)
        return dict(sorted(sets.items()))


def evaluate(corpus: Path, queries: Path, qrels: Path, engine: str) -> dict[str, Any]:
    """All measures, over all judged queries and over each set. Raises BadTestSet, OSError."""
    run = measure(corpus, queries, qrels, engine)
    speed = round(len(run.scored) / run.seconds, 1) if run.seconds else 0.0
    return {
        **asdict(mean(list(run.scored.values()))),
        "queries_per_second": speed,
        "sets": {
            name: {**asdict(mean([run.scored[query] for query in part])), "queries_per_second": speed}
            for name, part in run.sets.items()
        },
    }


def ranked(index: SijilBackend, text: str) -> tuple[int, ...]:
    """The ids that the search box gives for `text`, best first."""
    params = SearchParams(q=text)
    return ask_index(index, params, understand(params), limit=DEPTH, facets=False).found.ids


def measure(corpus: Path, queries: Path, qrels: Path, engine: str, rank: Ranker = ranked) -> Run:
    """Index the corpus in a temporary index and measure what `rank` makes of each judged query.

    Names come from the database, or from the shipped gazetteer where that is empty. Raises BadTestSet,
    OSError.
    """
    grades = judgements(qrels)
    with tempfile.TemporaryDirectory(prefix="sijil-evaluation-") as folder, gazetteer.shipped_if_empty():
        kind: type[SijilBackend] = import_string(ENGINES[engine]).backend
        with kind.temporary(Path(folder)) as index:
            return _measured(index, _fill(index, corpus), queries, grades, rank)


def _measured(
    index: SijilBackend, ids: list[str], queries: Path, grades: dict[str, dict[str, int]], rank: Ranker
) -> Run:
    """The run over a filled index; `ids`: see `_fill`."""
    scored: dict[str, Measures] = {}
    spent = 0.0
    for row in rows(queries):
        if str(row["_id"]) not in grades:
            continue
        begun = time.perf_counter()
        found = rank(index, str(row["text"]))
        spent += time.perf_counter() - begun
        scored[str(row["_id"])] = of_query([ids[pk - 1] for pk in found], grades[str(row["_id"])])
    if not scored:
        raise BadTestSet(f"{queries}: no judgement fits a query of this file")
    return Run(scored, spent)


def _fill(index: SijilBackend, corpus: Path) -> list[str]:
    """Index the corpus; document number n (from 1) is the n-th id of the list returned."""
    ids: list[str] = []
    documents = []
    analysis = analyzer()
    with index.rebuilding():
        for row in rows(corpus):
            ids.append(str(row["_id"]))
            documents.append(text_document(len(ids), str(row.get("title") or ""), str(row["text"]), analysis))
            if len(documents) == BATCH:
                index.write(documents, [])
                documents = []
        index.write(documents, [])
    if not ids:
        raise BadTestSet(f"{corpus}: holds no documents")
    return ids
