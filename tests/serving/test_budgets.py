"""Budgets a minute: counted exactly, over processes, without keeping addresses."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from archive.serving.budgets import KEY_SECONDS, SIZE, Budgets

START = 1_800_000_000.0 // KEY_SECONDS * KEY_SECONDS


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def budgets(tmp_path: Path, clock: Clock) -> Budgets:
    return Budgets(tmp_path / "run" / "budgets", clock)


def test_as_many_as_the_limit_and_no_more(budgets: Budgets) -> None:
    answers = [budgets.spend("192.0.2.1", "search", 5) for _ in range(8)]
    assert answers[:5] == [0] * 5
    assert all(answers[5:])


def test_addresses_and_kinds_have_budgets_of_their_own(budgets: Budgets) -> None:
    assert not budgets.spend("192.0.2.1", "search", 1)
    assert budgets.spend("192.0.2.1", "search", 1)
    assert not budgets.spend("192.0.2.1", "export", 1)
    assert not budgets.spend("192.0.2.2", "search", 1)


@pytest.mark.parametrize(("limit", "second"), [(1, 0), (1, 59), (5, 10), (60, 30), (600, 45)])
def test_whoever_waits_as_told_is_let_in_and_not_before(
    budgets: Budgets, clock: Clock, limit: int, second: int
) -> None:
    clock.now += second
    while not (wait := budgets.spend("a", "search", limit)):
        pass
    clock.now += wait - 1.001
    assert budgets.spend("a", "search", limit)
    clock.now += 1.001
    assert budgets.spend("a", "search", limit) == 0


def test_no_minute_lets_more_through_than_twice_the_limit_and_an_hour_no_more_than_its_share(
    budgets: Budgets, clock: Clock
) -> None:
    let_in = []
    while clock.now < START + 1800:
        clock.now += 0.5
        if not budgets.spend("a", "search", 10):
            let_in.append(clock.now)
    assert len(let_in) <= 10 * 31
    # The window slides: no sixty seconds hold two minutes' worth.
    assert max(sum(begin <= at < begin + 60 for at in let_in) for begin in let_in) <= 15


def test_work_already_done_is_charged_in_any_case(budgets: Budgets) -> None:
    assert budgets.spend("a", "export", 10) == 0
    assert budgets.spend("a", "export", 10, cost=50, owed=True) > 0
    assert budgets.spend("a", "export", 10) > 60, "fifty of ten a minute weigh on the next minutes"


def test_the_file_keeps_its_size_and_no_address(budgets: Budgets, clock: Clock) -> None:
    for number in range(40_000):
        budgets.spend(f"192.0.{number // 256}.{number % 256}", "search", 10)
    data = budgets.file.path.read_bytes()
    assert len(data) == SIZE
    assert b"192.0" not in data
    assert budgets.file.path.stat().st_mode & 0o077 == 0
    key = data[:16]
    clock.now += KEY_SECONDS
    budgets.spend("a", "search", 10)
    renewed = budgets.file.path.read_bytes()
    assert renewed[:16] != key
    assert renewed.count(0) > SIZE - 100, "what was counted under the old key is gone"


@pytest.mark.parametrize("damage", [b"", b"\xff" * 100, b"\xff" * SIZE])
def test_a_damaged_file_mends_itself(budgets: Budgets, damage: bytes) -> None:
    budgets.spend("a", "search", 1)
    budgets.file.path.write_bytes(damage)
    again = Budgets(budgets.file.path, budgets.clock)
    assert again.spend("b", "search", 1) == 0
    assert again.spend("b", "search", 1) > 0


def _spend(path: Path, now: float, answers: multiprocessing.Queue) -> None:
    budgets = Budgets(path, lambda: now)
    answers.put(sum(budgets.spend("a", "search", 300) == 0 for _ in range(200)))


def test_all_processes_count_together(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    work = [context.Process(target=_spend, args=(tmp_path / "budgets", START, answers)) for _ in range(3)]
    for process in work:
        process.start()
    let_in = sum(answers.get(timeout=30) for _ in work)
    for process in work:
        process.join()
    assert let_in == 300


def test_counting_costs_a_small_part_of_a_millisecond(budgets: Budgets) -> None:
    budgets.spend("a", "search", 10)
    begun = time.process_time()
    for number in range(2000):
        budgets.spend(str(number), "search", 10)
    assert (time.process_time() - begun) / 2000 < 0.0005
