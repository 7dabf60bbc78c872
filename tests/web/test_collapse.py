"""Copies of one story: one result on the page, each its own everywhere else unless `collapse=1`."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive import copies
from archive.models import Article, Copy
from search.backends.base import IndexUnavailable, SijilBackend
from search.drain import drain
from search.plan import Found, Plan
from tests.factory import article
from tests.unit.test_copies import STORY, text

MARK = "الإضراب"


@pytest.fixture
def archive(index: SijilBackend) -> list[Article]:
    """Three copies of one story and four others, newest first by title number."""
    bodies = [STORY, text(2), STORY, text(3), text(4), STORY, text(5)]
    made = [
        article(
            f"{MARK} {number}", body, publisher=f"صحيفة {number}", published_on=date(2024, 1, 20 - number)
        )
        for number, body in enumerate(bodies)
    ]
    for one in made:
        copies.file(one)
    drain()
    return made


def page(client: Client, query: str = "") -> str:
    return client.get(f"/search/?q={MARK}&sort=newest&{query}").content.decode()


def shown(html: str) -> list[int]:
    """The numbers in the titles of the results, in order."""
    return [int(part.split("</a>")[0].rsplit(" ", 1)[-1]) for part in html.split("<h3 ")[1:]]


def test_the_page_shows_one_of_each_story_and_counts_all(client: Client, archive: list[Article]) -> None:
    html = page(client)
    assert shown(html) == [0, 1, 3, 4, 6]
    assert html.count("نُشر في 3 مواقع") == 1
    assert f'href="/articles/{archive[0].pk}/#copies"' in html
    assert "7 نتائج" in html
    assert "5 بعد جمع ما تكرّر" in html


def test_pages_follow_the_stories(client: Client, archive: list[Article]) -> None:
    assert shown(page(client, "page_size=2&page=2")) == [3, 4]
    html = page(client, "page_size=2&page=3")
    assert shown(html) == [6]
    assert "تُعرض 5–5" in html
    assert client.get(f"/search/?q={MARK}&page_size=2&page=4").status_code == 404


def test_a_reader_may_see_them_all(client: Client, archive: list[Article]) -> None:
    html = page(client, "collapse=0&page_size=4")
    assert shown(html) == [0, 1, 2, 3]
    assert "collapse=0" in html, "and keeps seeing them on the next page"
    assert shown(page(client, "collapse=0&page_size=4&page=2")) == [4, 5, 6]


def test_facets_count_articles(client: Client, archive: list[Article]) -> None:
    answer = client.get("/api/v1/articles?collapse=1").json()
    assert sum(row["count"] for row in answer["facets"]["publisher"]) == 7


def test_the_api_describes_it(client: Client) -> None:
    asked = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/articles"]["get"]["parameters"]
    assert "collapse" in [parameter["name"] for parameter in asked]


@pytest.mark.parametrize(("query", "count"), [("", 7), ("collapse=0", 7), ("collapse=1", 5)])
def test_api_and_exports_collapse_only_when_asked(
    query: str, count: int, client: Client, archive: list[Article]
) -> None:
    answer = client.get(f"/api/v1/articles?{query}").json()
    assert answer["count"] == len(answer["results"]) == count
    rows = b"".join(client.get(f"/search/export.json?{query}").streaming_content)  # type: ignore[arg-type]  # it streams
    assert rows.count(MARK.encode()) == count


def test_the_page_does_not_hand_its_collapsing_on_to_exports(client: Client, archive: list[Article]) -> None:
    assert "export.csv?" in page(client)
    assert "collapse" not in page(client).split("export.csv?")[1].split('"')[0]


def test_without_copies_nothing_is_said(client: Client, archive: list[Article]) -> None:
    Copy.objects.all().delete()
    html = page(client)
    assert shown(html) == list(range(7))
    assert "نُشر في" not in html
    assert "بعد جمع ما تكرّر" not in html


def test_the_copy_that_ranks_first_stands_for_the_others(client: Client, archive: list[Article]) -> None:
    html = client.get(f"/search/?q={MARK}&sort=oldest").content.decode()
    assert shown(html) == [6, 5, 4, 3, 1]


@pytest.mark.usefixtures("archive")
def test_an_index_that_fails_between_two_questions_is_no_error(
    client: Client, index: SijilBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter((True,))
    execute = type(index).execute

    def once(engine: SijilBackend, plan: Plan) -> Found:
        if next(answers, False):
            return execute(engine, plan)
        raise IndexUnavailable("the files of a segment are gone")

    monkeypatch.setattr(type(index), "execute", once)
    monkeypatch.setattr("search.collapse.SPARE", 0)
    response = client.get(f"/search/?q={MARK}&sort=newest&page_size=2")
    assert response.status_code == 200
    assert "5 بعد جمع ما تكرّر" in response.content.decode()
