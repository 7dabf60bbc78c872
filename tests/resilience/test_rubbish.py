"""OpenSearch unreachable, slow, or answering rubbish: the database answers, in time, and the page says so."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils.module_loading import import_string
from haystack import connections

from archive.models import Article, Outbox
from search.ask import backend
from search.backends import opensearch_bulk, opensearch_cluster, opensearch_indexes
from search.backends.base import IndexUnavailable
from search.backends.registry import ENGINES
from search.drain import after_commit
from search.search_indexes import document
from tests.conftest import connection_to
from tests.factory import article
from tests.resilience.hostile_server import Answer, Behaviour, HostileServer, says, sends
from tests.resilience.rubbish import BEHAVIOURS, mappings, then

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db
NOTICE = "فهرس البحث غير متاح الآن"
SECONDS = 1.0
TRIES = 4


def use(monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper, host: str) -> None:
    """Make a cluster there the site's, with the time that a page has by default."""
    connections["default"]  # the site's own, made with its own settings: it is put back afterwards
    address = f"opensearch://{host}/sijil"
    settings.HAYSTACK_CONNECTIONS = {"default": connection_to(address, SIJIL_OPENSEARCH_TIMEOUT_MS="")}
    engine = import_string(ENGINES["opensearch"])("default")
    monkeypatch.setitem(connections.thread_local.connections, "default", engine)


@pytest.fixture
def server() -> Iterator[HostileServer]:
    made = HostileServer(sends())
    yield made
    made.stop()


@pytest.fixture
def client_of(
    db: None, server: HostileServer, monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper
) -> Client:
    """A reader of a site of ten articles whose cluster is the hostile server; templates are compiled."""
    for number in range(10):
        article(f"إضراب رقم {number}", "نظم العمال إضرابا أمام المقر", companies=["google"])
    client = Client()
    use(monkeypatch, settings, "127.0.0.1:1")
    assert NOTICE in client.get("/search/", {"q": "إضراب"}).content.decode()
    use(monkeypatch, settings, server.host)
    return client


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_the_database_answers_in_time(
    client_of: Client,
    server: HostileServer,
    behaviour: str,
    monkeypatch: pytest.MonkeyPatch,
    settings: SettingsWrapper,
) -> None:
    server.behaviour = BEHAVIOURS[behaviour]
    spent = []
    # A machine busy with other tests may be late once; a page that waits for the cluster is late every time.
    while not spent or (spent[-1] >= SECONDS and len(spent) < TRIES):
        opensearch_indexes.forget()
        use(monkeypatch, settings, server.host)
        begun = time.perf_counter()
        answer = client_of.get("/search/", {"q": "إضراب"})
        spent.append(time.perf_counter() - begun)
        assert answer.status_code == 200
        assert NOTICE in answer.content.decode()
        assert answer.context["results"].total == 10
    assert min(spent) < SECONDS


def test_a_name_that_is_not_found_in_time_is_not_waited_for(
    client_of: Client, monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper
) -> None:
    over, waited = threading.Event(), []

    def never(*_asked: object, **_options: object) -> list[object]:
        waited.append(over.wait(30))
        return []

    use(monkeypatch, settings, "search.invalid:9200")
    monkeypatch.setattr(socket, "getaddrinfo", never)
    answer = client_of.get("/search/", {"q": "إضراب"})
    assert not waited, "the page was there first"
    over.set()
    assert NOTICE in answer.content.decode()
    with pytest.raises(IndexUnavailable, match="NameResolutionError"):
        backend().stored_hashes().__next__()


@pytest.mark.parametrize("behaviour", ["says nothing", "HTML", "no index", "another schema", "red"])
def test_health_says_so_and_saving_goes_on(client_of: Client, server: HostileServer, behaviour: str) -> None:
    server.behaviour = BEHAVIOURS[behaviour]
    health = client_of.get("/healthz").json()
    assert health["status"] == "degraded"
    assert "search" in health["index"]
    made = article("خبر جديد")
    after_commit()
    assert Outbox.objects.filter(article_id=made.pk).exists(), "to be tried again"
    assert client_of.get(f"/articles/{made.pk}/").status_code == 200
    assert client_of.get("/suggest/", {"q": "إضر"}).status_code == 200


