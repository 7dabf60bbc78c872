"""OpenSearch in the large: a node lost under load, a cluster lost and found, deep pages, commands."""

from __future__ import annotations

import io
import json
import re
import ssl
import subprocess
import time
import uuid
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.core.management import call_command
from django.test import Client

from archive.models import Article
from search import known_words
from search.analysis import analyzer
from search.backends.opensearch import OpenSearchBackend
from search.documents import text_document
from search.drain import drain
from search.plan import Everything, Phrase, Plan, Term
from tests.conftest import connection_to
from tests.factory import article
from tests.nodes import NODES, LocalCluster
from tests.resilience.drift import drift
from tests.resilience.hostile_server import HostileServer, says, waits
from tests.resilience.site import MARKERS, Readers, Site

pytestmark = [pytest.mark.opensearch, pytest.mark.django_db]
NOTICE = "فهرس البحث غير متاح الآن"


@pytest.fixture
def engine(cluster: LocalCluster, request: pytest.FixtureRequest) -> Iterator[OpenSearchBackend]:
    """A backend with an index of its own; its settings are the test's parameters."""
    changes = getattr(request, "param", {})
    address = f"opensearch://{','.join(cluster.hosts)}/{uuid.uuid4().hex}"
    made = OpenSearchBackend("default", **connection_to(address, **changes))
    with made.rebuilding():
        pass
    yield made
    for index in made.indexes.all():
        made.indexes.drop(index)


def fill(engine: OpenSearchBackend, count: int) -> None:
    documents = [text_document(pk, "خبر", f"إضراب رقم {pk % 7}", analyzer()) for pk in range(1, count + 1)]
    engine.write(documents, [])


@pytest.mark.parametrize("engine", [{}, {"SIJIL_OPENSEARCH_SHARDS": "3"}], indirect=True)
def test_everything_beyond_ten_thousand_is_reached(engine: OpenSearchBackend) -> None:
    fill(engine, 10_250)
    everything = engine.execute(Plan(Term("text", "اضراب"), limit=None))
    assert everything.total == 10_250
    # All but the length of the number are equal, so ids decide.
    assert sorted(everything.ids) == list(range(1, 10_251))
    page = engine.execute(Plan(Term("text", "اضراب"), offset=10_100, limit=50, facets=False))
    assert page.ids == everything.ids[10_100:10_150]
    assert page.scores == everything.scores[10_100:10_150]
    assert engine.execute(Plan(Everything(), offset=20_000, limit=50)).ids == ()
    assert len(dict(engine.stored_hashes())) == 10_250


@pytest.mark.parametrize("engine", [{"SIJIL_OPENSEARCH_SHARDS": "3"}], indirect=True)
def test_scores_do_not_depend_on_the_shard(engine: OpenSearchBackend) -> None:
    engine.write([text_document(pk, "خبر", "إضراب عمال المصنع", analyzer()) for pk in range(1, 40)], [])
    for node in (Term("text", "اضراب"), Phrase("text", (("اضراب",), ("عمال",)))):
        found = engine.execute(Plan(node, limit=None, facets=False))
        assert found.ids == tuple(range(1, 40))
        assert len(set(found.scores)) == 1


def test_words_are_listed_for_spelling(engine: OpenSearchBackend) -> None:
    fill(engine, 14)
    assert dict(engine.vocabulary())["اضراب"] == 14
    assert engine.counts([Term("text", "اضراب"), Term("text", "2"), Term("text", "غائب")]) == [14, 2, 0]


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_a_misspelled_word_is_corrected(index: OpenSearchBackend, client: Client) -> None:
    for number in range(4):
        article(f"خبر {number}", "اعتصام الموظفين أمام المقر")
    drain()
    known_words.forget()
    known_words.index_words(index)
    time.sleep(1)
    page = client.get("/search/", {"q": "اعتضام"})
    assert "اعتصام" in str(page.context["results"].suggestion)


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_haystacks_commands_and_ours(index: OpenSearchBackend) -> None:
    for number in range(5):
        article(f"خبر {number}", "إضراب")
    call_command("update_index", verbosity=0)
    assert drift() == {}
    call_command("clear_index", interactive=False, verbosity=0)
    assert len(drift()) == 5
    with pytest.raises(SystemExit):
        call_command("check_index", stdout=io.StringIO())
    call_command("rebuild_index", interactive=False, verbosity=0)
    assert drift() == {}
    index.write([], [Article.objects.earliest("pk").pk])
    call_command("check_index", repair=True, stdout=io.StringIO())
    assert drift() == {}


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_a_trial_leaves_nothing_behind(index: OpenSearchBackend, tmp_path: Path) -> None:
    with OpenSearchBackend.temporary(tmp_path) as trial, trial.rebuilding():
        trial.write([text_document(1, "خبر", "إضراب", analyzer())], [])
    assert trial.indexes.name != index.indexes.name
    assert trial.absent()
    assert not index.absent()


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_related_articles_are_found(index: OpenSearchBackend, client: Client) -> None:
    body = "وقف عمال المستودعات أمام المقر يطالبون بتعديل العقود ورفع الأجور وتحسين ظروف السلامة المهنية"
    first, second = article("أول", body), article("ثان", f"{body} وقال متحدث باسمهم إن الإضراب مستمر")
    for number in range(6):
        article(f"آخر {number}", "نتائج المباريات وأحوال الطقس غدا")
    drain()
    assert second.title in client.get(f"/articles/{first.pk}/").content.decode()


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_an_index_of_another_version_is_not_used_but_replaced(
    index: OpenSearchBackend, client: Client
) -> None:
    article("إضراب")
    drain()
    live = index.indexes.live().name
    cluster = index.indexes.cluster
    cluster.ask("PUT", f"/{live}/_mapping", {"_meta": {"engine": "opensearch", "schema": -1}})
    index.indexes.live(anew=False)
    time.sleep(1.1)
    assert NOTICE in client.get("/search/", {"q": "إضراب"}).content.decode()
    assert "rebuild_index" in client.get("/healthz").json()["index"]
    call_command("rebuild_index", interactive=False, verbosity=0)
    assert NOTICE not in client.get("/search/", {"q": "إضراب"}).content.decode()
    assert client.get("/healthz").json()["status"] == "ok"
    assert list(index.indexes.all().values()) == [True]


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_a_deleted_index_is_noticed_at_once_and_rebuilt(index: OpenSearchBackend, client: Client) -> None:
    article("إضراب")
    drain()
    client.get("/search/", {"q": "إضراب"})
    index.indexes.cluster.ask("DELETE", f"/{index.indexes.live().name}")
    assert NOTICE in client.get("/search/", {"q": "إضراب"}).content.decode()
    call_command("check_index", repair=True, stdout=io.StringIO(), verbosity=0)
    assert drift() == {}


