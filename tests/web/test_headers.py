"""Headers of every address, refused and broken ones included; tokens on every POST; readers left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article

FORBIDDEN = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https:")
SOME = {
    "pk": "1",
    "slug": "google",
    "form": "csv",
    "part": "0",
    "path": "x",
    "object_id": "1",
    "app_label": "archive",
    "model_name": "article",
    "content_type_id": "1",
    "url": "x",
}
REST = (
    "/nowhere/",
    "/articles/99/",
    "/search/?page=99",
    "/search/export.xyz",
    "/api/v1/articles?sort=x",
    "/static/x.css",
)

_TAGS = "script|img|iframe|source|video|audio|embed|object|use"
_RELATIONS = "stylesheet|preload|icon|preconnect|dns-prefetch|prefetch|modulepreload"
FETCHED = re.compile(
    rf"""<(?:{_TAGS})\b[^>]*?(?:src|data|href)=["']?(?:https?:)?//"""
    rf"""|<link\b(?=[^>]*rel=["'](?:{_RELATIONS}))[^>]*href=["'](?:https?:)?//"""
    r"""|@import|url\(["']?(?:https?:)?//"""
)


def addresses() -> Iterator[str]:
    """One address for each pattern of the site, every kind of argument filled with something."""

    def below(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            route = str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from below(pattern.url_patterns, before + route)
            elif isinstance(pattern, URLPattern):
                yield before + route

    for route in below(get_resolver().url_patterns, "/"):
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: SOME.get(m[1], "1"), route)
        if "(?P" in filled or filled.startswith("/^"):
            groups = r"\^|\$|\(\?P<(\w+)>[^)]*\)"
            filled = re.sub(groups, lambda m: SOME.get(m[1], "1") if m[1] else "", filled)
        yield filled.replace("\\Z", "").replace("\\.", ".")


ADDRESSES = [*dict.fromkeys(addresses()), *REST]


def boom(*_args: Any, **_kwargs: Any) -> str:
    raise RuntimeError("broken on purpose")


@pytest.fixture
def site(index: SijilBackend, settings: LazySettings) -> None:
    """One article, and a deployment as the operator is told to make it."""
    article("عقد", "نص العقد", companies=["google"], publisher="صحيفة")
    drain()
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600 * 24 * 365
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


def assert_headers(response: Any, address: str) -> None:
    said = response.headers
    policy = said["Content-Security-Policy"]
    assert "default-src 'none'" in policy, address
    assert "frame-ancestors 'none'" in policy, address
    assert "base-uri 'none'" in policy, address
    assert not set(FORBIDDEN) & set(re.split(r"[\s;']+", policy)), policy
    assert said["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload", address
    assert said["X-Content-Type-Options"] == "nosniff", address
    assert said["Referrer-Policy"] == "same-origin", address
    assert "camera=()" in said["Permissions-Policy"], address
    assert said["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert said["X-Frame-Options"] == "DENY", address
    assert said["X-Request-ID"], address


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("who", ["reader", "administrator"])
def test_every_address_carries_every_header(client: Client, who: str) -> None:
    if who == "administrator":
        client.force_login(get_user_model().objects.create_superuser("a", "a@example.org", "p"))
    statuses = set()
    for address in ADDRESSES:
        response = client.get(address, secure=True)
        statuses.add(response.status_code)
        assert response.status_code < 500, address
        assert_headers(response, address)
    assert {200, 302, 400, 404} <= statuses
    assert len(ADDRESSES) > 50


@pytest.mark.usefixtures("site")
def test_a_broken_page_a_refused_one_and_a_redirect_carry_them_too(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("django.shortcuts.loader.render_to_string", boom)
        response = client.get("/about/", secure=True)
    assert response.status_code == 500
    assert_headers(response, "500")
    response = client.get("/about/", secure=True, headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert_headers(response, "400")
    settings.RATE_LIMIT = 1
    statuses = [client.get("/search/", secure=True) for _ in range(2)]
    assert statuses[1].status_code == 429
    assert_headers(statuses[1], "429")
    redirect = client.get("/about/")
    assert redirect.status_code == 301
    assert redirect.headers["Location"].startswith("https://")


@pytest.mark.usefixtures("site")
def test_no_post_without_its_token() -> None:
    """Every address of the site, signed in with every right: 403, or no POST there at all."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create_superuser("a", "a@example.org", "p"))
    answers = {address: client.post(address, {"a": "b"}, secure=True).status_code for address in ADDRESSES}
    assert set(answers.values()) <= {403, 404, 405}, answers
    assert [address for address in answers if answers[address] == 403]
    assert all(status == 405 for address, status in answers.items() if address.startswith("/api/v1/a"))


@pytest.mark.usefixtures("site")
def test_readers_get_no_cookie_but_the_language_they_chose(client: Client) -> None:
    for address in ADDRESSES:
        if not address.startswith("/admin/"):
            response = client.get(address, secure=True)
            assert not (response.cookies.keys() - {"language"}), address
            assert ("language" in response.cookies) == address.startswith("/language/"), address
    cookie = client.get("/language/?to=en", secure=True).cookies["language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.usefixtures("site")
def test_the_cookies_of_people_signed_in(client: Client, settings: LazySettings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    get_user_model().objects.create_superuser("a", "a@example.org", "long-enough")
    page = client.get("/admin/login/", secure=True)
    answer = client.post("/admin/login/", {"username": "a", "password": "long-enough"}, secure=True)
    for cookie in (page.cookies["csrftoken"], answer.cookies["sessionid"]):
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.usefixtures("site")
def test_no_page_asks_another_host_for_anything(client: Client) -> None:
    """Whatever a browser fetches by itself comes from the site; links are the reader's to follow."""
    for address in ADDRESSES:
        response = client.get(address, secure=True)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            assert not FETCHED.search(response.content.decode()), address


def test_the_settings_of_a_deployment_raise_no_warning() -> None:
    """`check --deploy` is silent: run by `make check` on a deployment's own settings; here on its checks."""
    from django.core import checks

    warned = {found.id for found in checks.run_checks(include_deployment_checks=True)}
    # The tests run without HTTPS and with a short key; these are what a deployment has.
    assert warned <= {"security.W004", "security.W008", "security.W009", "security.W012", "security.W016"}
