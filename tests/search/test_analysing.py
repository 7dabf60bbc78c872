"""Documents are made here or in processes of their own, in order, and errors name the article."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from search import analysing
from search.analysing import NotAnalysed, documents, processes
from search.documents import Row

ROOT = Path(__file__).resolve().parents[2]


def row(pk: int, body: str = "إضراب العمال") -> Row:
    return Row(pk, "خبر", body, None, None, (), ())


CHUNKS = [[row(1), row(2)], [row(3)], [], *([row(pk)] for pk in range(4, 20))]


def test_processes_give_the_same_documents_in_the_same_order() -> None:
    here = list(documents(CHUNKS, ngrams=True, jobs=0))
    assert [[one.id for one in chunk] for chunk in here] == [[one.pk for one in chunk] for chunk in CHUNKS]
    assert list(documents(CHUNKS, ngrams=True, jobs=2)) == here


@pytest.mark.parametrize("jobs", [0, 1])
def test_an_article_that_cannot_be_analysed_is_named(jobs: int) -> None:
    broken = [[row(1)], [row(2), row(17, body=None)]]  # type: ignore[arg-type]  # broken on purpose
    with pytest.raises(NotAnalysed, match="article 17 cannot be analysed: TypeError"):
        list(documents(broken, ngrams=False, jobs=jobs))


def children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    found = {int(pid) for task in tasks for pid in task.read_text().split()}
    return {pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_a_process_that_dies_is_an_error_that_says_what_to_do() -> None:
    made = documents(CHUNKS, ngrams=False, jobs=1)
    next(made)
    for pid in children():
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(NotAnalysed, match=r"died .*--workers 0"):
        list(made)
    assert not children()


def test_no_process_is_left_where_nobody_asks_for_the_rest() -> None:
    with closing(documents(CHUNKS, ngrams=False, jobs=2)) as made:
        next(made)
        assert children()
    assert not children()


def test_small_archives_and_single_cores_need_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_cores(count: int) -> None:
        monkeypatch.setattr(analysing, "_cores", lambda: count)

    with_cores(1)
    assert processes(1_000_000) == 0
    with_cores(2)
    assert (processes(analysing.FEWEST - 1), processes(analysing.FEWEST)) == (0, 1)
    with_cores(64)
    assert processes(1_000_000) == analysing.MOST


def test_the_processes_need_no_django() -> None:
    code = "import sys, search.analysing; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
