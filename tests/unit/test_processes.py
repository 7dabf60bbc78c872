"""Processes of their own: order, errors, and an end that is noticed whatever they were at."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from archive.processes import Died, Processes

LARGE = 8_000_000
"""Bytes, far more than a pipe holds."""


def nothing() -> None:
    """How a process starts here."""


def work(item: int) -> bytes | int:
    """Large answers for large numbers, an error for negative ones."""
    if item < 0:
        raise ValueError(f"{item} is below zero")
    return bytes(item) if item >= LARGE else item * 2


@pytest.fixture
def two() -> Iterator[Processes[int, bytes | int]]:
    made: Processes[int, bytes | int] = Processes(2, work, nothing)
    yield made
    made.close()
    assert not any(process.is_alive() for process in made.running)


def test_answers_come_in_order_and_errors_are_the_works_own(two: Processes[int, bytes | int]) -> None:
    first, second, bad, fourth, fifth = (two.give(number) for number in (1, 2, -3, 4, 5))
    with pytest.raises(ValueError, match="is not the next"):
        two.take(second)
    assert (two.take(first), two.take(second)) == (2, 4)
    with pytest.raises(ValueError, match="-3 is below zero") as caught:
        two.take(bad)
    assert "in work" in caught.value.__notes__[0], "where it was raised"
    assert (two.take(fourth), two.take(fifth)) == (8, 10)
    with pytest.raises(ValueError, match="is not the next"):
        two.take(fifth)


def test_large_work_and_large_answers_do_not_wait_for_each_other(two: Processes[int, bytes | int]) -> None:
    count: Processes[bytes, int] = Processes(1, len, nothing)
    large = [two.give(LARGE) for _ in range(4)]
    counted = [count.give(bytes(LARGE)) for _ in range(4)]
    assert [len(bytes(two.take(ticket))) for ticket in large] == [LARGE] * 4
    assert [count.take(ticket) for ticket in counted] == [LARGE] * 4
    count.close()


@pytest.mark.parametrize("item", [1, LARGE], ids=["done", "while it hands over its answer"])
def test_a_process_that_is_killed_is_not_waited_for(two: Processes[int, bytes | int], item: int) -> None:
    first = two.give(item)
    assert two._pipes[0].poll(30), "it has begun to answer"
    os.kill(two.running[0].pid or 0, signal.SIGKILL)
    two.running[0].join()
    if item == 1:
        assert two.take(first) == 2, "what was answered stands"
        assert two.take(two.give(item)) == 2, "the other one lives"
        with pytest.raises(Died):
            two.give(item)
    else:
        with pytest.raises(Died):
            two.take(first)
