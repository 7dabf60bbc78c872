"""The concordance page: every hit a line, sorted, paged, in parts."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from search import kwic
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article

LINE = re.compile(
    r'<span class="before"><bdi dir="rtl">(.*?)</bdi></span>\s*'
    r'<a class="word" href="(.*?)"><mark>(.*?)</mark></a>'
    r'\s*<span class="after"><bdi dir="rtl">(.*?)</bdi></span>',
    re.DOTALL,
)


@pytest.fixture(autouse=True)
def archive(index: SijilBackend) -> None:
    article("عقد جديد", "رفض الموظفون عقدا مع الجيش\nوقالوا إن العقد سري", published_on=date(2024, 1, 1))
    article("خبر", "بكى الناس يوم وُقّع العقد <b>هناك", published_on=date(2020, 1, 1), publisher="صحيفة")
    article("آخر", "لا شيء", published_on=date(2019, 1, 1))
    drain()


def lines(client: Client, query: str, status: int = 200) -> list[tuple[str, ...]]:
    response = client.get(f"/search/?view=lines&q=العقد&sort=newest&{query}")
    assert response.status_code == status
    return [tuple(unescape(part) for part in found) for found in LINE.findall(response.content.decode())]


def test_every_hit_is_a_line_in_the_order_of_articles(client: Client) -> None:
    found = lines(client, "")
    assert [word for _before, _url, word, _after in found] == ["عقد", "عقدا", "العقد", "العقد"]
    assert found[1][0] == "رفض الموظفون "
    assert found[1][3].startswith(" مع الجيش")
    assert found[3][3] == " <b>هناك"


def test_a_line_opens_its_paragraph(client: Client) -> None:
    addresses = [url for _before, url, _word, _after in lines(client, "")]
    assert [url.partition("#")[2] for url in addresses] == ["", "p-1", "p-2", "p-1"]
    page = client.get(addresses[2].partition("#")[0]).content.decode()
    assert 'id="p-2"' in page


def test_lines_sort_by_what_comes_before_or_after(client: Client) -> None:
    assert [row[0].split()[-1:] for row in lines(client, "by=before")] == [[], ["الموظفون"], ["إن"], ["وُقّع"]]
    assert [row[3].split()[:1] for row in lines(client, "by=after")] == [
        ["<b>هناك"],
        ["جديد"],
        ["سري"],
        ["مع"],
    ]


def test_lines_are_paged(client: Client) -> None:
    pages = [lines(client, f"page_size=3&page={page}") for page in (1, 2)]
    assert [len(page) for page in pages] == [3, 1]
    assert pages[0] + pages[1] == lines(client, "")
    assert lines(client, "page_size=3&page=3", status=404) == []


def test_a_long_result_is_read_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(kwic, "ARTICLES_A_PART", 1)
        parts = [lines(client, f"part={part}") for part in (1, 2)]
    assert [len(part) for part in parts] == [3, 1]
    assert parts[0] + parts[1] == lines(client, "")
    monkeypatch.setattr(kwic, "ARTICLES_A_PART", 1)
    html = client.get("/search/?view=lines&q=العقد&part=1").content.decode()
    assert "part=2" in html
    assert lines(client, "part=3", status=404) == []


def test_without_words_it_asks_for_some(client: Client) -> None:
    html = client.get("/search/?view=lines").content.decode()
    assert "اكتب كلمة" in html
    assert not LINE.findall(html)


def test_the_view_is_one_click_away_and_keeps_the_search(client: Client) -> None:
    html = client.get("/search/?q=x&from=2020&q=العقد&page=1").content.decode()
    assert re.search(r'href="/search/\?q=[^"]*&amp;from=2020&amp;view=lines"[^>]*>أسطر<', html)
    here = client.get("/search/?q=العقد&view=lines&by=after&from=2020").content.decode()
    assert '<input type="hidden" name="view" value="lines">' in here
    assert re.search(r'href="/search/\?q=[^"]*&amp;from=2020"[^>]*>مقالات<', here)


def test_an_unknown_order_is_said(client: Client) -> None:
    assert "القيمة «best» غير معروفة" in client.get("/search/?q=العقد&view=lines&by=best").content.decode()
