"""Several processes write at once on PostgreSQL, each draining after its own commits: nothing is lost."""

from __future__ import annotations

import multiprocessing
import random
import traceback

from django.db import connections, transaction

from archive.models import Article, Outbox
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article
from tests.postgres import ON_THE_SERVER
from tests.resilience.drift import drift

pytestmark = ON_THE_SERVER
WRITERS, STEPS = 4, 25


def write_and_drain(seed: int) -> None:
    """What one process does; exits 1 with the traceback if anything at all fails."""
    chance = random.Random(seed)
    try:
        for number in range(STEPS):
            with transaction.atomic():
                made = article(
                    f"خبر {seed} {number}", chance.choice(["إضراب", "عريضة"]), companies=["google"]
                )
                # Everybody edits the same few, so that their outbox rows collide.
                for shared in Article.objects.order_by("pk")[:3]:
                    shared.title = f"{seed} {number}"
                    shared.save()
            if chance.random() < 0.3:
                made.delete()
    except BaseException:
        traceback.print_exc()
        raise SystemExit(1) from None
    finally:
        connections.close_all()


def test_writers_in_processes_leave_no_drift(index: SijilBackend) -> None:
    for number in range(3):
        article(f"مشترك {number}")
    # A server connection must not be shared with children.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_and_drain, args=(seed,)) for seed in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    drain()
    assert drift() == {}
    assert Article.objects.count() > WRITERS * STEPS / 2
    assert not Outbox.objects.exists()
