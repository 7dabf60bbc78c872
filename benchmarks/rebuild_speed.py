"""The whole command measured: `python -m benchmarks.rebuild_speed [--size 10000] [--engines tantivy]
[--workers -1 0 1]` (-1: as many as the command takes by itself).

Runs `manage.py rebuild_index` over the archive of `benchmarks.search_speed` in a process of its own; prints
articles a second (of the clock and of the processor) and the peak of memory: that of all its processes
together, each shared page counted once, looked at twice a second. With SIJIL_BENCH_DATA the archive is kept.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from benchmarks import site  # isort: split

EVERY = 0.5
ROOT = Path(__file__).resolve().parents[1]


def family(pid: int) -> list[int]:
    """A process and all that it, or one of these, started."""
    found = [pid]
    for place in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, place.read_text().split()):
                found += family(child)
    return found


def megabytes(pid: int) -> float:
    """What a process holds in memory, of shared pages its share; 0 where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def run(engine: str, size: int, workers: int) -> None:
    """Print what one rebuild takes."""
    environment = os.environ | {"SEARCH_URL": f"{engine}://{site.DATA / engine}"}
    command = [sys.executable, "-W", "ignore", "manage.py", "rebuild_index", "--noinput", "-v0"]
    command += ["--workers", str(workers)] if workers >= 0 else []
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    peak, most = 0.0, 0
    while process.poll() is None:
        pids = family(process.pid)
        peak, most = max(peak, sum(map(megabytes, pids))), max(most, len(pids))
        time.sleep(EVERY)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(process.returncode)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    bytes_ = sum(path.stat().st_size for path in (site.DATA / engine).rglob("*") if path.is_file())
    print(
        f"{engine}, {size:,} articles, {most} process(es): {seconds:.0f} s, {size / seconds:.0f} a second of "
        f"the clock, {size / spent:.0f} of one core; peak {peak:.0f} MB; index {bytes_ / 1e6:.0f} MB; load "
        f"{os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    """Measure each engine with each number of workers asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--engines", nargs="+", default=["tantivy"])
    parser.add_argument("--workers", type=int, nargs="+", default=[-1])
    options = parser.parse_args()
    site.fill(options.size)
    for engine in options.engines:
        for workers in options.workers:
            run(engine, options.size, workers)


if __name__ == "__main__":
    main()
