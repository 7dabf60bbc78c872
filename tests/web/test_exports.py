"""A search taken home: every format, streamed, read back with its own reader."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from urllib.parse import unquote

import pytest
import rispy
from django.test import Client
from django.utils.http import urlencode

from archive.export import table
from archive.export.provenance import LONGEST_HEADER, percent_encoded
from archive.models import Article
from search import exports, gazetteer
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, company


@pytest.fixture
def archive(index: SijilBackend) -> None:
    company("google", "غوغل", "جوجل", name_ar="غوغل")
    article(
        "موظفو غوغل يحتجون",
        "وقف العمال أمام المقر",
        companies=["google"],
        campaigns=["nimbus"],
        publisher="صحيفة الغد، الأسبوعية",
        published_on=date(2024, 4, 18),
    )
    article(
        "=عريضة العمال", "وقع 300", companies=["amazon"], published_on=date(2021, 10, 1), precision="month"
    )
    article('قال: "نعم"\nوسكت العمال', "قالت جوجل شيئا", companies=["google"])
    article("مقترح العمال", "لم يراجع", status="proposed")
    drain()


def export(client: Client, form: str, **params: object) -> str:
    response = client.get(f"/search/export.{form}?{urlencode(params, doseq=True)}")
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content).decode()  # type: ignore[arg-type]  # never asynchronous here


def rows(client: Client, **params: object) -> list[dict[str, str]]:
    text = export(client, "csv", **params)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.usefixtures("archive")
def test_csv_has_one_line_of_names_and_one_row_an_article(client: Client) -> None:
    found = rows(client, sort="newest")
    assert [row["published_on"] for row in found] == ["2024-04-18", "2021-10-01", ""]
    assert [row["date_precision"] for row in found] == ["day", "month", ""]
    assert found[0]["publisher"] == "صحيفة الغد، الأسبوعية"
    assert found[0]["companies"] == "google"
    assert found[0]["campaigns"] == "nimbus"
    assert found[0]["url"] == f"http://testserver/articles/{found[0]['id']}/"
    assert found[1]["title"] == "'=عريضة العمال"
    assert found[2]["title"] == 'قال: "نعم" وسكت العمال'


@pytest.mark.usefixtures("archive")
def test_query_time_and_version_stand_in_columns_and_headers(client: Client) -> None:
    response = client.get("/search/export.csv", {"q": "العمال غوغل", "company": "google"})
    body = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]  # as above
    row = next(csv.DictReader(io.StringIO(body)))
    assert unquote(response["X-Sijil-Query"]) == row["query"] == "العمال غوغل"
    assert response["X-Sijil-Retrieved"] == row["retrieved"]
    assert response["X-Sijil-Version"] == row["version"]
    assert row["version"].startswith("3-")
    assert "company=google" in row["search_url"]
    assert row["search_url"] in response["Link"]
    assert 'attachment; filename="sijil-' in response["Content-Disposition"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({}, 3),
        ({"q": "العمال"}, 3),
        ({"company": ["google", "amazon"]}, 3),
        ({"company": "google", "campaign": "nimbus"}, 1),
        ({"from": "2021"}, 2),
        ({"date": "none"}, 1),
        ({"page": 7, "page_size": 1, "view": "lines"}, 3),
        ({"q": "كلمةغيرموجودة"}, 0),
    ],
)
def test_every_format_holds_exactly_the_articles_of_the_search(
    client: Client, params: dict[str, object], count: int
) -> None:
    answer = json.loads(export(client, "json", **params))
    assert answer["count"] == len(answer["results"]) == count
    assert len(rows(client, **params)) == count
    assert len(rispy.loads(export(client, "ris", **params))) == count
    assert export(client, "bib", **params).count("@article{") == count
    listed = client.get("/api/v1/articles", {k: v for k, v in params.items() if "page" not in k}).json()
    assert [row["id"] for row in answer["results"]] == [row["id"] for row in listed["results"]]


@pytest.mark.usefixtures("archive")
def test_json_says_what_it_is(client: Client) -> None:
    answer = json.loads(export(client, "json", q="غوغل", sort="newest"))
    assert answer["query"] == "غوغل"
    assert answer["retrieved"].endswith("Z")
    assert answer["results"][0]["companies"] == ["google"]
    assert answer["results"][1]["published_on"] is None


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("query", ["from=2024-13", "from=2024&to=2020", "sort=best", "match=x"])
@pytest.mark.parametrize("address", ["/search/export.csv", "/search/export.json", "/search/feed.atom"])
def test_a_filter_that_cannot_be_used_is_refused_with_the_reason(
    client: Client, address: str, query: str
) -> None:
    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    assert "search-box" in response.content.decode()


def test_an_unknown_format_is_a_404(client: Client, db: None) -> None:
    assert client.get("/search/export.xlsx").status_code == 404


@pytest.mark.usefixtures("index")
def test_a_large_result_is_fetched_in_batches_with_few_queries(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr(exports, "BATCH", 4)
    for number in range(10):
        article(
            f"خبر {number}", companies=["google"], publisher="صحيفة", published_on=date(2020, 1, 1 + number)
        )
    drain()
    gazetteer.names()  # a process reads them once
    with django_assert_max_num_queries(24):  # type: ignore[operator]  # pytest-django's context manager
        titles = [row["title"] for row in rows(client, sort="oldest")]
    assert titles == [f"خبر {number}" for number in range(10)]


@pytest.mark.usefixtures("archive")
def test_an_article_withdrawn_meanwhile_is_left_out(client: Client) -> None:
    Article.objects.filter(title__startswith="=").update(status="withdrawn")
    assert len(rows(client)) == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_formulas_are_neutralised(start: str) -> None:
    assert table.cell(f"{start}1+1") == f"'{start}1+1"
    assert table.cell(f"\t{start}1+1") == f"'{start}1+1"
    assert table.cell(f"1{start}1") == f"1{start}1"


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx"])
def test_control_characters_do_not_lead_a_cell(text: str) -> None:
    assert table.neutral(text) == f"'{text}"
    assert table.cell(text) == "x"


def test_a_long_query_is_cut_between_letters() -> None:
    encoded = percent_encoded("س" * 5000)
    assert LONGEST_HEADER - 6 < len(encoded) <= LONGEST_HEADER
    assert set(unquote(encoded)) == {"س"}
