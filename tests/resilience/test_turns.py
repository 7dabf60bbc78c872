"""Whose turn it is to write: one at a time over threads and processes, and nobody's when its owner is killed.

On SQLite these are locks on files, under `make test-postgres` advisory locks of the server.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from search.backends.base import LockedIndex
from search.backends.turns import FileTurns, PostgresTurns, shared_turns

pytestmark = pytest.mark.django_db(transaction=True)


def test_they_go_by_the_database(tmp_path: Path) -> None:
    kinds = {"postgresql": PostgresTurns, "sqlite": FileTurns}
    assert type(shared_turns("archive", tmp_path)) is kinds[connection.vendor]


def test_one_at_a_time(tmp_path: Path) -> None:
    first, second = shared_turns("archive", tmp_path), shared_turns("archive", tmp_path)
    assert first.take(0)
    assert not second.take(0.05)
    assert first.take(0), "who has the turn may take it again"
    first.give()
    assert not second.take(0), "and gives it back as often"
    first.give()
    assert second.take(0)
    with pytest.raises(LockedIndex), first.taken(0.05):
        pass
    second.give()


def test_another_archive_has_its_own(tmp_path: Path) -> None:
    with shared_turns("archive", tmp_path).taken(0), shared_turns("other", tmp_path).taken(0):
        pass


def test_threads_of_a_process_wait_for_each_other(tmp_path: Path) -> None:
    turns = shared_turns("archive", tmp_path)
    had: list[bool] = []
    with turns.taken(0):
        thread = threading.Thread(target=lambda: had.append(turns.take(0.05)))
        thread.start()
        thread.join()
    assert had == [False]


def take_and_die(folder: Path) -> None:
    shared_turns("archive", folder).take(0)
    os.kill(os.getpid(), signal.SIGKILL)


def test_the_turn_of_a_killed_process_is_free(tmp_path: Path) -> None:
    connections.close_all()  # a server connection must not be shared with a child
    child = multiprocessing.get_context("fork").Process(target=take_and_die, args=(tmp_path,))
    child.start()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL
    turns = shared_turns("archive", tmp_path)
    assert turns.take(5)
    turns.give()
