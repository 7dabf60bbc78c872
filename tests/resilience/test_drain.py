"""Draining while the index is locked, missing or broken, and the worker that drains."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.models import Outbox
from search import drain as draining
from search.backends.base import IndexUnavailable, LockedIndex, SijilBackend
from search.drain import after_commit, drain, note
from tests.factory import article
from tests.resilience.drift import drift, lock_held

pytestmark = pytest.mark.django_db


def test_a_locked_index_leaves_the_row_due(index: SijilBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draining, "PATIENCE", 0.0)
    article("خبر")
    with lock_held(index.folder):
        after_commit()
        with pytest.raises(LockedIndex):
            drain(0.0)
    assert Outbox.objects.get().next_attempt_at is None
    assert drain() == 1
    assert drift() == {}


def test_a_lost_index_is_not_begun_anew_with_the_latest_change_alone(index: SijilBackend) -> None:
    article("قديم")
    drain()
    shutil.rmtree(index.folder)
    article("جديد")
    with pytest.raises(IndexUnavailable, match="rebuild_index"):
        drain()
    row = Outbox.objects.get()
    assert row.attempts == 1
    assert row.next_attempt_at > timezone.now()
    assert "rebuild_index" in row.error
    call_command("rebuild_index", interactive=False, verbosity=0)
    assert drift() == {}
    assert not Outbox.objects.exists()


def test_a_new_archive_needs_no_command_before_its_first_article(index: SijilBackend) -> None:
    shutil.rmtree(index.folder)
    article("أول")
    article("ثان")
    assert drain() == 2
    assert drift() == {}


def test_each_failure_waits_longer(index: SijilBackend) -> None:
    article("قديم")
    drain()
    shutil.rmtree(index.folder)
    article("جديد")
    waits = []
    for _ in range(3):
        Outbox.objects.update(next_attempt_at=None)
        before = timezone.now()
        after_commit()
        waits.append(Outbox.objects.get().next_attempt_at - before)
    assert [round(wait / timedelta(seconds=1)) for wait in waits] == [1, 2, 4]


def test_a_newer_change_is_not_forgotten(index: SijilBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    made = article("خبر")
    write = index.write

    def change_meanwhile(*args: object) -> None:
        monkeypatch.setattr(index, "write", write)
        write(*args)
        made.title = "خبر آخر"
        made.save()

    monkeypatch.setattr(index, "write", change_meanwhile)
    drain()
    assert drift() == {}


def test_two_drains_do_not_run_at_once(index: SijilBackend) -> None:
    with index.exclusive():
        # A connection of the thread's own would name another folder, so it gets this one.
        other = type(index)("default", PATH=str(index.folder))
        outcome: list[bool] = []
        thread = threading.Thread(target=lambda: outcome.append(other.state.turns.take(0)))
        thread.start()
        thread.join()
    assert outcome == [False]


def test_noted_articles_are_indexed_again(index: SijilBackend) -> None:
    first, second = article("أول"), article("ثان")
    drain()
    index.write([], [first.pk])
    assert drift() == {first.pk: "missing"}
    note([first.pk, second.pk])
    note([first.pk])
    assert drain() == 2
    assert drift() == {}


def test_repair_mends_and_check_says_so(index: SijilBackend, capsys: pytest.CaptureFixture[str]) -> None:
    made = article("أول")
    gone = article("ثان")
    drain()
    index.write([], [made.pk])
    pk = gone.pk
    gone.delete()
    Outbox.objects.filter(article_id=pk).delete()
    assert drift() == {made.pk: "missing", pk: "not gone"}
    with pytest.raises(SystemExit) as stopped:
        call_command("check_index")
    assert stopped.value.code == 1
    call_command("check_index", repair=True)
    assert drift() == {}
    call_command("check_index")
    assert "agrees" in capsys.readouterr().out


def test_the_worker_drains_until_sigterm(index: SijilBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    article("خبر")
    looked = []

    def drain_and_stop() -> int:
        looked.append(drain())
        if len(looked) == 1:
            article("خبر ثان")
        else:
            os.kill(os.getpid(), signal.SIGTERM)
        return looked[-1]

    monkeypatch.setattr("search.management.commands.index_worker.drain", drain_and_stop)
    monkeypatch.setattr("search.management.commands.index_worker.close_old_connections", lambda: None)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        call_command("index_worker", interval=0.05)
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)
    assert looked == [1, 1]
    assert drift() == {}


def test_the_worker_survives_a_failure(index: SijilBackend, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    from search.management.commands.index_worker import Command

    def fail() -> int:
        raise LockedIndex("busy")

    monkeypatch.setattr("search.management.commands.index_worker.drain", fail)
    monkeypatch.setattr("search.management.commands.index_worker.close_old_connections", lambda: None)
    Command()._look()
    assert "busy" in capsys.readouterr().err