def test_a_cluster_that_failed_is_left_alone_for_a_moment(
    client_of: Client, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = BEHAVIOURS["HTML"]
    monkeypatch.setattr(opensearch_cluster, "LONGEST_REST", 60.0)
    monkeypatch.setattr(opensearch_cluster, "FIRST_REST", 60.0)
    for _ in range(3):
        assert NOTICE in client_of.get("/search/", {"q": "إضراب"}).content.decode()
    assert len(server.heads) == 1


def test_it_is_asked_again_after_that(
    client_of: Client, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = BEHAVIOURS["HTML"]
    monkeypatch.setattr(opensearch_cluster, "LONGEST_REST", 0.0)
    for _ in range(3):
        assert NOTICE in client_of.get("/search/", {"q": "إضراب"}).content.decode()
    assert len(server.heads) >= 3


def test_a_refused_query_does_not_close_the_search_for_others(
    client_of: Client, server: HostileServer
) -> None:
    server.behaviour = BEHAVIOURS["a refused query"]
    with pytest.raises(IndexUnavailable, match="too_many_clauses"):
        backend().stored_hashes().__next__()
    asked: list[str] = []

    def listen(request: str) -> Answer:
        asked.append(request)
        return says("200 OK", {})(request)

    server.behaviour = listen
    client_of.get("/search/", {"q": "إضراب"})
    assert asked


def test_what_a_reader_searched_is_not_logged(
    client_of: Client, server: HostileServer, caplog: pytest.LogCaptureFixture
) -> None:
    reason = {"error": {"type": "parsing_exception", "reason": "near [إضراب]"}, "status": 400}
    server.behaviour = then(says("400 Bad Request", reason))
    client_of.get("/search/", {"q": "إضراب"})
    assert "parsing_exception" in caplog.text
    assert "إضراب" not in caplog.text


def test_every_change_is_looked_at(client_of: Client, server: HostileServer) -> None:
    documents = [document(one) for one in Article.objects.with_tags().order_by("pk")]
    bad, good = {"status": 400, "error": {"type": "mapper_parsing_exception"}}, {"status": 201}
    items = [{"index": {"_id": str(d.id), **(bad if d is documents[3] else good)}} for d in documents]
    written = says("200 OK", {"errors": True, "items": items})
    server.behaviour = lambda request: (
        written(request) if "_bulk" in request else says("200 OK", mappings())(request)
    )
    with pytest.raises(IndexUnavailable, match=f"article {documents[3].id} .mapper_parsing_exception"):
        backend().write(documents, [])


def test_a_busy_cluster_is_asked_again_for_what_it_could_not_do(
    client_of: Client, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_bulk, "PAUSES", (0.01, 0.01))
    documents = [document(one) for one in Article.objects.with_tags().order_by("pk")[:2]]
    busy, good = {"status": 429, "error": {"type": "rejected"}}, {"status": 200}
    first, second = (str(d.id) for d in documents)
    rounds = [
        {"items": [{"index": {"_id": first, **busy}}, {"index": {"_id": second, **good}}]},
        {"items": [{"index": {"_id": first, **good}}]},
    ]
    server.behaviour = lambda request: (
        says("200 OK", rounds.pop(0))(request) if "_bulk" in request else says("200 OK", mappings())(request)
    )
    backend().write(documents, [])
    assert not rounds


def test_a_cluster_that_will_not_look_at_so_much_is_given_less(
    client_of: Client, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_bulk, "PAUSES", (0.01, 0.01))
    documents = [document(one) for one in Article.objects.with_tags().order_by("pk")[:3]]
    sent: list[list[str]] = []

    def takes(most: int) -> Behaviour:
        def answer(request: str) -> Answer:
            if "_bulk" not in request:
                return says("200 OK", mappings())(request)
            ids = re.findall(r'"_id": "(\d+)"', server.body.decode())
            sent.append(ids)
            if len(ids) > most:
                return says("429 Too Many Requests", {"error": {"type": "circuit_breaking"}, "status": 429})(
                    request
                )
            items = [{"index": {"_id": pk, "status": 200}} for pk in ids]
            return says("200 OK", {"items": items})(request)

        return answer

    server.behaviour = takes(1)
    backend().write(documents, [])
    assert {len(ids) for ids in sent} == {3, 2, 1}
    assert {pk for ids in sent if len(ids) == 1 for pk in ids} == {str(one.id) for one in documents}
    server.behaviour = takes(0)
    with pytest.raises(IndexUnavailable, match="429"):
        backend().write(documents, [])
