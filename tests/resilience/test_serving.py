"""gunicorn under real requests: a graceful reload loses none, and hours of work cost no memory.

SIJIL_SOAK requests in the soak (200,000 in the full form).
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.backup.site import Site
from tests.resilience.server import Server, serving

pytestmark = pytest.mark.slow
REQUESTS = int(os.environ.get("SIJIL_SOAK", "2000"))
CLIENTS = 4
WARM = 1500
"""Requests until every worker has read names, words and pages that it keeps."""
WORDS = ("عقد", "إضراب", "غوغل", "أمازون", "العمال", "نيمبوس", "احتجاج", "توقيع", "فصل", "شركة")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The sample articles, indexed."""
    made = Site(tmp_path_factory.mktemp("serving") / "data")
    for arguments in (["migrate", "-v0"], ["load_gazetteer"], ["collectstatic", "--noinput", "-v0"]):
        assert made.run(*arguments)[0] == 0
    assert made.run("load_samples")[0] == 0
    assert made.run("check_index", "--repair")[0] == 0
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


def read(server: Server, count: int, seed: int, found: Counter[object], stop: threading.Event) -> None:
    """Ask until `count` is reached or `stop` is set; statuses go to `found`, and lost connections."""
    dice = random.Random(seed)
    for _ in range(count):
        if stop.is_set():
            return
        try:
            found[server.get(addresses(dice), seconds=120)[0]] += 1
        except (OSError, http.client.HTTPException) as error:
            found[repr(error)] += 1


def ask(server: Server, count: int, seed: int = 0) -> Counter[object]:
    """So many requests by several clients at once; how often each status came."""
    found: list[Counter[object]] = [Counter() for _ in range(CLIENTS)]
    never = threading.Event()
    clients = [
        threading.Thread(target=read, args=(server, count // CLIENTS, seed + n, found[n], never))
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(found, Counter())


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


def test_memory_and_descriptors_stay_flat(site: Site) -> None:
    with serving(site) as server:
        warm = ask(server, max(WARM, REQUESTS // 4), seed=1)
        memory, descriptors = server.memory(), server.descriptors()
        found = ask(server, REQUESTS, seed=2)
        grown = {pid: server.memory()[pid] / memory[pid] for pid in memory}
        assert set(warm | found) <= {200, 404}, found
        assert set(server.workers()) == set(memory), "no worker died"
        assert max(grown.values()) <= 1.10, (grown, memory)
        now = server.descriptors()
        assert all(now[pid] <= descriptors[pid] + 4 for pid in descriptors), (descriptors, now)
