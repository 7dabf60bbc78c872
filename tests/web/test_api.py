"""The JSON API, word for word as the contract has it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.http import urlencode

from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, company

ARTICLES = "/api/v1/articles"


@pytest.fixture(autouse=True)
def archive(index: SijilBackend) -> None:
    company("google", "غوغل", "جوجل", name_ar="غوغل")
    article(
        "موظفو غوغل يحتجون",
        "وقف العمال أمام المقر <b>",
        companies=["google"],
        campaigns=["nimbus"],
        publisher="صحيفة الغد",
        published_on=date(2024, 4, 18),
    )
    article(
        "عريضة في أمازون",
        "وقع 300 موظف",
        companies=["amazon"],
        published_on=date(2021, 10, 1),
        precision="month",
    )
    article("بلا تاريخ", "قالت جوجل شيئا", companies=["google"])
    article("مقترح غوغل", "لم يراجع", companies=["google"], status="proposed")
    drain()


def get(client: Client, **params: Any) -> dict[str, Any]:
    response = client.get(f"{ARTICLES}?{urlencode(params, doseq=True)}")
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def test_without_a_query_everything_newest_first(client: Client) -> None:
    answer = get(client)
    assert answer["count"] == 3
    assert [row["published_on"] for row in answer["results"]] == ["2024-04-18", "2021-10-01", None]
    assert answer["query"] == {"text": "", "terms": [], "matching": "all", "expanded": {}, "suggestion": None}


def test_a_result_has_the_contract_s_shape(client: Client) -> None:
    row = get(client, q="العمال")["results"][0]
    assert row["title"] == "موظفو غوغل يحتجون"
    assert row["url"] == f"/articles/{row['id']}/"
    assert row["publisher"] == "صحيفة الغد"
    assert row["companies"] == ["google"]
    assert row["campaigns"] == ["nimbus"]
    assert row["score"] > 0
    assert "<mark>العمال</mark>" in row["snippet_html"]
    assert "&lt;b&gt;" in row["snippet_html"]


def test_a_name_is_expanded_and_said(client: Client) -> None:
    answer = get(client, q="جوجل")
    assert answer["count"] == 2
    assert "غوغل" in answer["query"]["expanded"]["google"]


def test_facets_count_all_matches(client: Client) -> None:
    facets = get(client, page_size=1)["facets"]
    assert facets["company"][0] == {"slug": "google", "name_ar": "غوغل", "name_en": "google", "count": 2}
    assert facets["year"] == [
        {"year": 2021, "count": 1},
        {"year": 2024, "count": 1},
        {"year": None, "count": 1},
    ]


def test_filters(client: Client) -> None:
    assert get(client, company=["google", "amazon"])["count"] == 3
    assert get(client, company="google", campaign="nimbus")["count"] == 1
    assert get(client, publisher="صحيفة-الغد")["count"] == 1
    assert get(client, **{"from": "2021-10", "to": "2022"})["count"] == 1
    assert get(client, date="none")["count"] == 1
    assert get(client, company="no-such-company")["count"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2024-13", "from"),
        ("to=yesterday", "to"),
        ("sort=best", "sort"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page_size=101", "page_size"),
        ("match=fuzzy", "match"),
        ("date=all", "date"),
    ],
)
def test_bad_parameters_are_named(query: str, field: str, client: Client) -> None:
    response = client.get(f"{ARTICLES}?{query}")
    assert response.status_code == 400
    assert response.json()["error"]["field"] == field
    assert response.json()["error"]["message"]


def test_a_form_s_empty_fields_are_defaults(client: Client) -> None:
    empty = "q=&company=&campaign=&publisher=&from=&to=&date=&sort=&match=&words=&names=&page=&page_size="
    response = client.get(f"{ARTICLES}?{empty}")
    assert response.status_code == 200
    assert response.json()["count"] == 3


def test_a_period_that_ends_before_it_begins_is_empty(client: Client) -> None:
    assert get(client, **{"from": "2024", "to": "2020"})["count"] == 0


def test_one_article(client: Client) -> None:
    pk = get(client, q="العمال")["results"][0]["id"]
    answer = client.get(f"{ARTICLES}/{pk}").json()
    assert answer["body"] == "وقف العمال أمام المقر <b>"
    assert {mention["slug"] for mention in answer["mentions"]} == {"google", "nimbus"}
    assert set(answer["mentions"][0]) >= {"start", "end", "surface", "in_title"}
    assert answer["captures"] == answer["figures"] == []


def test_unpublished_and_unknown_articles_are_not_there(client: Client) -> None:
    hidden = article("سر", status="proposed")
    for pk in (hidden.pk, 10**6, 2**70):
        response = client.get(f"{ARTICLES}/{pk}")
        assert response.status_code == 404
        assert response.json()["error"]["field"]


@pytest.mark.parametrize("kind", ["companies", "campaigns"])
def test_lists_of_entities(kind: str, client: Client) -> None:
    rows = client.get(f"/api/v1/{kind}").json()["results"]
    assert rows[0]["articles"] == (2 if kind == "companies" else 1)
    assert set(rows[0]) == {"slug", "name_ar", "name_en", "articles", "url"}


def test_etags_and_cors(client: Client) -> None:
    first = client.get(ARTICLES)
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get(ARTICLES, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


def test_pages_link_to_their_neighbours(client: Client) -> None:
    link = client.get(f"{ARTICLES}?page_size=1&page=2&q=%D8%BA%D9%88%D8%BA%D9%84")["Link"]
    base = f"http://testserver{ARTICLES}?q=%D8%BA%D9%88%D8%BA%D9%84&page_size=1"
    assert link.split(", ") == [
        f'<{base}>; rel="first"',
        f'<{base}>; rel="prev"',
        f'<{base}&page=2>; rel="last"',
        '<http://testserver/api/v1/openapi.json>; rel="service-desc"; type="application/json"',
    ]
    assert 'rel="next"' in client.get(f"{ARTICLES}?page_size=1")["Link"]
    assert 'rel="prev"' in client.get(f"{ARTICLES}?page_size=1&page=99")["Link"]
    assert client.get(f"{ARTICLES}?q={quote('س' * 1000)}")["Link"].startswith(
        "<http://testserver/api/v1/openapi"
    )


def test_it_is_read_only(client: Client) -> None:
    assert client.post(ARTICLES).status_code in (403, 405)


def test_the_description_covers_the_answers(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.")
    schemas = described["components"]["schemas"]
    answer = get(client, q="العمال")
    assert set(schemas["Results"]["properties"]) == set(answer)
    assert set(schemas["Hit"]["properties"]) == set(answer["results"][0])
    pk = answer["results"][0]["id"]
    assert set(schemas["Article"]["properties"]) == set(client.get(f"{ARTICLES}/{pk}").json())


def test_healthz(client: Client) -> None:
    answer = client.get("/healthz").json()
    assert answer == {"status": "ok", "database": "ok", "index": "ok", "articles": 3, "pending": 0}
    article("جديد")
    assert client.get("/healthz").json()["pending"] == 1


def test_a_lost_index_is_said_and_the_database_answers(client: Client, index: SijilBackend) -> None:
    import shutil

    shutil.rmtree(index.folder)
    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.json()["status"] == "degraded"
    assert "rebuild_index" in health.json()["index"]
    assert get(client, q="العمال")["count"] == 1
    assert get(client, company="google")["facets"]["company"][0]["count"] == 2
