"""Three hundred script injections in titles, bodies, names, addresses and queries: text in, text out."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import quote

import bibtexparser
import pytest
import rispy
from django.test import Client

from archive.export.record import one_line
from archive.models import Article, Publisher
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, campaign, company
from tests.payloads import PAYLOADS

IN_ONE = 10
"""Payloads in one article: each a paragraph of its body, all together its title."""
OUR_SCRIPT = re.compile(r"/static/js/[a-z]+(\.[0-9a-f]+)?\.js")
DANGEROUS = ("javascript:", "data:text", "vbscript:")
STRANGERS = {"img", "iframe", "object", "embed", "base", "style", "applet", "frame", "math", "template"}


class Scan(HTMLParser):
    """Collects whatever in a page of ours could run or load something foreign."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.json: list[str] = []
        self._in_json = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_json = tag == "script" and values.get("type") == "application/ld+json"
        if tag == "script" and not self._in_json and not OUR_SCRIPT.fullmatch(values.get("src", "")):
            self.found.append(f"script {values}")
        if tag in STRANGERS or (tag == "meta" and "http-equiv" in values):
            self.found.append(tag)
        for name, value in values.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action") and value.strip().lower().startswith((*DANGEROUS, "//")):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._in_json:
            self.json.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_json = False


@pytest.fixture
def archive(index: SijilBackend) -> list[Article]:
    """Thirty articles that carry all payloads, and names that carry some."""
    made = []
    for start in range(0, len(PAYLOADS), IN_ONE):
        payloads = PAYLOADS[start : start + IN_ONE]
        one = article(
            " ".join(payloads),
            "\n".join(one_line(payload) for payload in payloads),
            companies=["google"],
            campaigns=["nimbus"],
            publisher=payloads[1],
            published_on=date(2020, 1, 1),
        )
        one.author, one.source_url = payloads[2], payloads[3]
        one.date_evidence = {"text": payloads[4], "line": 1, "rule": payloads[5]}
        one.save()
        made.append(one)
    named = company("google", *(payload[:200] for payload in PAYLOADS[::15]))
    named.name_ar = named.name_en = named.description_ar = PAYLOADS[0]
    named.save()
    other = campaign("nimbus", *(payload[:200] for payload in PAYLOADS[7::15]))
    other.name_ar = other.name_en = other.description_en = PAYLOADS[6]
    other.save()
    drain()
    return made


def page(client: Client, address: str, *statuses: int, payloads: Iterable[str] = PAYLOADS) -> Scan:
    """A page, scanned; also none of these payloads stands in it as it was given, where that is markup."""
    response = client.get(address)
    assert response.status_code in (statuses or (200,)), address
    html = response.content.decode()
    raw = [payload for payload in payloads if re.search("<[a-z/!]", payload) and payload in html]
    assert raw == []
    scan = Scan(html)
    assert scan.found == [], address
    return scan


def test_there_are_three_hundred_different_ones() -> None:
    assert len(set(PAYLOADS)) == 300


