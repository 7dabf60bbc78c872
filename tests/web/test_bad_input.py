"""What nobody should send: a page that helps, with the right status, never an error of the server."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client

from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article

LONG = 100_000
LONG_VALUES = ("7" * LONG, quote("سطر " * (LONG // 7)))
SEARCHES = ("/search/", "/search/export.csv", "/search/export.json", "/search/feed.atom", "/api/v1/articles")
NAMES = (
    "q",
    "company",
    "campaign",
    "publisher",
    "from",
    "to",
    "date",
    "sort",
    "match",
    "view",
    "by",
    "words",
    "names",
    "collapse",
    "page",
    "page_size",
    "part",
    "unheard",
)


@pytest.fixture(autouse=True)
def archive(index: SijilBackend) -> None:
    article("عقد", "نص العقد", companies=["google"], publisher="صحيفة", published_on=date(2024, 5, 1))
    article("آخر", "بلا تاريخ")
    drain()


def get(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/companies/none-such/",
        "/campaigns/none-such/",
        "/publishers/لا-أحد/",
        "/publishers/none-such/",
        "/articles/999999/",
        "/articles/99999999999999999999999/",
        "/articles/0/",
        "/articles/999999/original/",
        "/articles/1/cite.doc",
        "/articles/999999/cite.bib",
        "/sitemap-99.xml",
        "/sitemap-99999999999999999999.xml",
        "/search/export.doc",
        "/search/?page=99999",
        "/search/?q=عقد&view=lines&page=99999",
        "/search/?q=عقد&view=lines&part=99999",
        "/%00",
        "/companies/%00/",
        "/%FF%FE",
        "/none-such/",
    ],
)
def test_what_is_not_there_is_a_404_that_offers_the_search(client: Client, address: str) -> None:
    status, html = get(client, address)
    assert status == 404
    assert "search-box" in html
    assert "<h1" in html


@pytest.mark.parametrize("address", SEARCHES)
@pytest.mark.parametrize("name", NAMES)
def test_parameters_of_100_kilobytes(client: Client, address: str, name: str) -> None:
    for value in LONG_VALUES:
        status, text = get(client, f"{address}?{name}={value}")
        assert status in (200, 400, 404)
        assert len(text) < 250_000


@pytest.mark.parametrize("address", [*SEARCHES, "/timeline/", "/language/", "/companies/google/"])
def test_ten_thousand_repeated_parameters_are_too_many_or_bounded(client: Client, address: str) -> None:
    for name in ("company", "from", "page"):
        status, _text = get(client, f"{address}?" + "&".join(f"{name}=v{number}" for number in range(10_000)))
        assert status in (200, 302, 400, 404)


@pytest.mark.parametrize(
    "value", ["2024-13", "2024-02-30", "0000", "99999", "yesterday", "2024-5-1-1", "-1", "٢٠٢٤-١٣"]
)
def test_dates_that_do_not_exist(client: Client, value: str) -> None:
    status, html = get(client, f"/search/?from={value}")
    assert status == 200
    assert 'class="notice"' in html
    for address in SEARCHES[1:]:
        assert get(client, f"{address}?to={value}")[0] == 400
    assert get(client, f"/timeline/?company=google&from={value}&to={value}")[0] in (200, 400)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("sort=best", {"عقد", "آخر"}),
        ("sort=newest&sort=oldest", {"عقد", "آخر"}),
        ("q=x&q=عقد", {"عقد"}),
        ("page=0", {"عقد", "آخر"}),
        ("page=-1", {"عقد", "آخر"}),
        ("page=1e3", {"عقد", "آخر"}),
        ("page_size=1000000", {"عقد", "آخر"}),
        ("from=2024-05&from=2024-99", {"عقد", "آخر"}),
        ("from=2025&to=2024", set()),
        ("from=2024&date=none", set()),
        ("company=google&company=google", {"عقد"}),
        ("company=google&company=none-such", {"عقد"}),
        ("company=none-such", set()),
        ("view=lines&view=list", {"عقد", "آخر"}),
        ("q=%FF%FE", {"عقد", "آخر"}),
        ("q=%00", {"عقد", "آخر"}),
        ("q=((((((", {"عقد", "آخر"}),
        ('q="', {"عقد", "آخر"}),
    ],
)
def test_contradictions_give_the_nearest_sensible_results(
    client: Client, query: str, titles: set[str]
) -> None:
    status, html = get(client, f"/search/?{query}")
    assert status == 200
    text = html.replace("<mark>", "").replace("</mark>", "")
    shown = {title for title in ("عقد", "آخر") if f">{title}<" in text}
    assert shown == titles


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize(
    "address", ["/", "/search/", "/search/export.csv", "/search/feed.atom", "/articles/1/"]
)
def test_pages_are_only_read(client: Client, method: str, address: str) -> None:
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("address", SEARCHES[:-1])
def test_head_is_answered_like_get(client: Client, address: str) -> None:
    response = client.head(address)
    assert response.status_code == 200
    assert response["Content-Type"] == client.get(address)["Content-Type"]
