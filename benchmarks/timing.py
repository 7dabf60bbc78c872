"""How benchmarks of searches measure and print: processor time and wall time, in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np

FROM = "2016"
"""The year from which a full page asks."""
Spent = list[tuple[float, float]]
"""Of each query: CPU seconds and wall seconds."""
HEAD = "| engine | what | queries | CPU p50 | CPU p95 | wall p50 | wall p95 |\n|---|---|---|---|---|---|---|"


def row(name: str, what: str, spent: Spent) -> None:
    """One line of the table, in milliseconds."""
    p50, p95 = np.percentile(spent, [50, 95], axis=0) * 1000
    print(
        f"| {name} | {what} | {len(spent)} | {p50[0]:.1f} | {p95[0]:.1f} | {p50[1]:.1f} | {p95[1]:.1f} |",
        flush=True,
    )


def timed(run: Callable[[str], object], asked: Iterable[str]) -> Spent:
    """What each query takes."""
    spent = []
    for query in asked:
        begun = time.process_time(), time.perf_counter()
        run(query)
        spent.append((time.process_time() - begun[0], time.perf_counter() - begun[1]))
    return spent
