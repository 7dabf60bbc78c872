"""/metrics: what was counted, over all workers, for the machine and for those who know the token."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.serving import records
from archive.serving.addresses import networks
from archive.serving.counters import Counters
from archive.serving.logs import JsonFormatter, TextFormatter, accepted, request_id
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article

LINE = re.compile(
    r"^(# (HELP|TYPE) sijil_\w+ .+|sijil_\w+(\{\w+=\"[^\"]*\"(,\w+=\"[^\"]*\")*\})? [0-9.e+-]+)$"
)


@pytest.fixture(autouse=True)
def archive(index: SijilBackend, data_dir: Path) -> None:
    article("عقد", "نص العقد")
    article("مقترح", status="proposed")
    drain()
    article("لم يفهرس بعد")


def values(client: Client) -> dict[str, float]:
    text = client.get("/metrics").content.decode()
    assert all(LINE.match(line) for line in text.splitlines()), text
    rows = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in rows}


def test_requests_and_search_latency(client: Client) -> None:
    for address in ("/search/?q=عقد", "/search/", "/search/?page=99", "/", "/nowhere/", "/api/v1/companies"):
        client.get(address)
    found = values(client)
    assert found['sijil_requests_total{kind="search",status="2xx"}'] == 2
    assert found['sijil_requests_total{kind="search",status="4xx"}'] == 1
    assert found['sijil_requests_total{kind="api",status="2xx"}'] == 1
    assert found["sijil_search_seconds_count"] == found['sijil_search_seconds_bucket{le="+Inf"}'] == 3
    assert found["sijil_search_seconds_sum"] > 0


def test_what_the_archive_holds(client: Client) -> None:
    found = values(client)
    assert found['sijil_articles{status="published"}'] == 2
    assert found['sijil_articles{status="proposed"}'] == 1
    assert found["sijil_queue"] == 1
    assert found["sijil_captures"] == 0
    assert found["sijil_index_up"] == found["sijil_database_up"] == 1


def test_the_last_backup_and_verification(client: Client) -> None:
    assert "sijil_last_backup_timestamp_seconds" not in values(client)
    records.note("backup", folder="x")
    records.note("verification", faults=2)
    found = values(client)
    assert found["sijil_last_backup_timestamp_seconds"] > 1_700_000_000
    assert found["sijil_last_verification_faults"] == 2


def test_a_damaged_record_is_no_record(data_dir: Path) -> None:
    records.note("backup", folder="x")
    (data_dir / "records" / "backup.json").write_text('{"at": 5', encoding="utf-8")
    assert records.last("backup") is None


def test_only_from_this_machine_or_with_the_token(client: Client, settings: LazySettings) -> None:
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 403
    assert (
        client.get("/metrics", headers={"Authorization": "Bearer "}, REMOTE_ADDR="192.0.2.1").status_code
        == 403
    )
    settings.METRICS_TOKEN = "long and secret"
    for token, status in (("long and secret", 200), ("wrong", 403), ("", 403)):
        given = {"Authorization": f"Bearer {token}"}
        assert client.get("/metrics", headers=given, REMOTE_ADDR="192.0.2.1").status_code == status


def test_counters_begin_anew_when_their_names_change(tmp_path: Path) -> None:
    counters = Counters(tmp_path / "counters")
    counters.count("page", 200, 0.1)
    counters.file.path.write_bytes(b"another" * 100)
    assert sum(Counters(tmp_path / "counters").read()[0].values()) == 0


def test_each_answer_has_an_id_which_a_trusted_proxy_may_give(client: Client, settings: LazySettings) -> None:
    first, second = (client.get("/").headers["X-Request-ID"] for _ in range(2))
    assert first != second
    given = {"X-Request-ID": "from-the-proxy-1"}
    assert client.get("/", headers=given).headers["X-Request-ID"] != "from-the-proxy-1"
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    assert client.get("/", headers=given).headers["X-Request-ID"] == "from-the-proxy-1"
    assert accepted("x\r\nSet-Cookie: a") != "x\r\nSet-Cookie: a"


def test_logs_hold_no_address_and_no_query(
    client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_REQUESTS = True
    with caplog.at_level(logging.INFO):
        client.get("/search/", {"q": "سر_القارئ"}, REMOTE_ADDR="192.0.2.77")
        client.get("/nowhere/", {"q": "سر_القارئ"}, REMOTE_ADDR="192.0.2.77")
    lines = [JsonFormatter().format(record) for record in caplog.records]
    fields = [json.loads(line) for line in lines if json.loads(line)["logger"] == "archive.requests"]
    assert [(one["route"], one["status"]) for one in fields] == [("search", 200), ("", 404)]
    assert not [line for line in lines if "192.0.2.77" in line or "القارئ" in line]


def test_a_line_is_json_with_the_requests_id_and_without_queries() -> None:
    record = logging.LogRecord("a", logging.ERROR, "f", 1, "failed: %s", ("/search/?q=سر&x=1",), None)
    token = request_id.set("0123456789")
    line = json.loads(JsonFormatter().format(record))
    text = TextFormatter().format(record)
    request_id.reset(token)
    assert line["message"] == "failed: /search/?…"
    assert line["request"] == "0123456789"
    assert text == "ERROR a: failed: /search/?… [0123456789]"
    assert "request" not in json.loads(JsonFormatter().format(record))
