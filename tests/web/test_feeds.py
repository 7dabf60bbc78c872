"""The Atom feed of a search, and how pages point at it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Article
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, company

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def archive(index: SijilBackend) -> None:
    company("google", name_ar="غوغل")
    article("الأول", "نص العقد", companies=["google"], publisher="صحيفة", published_on=date(2020, 1, 1))
    article(
        "الثاني & <b>", "نص العقد", campaigns=["nimbus"], published_on=date(2024, 5, 1), precision="month"
    )
    article("بلا تاريخ", "نص آخر", companies=["google"])
    drain()


def feed(client: Client, query: str = "") -> ElementTree.Element:
    response = client.get(f"/search/feed.atom?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(root: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_newest_first_and_undated_last(client: Client) -> None:
    assert titles(feed(client)) == ["الثاني & <b>", "الأول", "بلا تاريخ"]
    assert titles(feed(client, "sort=oldest&page=3")) == ["الثاني & <b>", "الأول", "بلا تاريخ"]


def test_it_is_the_search_it_says(client: Client) -> None:
    root = feed(client, "company=google&q=%D8%B9%D9%82%D8%AF")
    assert titles(root) == ["الأول"]
    assert root.findtext(f"{ATOM}title") == "سِجِلّ: عقد، غوغل"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == root.findtext(f"{ATOM}id")
    assert links["self"] == "http://testserver/search/feed.atom?q=%D8%B9%D9%82%D8%AF&company=google"
    assert links["alternate"] == "http://testserver/search/?q=%D8%B9%D9%82%D8%AF&company=google"


def test_what_the_standard_demands_of_entries(client: Client) -> None:
    root = feed(client)
    for entry in root.iter(f"{ATOM}entry"):
        address = entry.findtext(f"{ATOM}id") or ""
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
        assert (entry.findtext(f"{ATOM}updated") or "").endswith("Z")
        assert entry.findtext(f"{ATOM}summary")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "سِجِلّ"
    latest = max(root.iter(f"{ATOM}entry"), key=lambda entry: entry.findtext(f"{ATOM}updated") or "")
    assert root.findtext(f"{ATOM}updated") == latest.findtext(f"{ATOM}updated")


def test_a_date_known_by_month_is_not_given_as_a_moment(client: Client) -> None:
    published = [entry.findtext(f"{ATOM}published") for entry in feed(client).iter(f"{ATOM}entry")]
    assert published == [None, "2020-01-01T00:00:00Z", None]


def test_readers_ask_again_cheaply(client: Client) -> None:
    first = client.get("/search/feed.atom")
    unchanged = client.get("/search/feed.atom", headers={"If-None-Match": first["ETag"]})
    assert unchanged.status_code == 304
    Article.objects.filter(title="الأول").update(updated_at=timezone.now() + timedelta(hours=1))
    assert client.get("/search/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/search/?q=%D8%B9%D9%82%D8%AF&page=1&sort=oldest", "/search/feed.atom?q=%D8%B9%D9%82%D8%AF"),
        ("/search/", "/search/feed.atom"),
        ("/companies/google/", "/search/feed.atom?company=google"),
        ("/campaigns/nimbus/", "/search/feed.atom?campaign=nimbus"),
        ("/publishers/صحيفة/", "/search/feed.atom?publisher=%D8%B5%D8%AD%D9%8A%D9%81%D8%A9"),
    ],
)
def test_pages_point_at_their_feed(client: Client, page: str, address: str) -> None:
    html = client.get(page).content.decode()
    assert 'type="application/atom+xml"' in html
    assert f'href="{address}">' in html
    assert client.get(address).status_code == 200


def test_an_empty_feed_is_still_a_feed(client: Client) -> None:
    root = feed(client, "company=none-such")
    assert titles(root) == []
    assert root.findtext(f"{ATOM}updated")