def test_the_scan_sees_what_it_is_for() -> None:
    caught = [payload for payload in PAYLOADS if Scan(f"<p>{payload}</p>").found]
    assert len(caught) > 150
    assert Scan('<a href=" javascript:alert(1)">').found
    assert Scan('<script src="/static/js/sijil.js"></script><p style="x">').found == ["p style"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_articles(client: Client, archive: list[Article], language: str) -> None:
    client.cookies["language"] = language
    for made in archive:
        scan = page(client, f"/articles/{made.pk}/?lines=all")
        (text,) = scan.json
        assert json.loads(text)["headline"] == one_line(made.title)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("language", ["ar", "en"])
def test_lists(client: Client, language: str) -> None:
    client.cookies["language"] = language
    for address in (
        "/",
        "/companies/",
        "/campaigns/",
        "/publishers/",
        "/companies/google/",
        "/campaigns/nimbus/",
        "/timeline/?company=google&campaign=nimbus",
        "/search/?page_size=100",
        "/search/?page_size=100&q=alert&view=lines",
        "/search/?page_size=100&q=alert+script&company=google",
    ):
        page(client, address)
    for publisher in Publisher.objects.all()[::3]:
        page(client, publisher.get_absolute_url())


@pytest.mark.usefixtures("index")
def test_queries(client: Client) -> None:
    article("alert", "<script>alert(1)</script> onmouseover x")
    drain()
    for number, payload in enumerate(PAYLOADS):
        view = "&view=lines" if number % 5 == 0 else ""
        page(client, f"/search/?q={quote(payload)}{view}", payloads=[payload])


@pytest.mark.usefixtures("index")
def test_parameters_and_paths(client: Client) -> None:
    names = ("company", "campaign", "publisher", "from", "to", "date", "sort", "match", "page", "by", "view")
    for number, payload in enumerate(PAYLOADS[::3]):
        page(client, f"/search/?{names[number % len(names)]}={quote(payload)}", payloads=[payload])
    for payload in PAYLOADS[::10]:
        page(client, f"/companies/{quote(payload, safe='')}/", 404)
        page(client, f"/{quote(payload)}", 404)
        page(client, f"/timeline/?company={quote(payload)}&from={quote(payload)}")
        page(client, f"/search/export.csv?from={quote(payload)}", 400)


@pytest.mark.usefixtures("index")
def test_the_way_back_of_the_language_switch(client: Client) -> None:
    for payload in PAYLOADS:
        for back in (payload, f"/search/?q={payload}"):
            address = client.get("/language/", {"to": "en", "next": back}).headers["Location"]
            assert address.startswith("/")
            assert not address.startswith(("//", "/\\"))
            assert "\n" not in address
            assert "<" not in address


def streamed(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]  # synchronous


def titles(archive: list[Article]) -> Iterator[str]:
    for made in archive:
        yield one_line(made.title)


def test_csv_parses_back_and_holds_no_formula(client: Client, archive: list[Article]) -> None:
    rows = list(csv.DictReader(io.StringIO(streamed(client, "/search/export.csv?sort=oldest"), newline="")))
    assert sorted(row["title"].removeprefix("'") for row in rows) == sorted(
        title.removeprefix("'") for title in titles(archive)
    )
    cells = [value for row in rows for value in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_json_parses_back(client: Client, archive: list[Article]) -> None:
    answer = json.loads(streamed(client, "/search/export.json"))
    assert sorted(row["title"] for row in answer["results"]) == sorted(made.title for made in archive)
    assert client.get("/api/v1/articles")["X-Content-Type-Options"] == "nosniff"


def test_ris_parses_back(client: Client, archive: list[Article]) -> None:
    entries = rispy.loads(streamed(client, "/search/export.ris"))
    assert sorted(entry["title"] for entry in entries) == sorted(titles(archive))
    assert {entry["type_of_reference"] for entry in entries} == {"NEWS"}


def test_bibtex_parses_back(client: Client, archive: list[Article]) -> None:
    library = bibtexparser.parse_string(streamed(client, "/search/export.bib"))
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == {f"sijil-{made.pk}" for made in archive}
    known = {"title", "author", "journal", "date", "year", "langid", "url", "note"}
    assert {field.key for entry in library.entries for field in entry.fields} <= known


def test_the_feed_parses_back(client: Client, archive: list[Article]) -> None:
    root = ElementTree.fromstring(client.get("/search/feed.atom?company=google").content)
    atom = "{http://www.w3.org/2005/Atom}"
    shown = [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")]
    assert sorted(map(str, shown)) == sorted(titles(archive))
    for entry in root.iter(f"{atom}entry"):
        assert Scan(entry.findtext(f"{atom}summary") or "").found == []
    links = [link.get("href", "") for link in root.iter(f"{atom}link")]
    assert [link for link in links if not link.startswith("http://testserver/")] == []


@pytest.mark.usefixtures("archive")
def test_the_map_parses_back(client: Client) -> None:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [element.text or "" for element in root.iter() if element.tag.endswith("loc")]
    assert len(places) > len(PAYLOADS) // IN_ONE
    assert all(place.startswith("http://testserver/") for place in places)
