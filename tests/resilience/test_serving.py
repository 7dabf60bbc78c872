"""gunicorn under real requests: a graceful reload loses none, and hours of work cost no memory.

SIJIL_SOAK requests in the soak, spread over SIJIL_SOAK_SECONDS (an hour in the full form; 0: as fast as they
are answered).
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest

from tests.backup.site import Site
from tests.resilience.curator import Curator, employ
from tests.resilience.server import Server, serving

pytestmark = pytest.mark.slow
REQUESTS = int(os.environ.get("SIJIL_SOAK", "2000"))
SECONDS = float(os.environ.get("SIJIL_SOAK_SECONDS", "0"))
CLIENTS = 4
SPARE = 12
"""Descriptors more than any worker had while they grew warm: a leak of one a save or a request would be
hundreds. How many segments of the index are open differs by worker and moment.
"""
WARM = 1500
"""Requests until every worker has read names, words and pages that it keeps."""
WORDS = ("عقد", "إضراب", "غوغل", "أمازون", "العمال", "نيمبوس", "احتجاج", "توقيع", "فصل", "شركة")
Statuses = Counter[object]
"""How often each status came, or which error."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample articles, indexed."""
    made = Site(tmp_path_factory.mktemp("serving") / "data")
    for arguments in (["migrate", "-v0"], ["load_gazetteer"], ["collectstatic", "--noinput", "-v0"]):
        assert made.run(*arguments)[0] == 0
    assert made.run("load_samples")[0] == 0
    assert made.run("check_index", "--repair")[0] == 0
    employ(made)
    return made


def addresses(dice: random.Random) -> str:
    """One of the things that readers do."""
    word = quote(dice.choice(WORDS))
    kinds = (
        f"/search/?q={word}",
        f"/search/?q={word}+{quote(dice.choice(WORDS))}&page={dice.randint(1, 3)}",
        f"/api/v1/articles?q={word}",
        f"/search/export.csv?q={word}",
        f"/search/?view=lines&q={word}",
        f"/suggest/?q={word[:12]}",
        f"/articles/{dice.randint(1, 40)}/",
        "/",
        "/timeline/",
        "/companies/google/",
        "/search/feed.atom",
    )
    return dice.choice(kinds)


def read(
    server: Server, count: int, seed: int, found: Statuses, stop: threading.Event, pause: float = 0
) -> None:
    """Ask until `count` is reached or `stop` is set; statuses go to `found`, and lost connections.

    `pause`: seconds from one question to the next, where the answer does not take longer.
    """
    dice, begun = random.Random(seed), time.monotonic()
    for number in range(count):
        if stop.wait(max(0, begun + number * pause - time.monotonic())):
            return
        try:
            found[server.get(addresses(dice), seconds=120)[0]] += 1
        except (OSError, http.client.HTTPException) as error:
            found[repr(error)] += 1


def curate(server: Server, found: Statuses, stop: threading.Event, pause: float) -> None:
    """Save one article after another through the admin until `stop` is set; statuses go to `found`."""
    curator, number = Curator(server), 0
    while not stop.wait(pause):
        number += 1
        found[curator.save(number % 10 + 1, f"كاتب {number}")] += 1


def ask(
    server: Server, count: int, seed: int = 0, seconds: float = 0
) -> tuple[Counter[object], Counter[object]]:
    """So many requests by several readers, a curator beside them; how often each got which status."""
    found: list[Statuses] = [Counter() for _ in range(CLIENTS)]
    saved: Statuses = Counter()
    never, done = threading.Event(), threading.Event()
    pause = seconds * CLIENTS / count
    clients = [
        threading.Thread(target=read, args=(server, count // CLIENTS, seed + n, found[n], never, pause))
        for n in range(CLIENTS)
    ]
    curator = threading.Thread(target=curate, args=(server, saved, done, max(0.5, 10 * pause)))
    for client in [*clients, curator]:
        client.start()
    for client in clients:
        client.join()
    done.set()
    curator.join()
    return sum(found, Counter()), saved


def test_a_graceful_reload_loses_no_request(site: Site) -> None:
    with serving(site) as server:
        found, stop = Counter(), threading.Event()
        client = threading.Thread(target=read, args=(server, 10**6, 5, found, stop))
        client.start()
        deadline = time.monotonic() + 240
        for _ in range(2):
            asked = sum(found.values())
            while sum(found.values()) < asked + 30 and time.monotonic() < deadline:
                time.sleep(0.05)
            before = set(server.workers())
            server.process.send_signal(signal.SIGHUP)
            while before & set(server.workers()) and time.monotonic() < deadline:
                time.sleep(0.05)
        stop.set()
        client.join()
        assert not before & set(server.workers()), "every worker is new"
    assert set(found) <= {200, 404}, found
    assert found[200] > 40


def watch(server: Server, most: Counter[int], stop: threading.Event) -> None:
    """Note the most descriptors that each worker holds, until `stop` is set."""
    while not stop.wait(0.2):
        most |= Counter(server.descriptors())


@contextmanager
def watched(server: Server) -> Iterator[Counter[int]]:
    """The most descriptors that each worker holds inside the block: searches open files and close them."""
    most, stop = Counter[int](), threading.Event()
    watcher = threading.Thread(target=watch, args=(server, most, stop))
    watcher.start()
    try:
        yield most
    finally:
        stop.set()
        watcher.join()


def test_memory_and_descriptors_stay_flat(site: Site) -> None:
    with serving(site) as server:
        with watched(server) as before:
            warm, _saved = ask(server, max(WARM, REQUESTS // 4), seed=1)
        memory = server.memory()
        with watched(server) as after:
            found, saved = ask(server, REQUESTS, seed=2, seconds=SECONDS)
        grown = {pid: server.memory()[pid] / memory[pid] for pid in memory}
        assert set(warm | found) <= {200, 404}, (found, server.errors())
        assert set(saved) == {302}, (saved, server.errors())
        assert set(server.workers()) == set(memory), "no worker died"
        assert max(grown.values()) <= 1.10, (grown, memory)
        assert max(after.values()) <= max(before.values()) + SPARE, (before, after)