@pytest.mark.parametrize("index", ["opensearch"], indirect=True)
def test_the_site_finds_its_cluster_again_by_itself(
    index: OpenSearchBackend, client: Client, cluster: LocalCluster
) -> None:
    article("إضراب")
    drain()
    server = HostileServer(behind=cluster.hosts[0])
    try:
        through = OpenSearchBackend(
            "default", **connection_to(f"opensearch://{server.host}/{index.indexes.name}")
        )
        wanted = Plan(Term("text", "اضراب"))
        assert through.execute(wanted).total == 1
        server.behaviour = says("500 Internal Server Error", b"<html>", "text/html")
        assert through.problem()
        server.behaviour = None
        deadline = time.monotonic() + 3
        while through.problem():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert through.execute(wanted).total == 1
    finally:
        server.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 that vouches for itself, with its key in one file."""
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    made.write_text(made.read_text() + key.read_text())
    return made


def test_passwords_travel_encrypted_to_whom_we_know(
    engine: OpenSearchBackend, cluster: LocalCluster, certificate: Path
) -> None:
    fill(engine, 3)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server = HostileServer(behind=cluster.hosts[0], tls=tls)
    try:
        address = f"opensearch+https://{server.host}/{engine.indexes.name}"
        signed_in = {"SIJIL_OPENSEARCH_USER": "سجل", "SIJIL_OPENSEARCH_PASSWORD": "افتح يا سمسم"}
        known = connection_to(address, SIJIL_OPENSEARCH_CA=str(certificate), **signed_in)
        assert OpenSearchBackend("default", **known).execute(Plan(Everything())).total == 3
        [sent] = re.findall(r"(?i)authorization: Basic (\S+)", server.heads[-1])
        assert b64decode(sent).decode() == "سجل:افتح يا سمسم"
        server.heads.clear()
        stranger = OpenSearchBackend("default", **connection_to(address, **signed_in))
        assert "SSL" in stranger.problem()
        assert not server.heads
    finally:
        server.stop()


def test_one_hanging_host_is_passed_over(engine: OpenSearchBackend, cluster: LocalCluster) -> None:
    fill(engine, 3)
    server = HostileServer(waits(60))
    try:
        address = f"opensearch://{server.host},{cluster.hosts[0]}/{engine.indexes.name}"
        made = OpenSearchBackend("default", **connection_to(address, SIJIL_OPENSEARCH_TIMEOUT_MS="700"))
        answered = 0
        for _ in range(60):
            answered += not made.problem()
            time.sleep(0.05)
        assert answered > 30
    finally:
        server.stop()


def primary_of(cluster: LocalCluster, alias: str) -> int:
    """The number of the node that holds the primary shard of an index."""

    def get(path: str) -> object:
        with urlopen(f"http://{cluster.hosts[0]}{path}", timeout=10) as answer:
            return json.load(answer)

    [shard] = [row for row in get(f"/_cat/shards/{alias}?format=json&h=prirep,id") if row["prirep"] == "p"]
    node = get("/_nodes/http")["nodes"][shard["id"]]
    return cluster.hosts.index(node["http"]["publish_address"])


def test_a_node_dies_while_people_search_and_write(cluster: LocalCluster, tmp_path: Path) -> None:
    name = uuid.uuid4().hex
    site = Site(
        tmp_path,
        SEARCH_URL=f"opensearch://{','.join(cluster.hosts)}/{name}",
        SIJIL_OPENSEARCH_TIMEOUT_MS="2000",
    )
    try:
        site.open(workers=2)
        readers = Readers(site, 2)
        writer = site.writer(seed=1, count=40, pause=0.2)
        time.sleep(3)
        cluster.kill(primary_of(cluster, name))
        left = int(writer.communicate(timeout=120)[0])
        site.settles(90)
        readers.stop()
        assert set(readers.statuses) == {200}
        assert readers.statuses[200] > 40
        assert set(readers.totals) == {MARKERS}
        status, body = site.get("/api/v1/articles?company=amazon")
        assert (status, json.loads(body)["count"]) == (200, left)
        assert json.loads(site.get("/healthz")[1])["index"] == "ok"
    finally:
        site.close()
        for number, process in enumerate(cluster.processes):
            if process is None:
                cluster.start_node(number)
        cluster.wait_for(NODES)
