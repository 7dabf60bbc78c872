"""An export of everything: `SIJIL_BENCH_DATA=FOLDER python -m benchmarks.export_speed [--size 100000]`.

Reads each file as a reader's browser would, keeping none of it, and prints rows, seconds and the memory of
the process before the first row and at most. The search runs on tantivy.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from benchmarks import site  # isort: split

from django.test import Client

from benchmarks.search_speed import use

KINDS = {"csv": b"\r\n", "json": b'"id":', "bib": b"\n@", "ris": b"TY  - "}
"""What each format has once a row; the head of the CSV is one more, the first of the BibTeX one less."""
HEAD = "| file | rows | MB | seconds | rows a second | memory before, MB | most |"


def resident() -> float:
    """Memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def export(kind: str) -> None:
    """Print a row of the table."""
    begun, before = time.perf_counter(), resident()
    answer = Client().get(f"/search/export.{kind}", HTTP_HOST="127.0.0.1")
    assert answer.status_code == 200, answer
    rows, size, most, end = 0, 0, before, b""
    for chunk in cast(Iterable[bytes], answer.streaming_content):  # type: ignore[attr-defined]  # it streams
        seen = end + chunk
        rows += seen.count(KINDS[kind]) - end.count(KINDS[kind])
        size, end, most = size + len(chunk), seen[-20:], max(most, resident())
    seconds = time.perf_counter() - begun
    figures = (size / 1e6, seconds, rows / seconds, before, most)
    print(f"| {kind} | {rows:,} |" + "".join(f" {figure:,.0f} |" for figure in figures), flush=True)


def main() -> None:
    """Export one archive in every format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    options = parser.parse_args()
    site.fill(options.size)
    use("tantivy")
    print(f"{options.size} articles\n\n{HEAD}\n{'|---' * 7}|")
    for kind in KINDS:
        export(kind)


if __name__ == "__main__":
    main()
