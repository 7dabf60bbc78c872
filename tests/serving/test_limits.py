"""429 with Retry-After, in the shape of what was asked; proxies heeded only when configured."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from archive.serving.addresses import networks
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article

ADDRESSES = (
    "/search/",
    "/search/export.csv",
    "/search/feed.atom",
    "/timeline/",
    "/suggest/?q=x",
    "/api/v1/companies",
)


@pytest.fixture(autouse=True)
def limited(index: SijilBackend, settings: LazySettings, data_dir: object) -> None:
    settings.RATE_LIMIT = 3
    settings.TRUSTED_PROXIES = []
    article("عقد", "نص العقد")
    drain()


def statuses(client: Client, address: str, count: int = 4, **headers: str) -> list[int]:
    return [client.get(address, headers=headers).status_code for _ in range(count)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_fourth_of_three_is_refused(client: Client, address: str) -> None:
    assert statuses(client, address) == [200, 200, 200, 429]
    response = client.get(address)
    assert 1 <= int(response.headers["Retry-After"]) <= 120


def test_the_page_says_so_in_the_readers_language(client: Client) -> None:
    statuses(client, "/search/")
    assert "طلبات كثيرة في وقت قصير" in client.get("/search/").content.decode()
    client.cookies["language"] = "en"
    response = client.get("/search/")
    assert "Too many requests" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_the_api_says_so_in_its_own_shape(client: Client) -> None:
    statuses(client, "/api/v1/articles")
    response = client.get("/api/v1/articles")
    assert response.status_code == 429
    assert response.json()["error"]["field"] == "rate"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert client.options("/api/v1/articles").status_code == 204, "a browser's own question costs nothing"


def test_zero_switches_it_off(client: Client, settings: LazySettings) -> None:
    settings.RATE_LIMIT = 0
    assert statuses(client, "/search/", 10) == [200] * 10


def test_other_pages_have_no_limit(client: Client) -> None:
    assert statuses(client, "/", 10) == [200] * 10
    assert statuses(client, "/healthz", 10) == [200] * 10


def test_what_a_stranger_claims_is_not_heeded(client: Client) -> None:
    answers = [statuses(client, "/search/", 1, x_forwarded_for=f"192.0.2.{n}")[0] for n in range(4)]
    assert answers == [200, 200, 200, 429]


def test_behind_a_trusted_proxy_each_reader_has_a_budget(client: Client, settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = networks(["127.0.0.0/8"])
    assert statuses(client, "/search/", 4, x_forwarded_for="192.0.2.1") == [200, 200, 200, 429]
    assert statuses(client, "/search/", 1, x_forwarded_for="192.0.2.2") == [200]
    assert statuses(client, "/search/", 1, x_forwarded_for="203.0.113.9, 192.0.2.1") == [429]


def test_a_large_export_costs_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.exports.ROWS_A_REQUEST", 1)
    article("عقد ثان", "نص")
    drain()
    assert statuses(client, "/search/export.csv", 2) == [200, 429]


def test_https_is_believed_from_trusted_proxies_only(client: Client, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 301
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    assert client.get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 200
    assert client.get("/", headers={"X-Forwarded-Proto": "http"}).status_code == 301


def test_a_full_disk_lets_readers_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.serving.budgets.Budgets.spend", full)
    assert statuses(client, "/search/", 5) == [200] * 5
