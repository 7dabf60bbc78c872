"""What the search box proposes while one types."""

from __future__ import annotations

import pytest
from django.test import Client

from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, campaign, company


@pytest.fixture(autouse=True)
def archive(index: SijilBackend) -> None:
    company("google", "غوغل", "جوجل", "Google", name_ar="غوغل")
    company("amazon", "أمازون", name_ar="أمازون")
    campaign("nimbus", "لا تكنولوجيا للفصل")
    article("إضراب أُمناء المكتبات", "نص.", companies=["google"])
    article("عنوان آخر", "أمناء المكتبات في المتن فقط.")
    article("إضراب لم يُراجع", "نص.", status="proposed")
    drain()


def proposals(client: Client, q: str) -> list[tuple[str, str]]:
    response = client.get("/suggest/", {"q": q})
    assert response.status_code == 200
    return [(row["kind"], row["text"]) for row in response.json()["suggestions"]]


@pytest.mark.parametrize("typed", ["غو", "جوج", "goo", "GOOGLE", "غُوغ"])
def test_a_name_in_any_spelling(client: Client, typed: str) -> None:
    assert proposals(client, typed) == [("company", "غوغل")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("تكنولوجيا لل", [("campaign", "nimbus")]),
        ("امنا", [("article", "إضراب أُمناء المكتبات")]),
        ("المكتبات أمن", [("article", "إضراب أُمناء المكتبات")]),
        ("إضراب", [("article", "إضراب أُمناء المكتبات")]),
        ("أ", []),
        ("", []),
        ("زرافة", []),
        ("\x00\x00\x00", []),
        ("كلمة " * 5000, []),
        ('"+-*:()', []),
    ],
)
def test_later_words_titles_and_nothing(client: Client, typed: str, found: list[tuple[str, str]]) -> None:
    assert proposals(client, typed) == found


def test_at_most_eight_and_names_first(client: Client) -> None:
    for number in range(12):
        company(f"c{number}", f"شركة تجربة {number}", name_ar=f"شركة تجربة {number}")
        article(f"شركة في خبر {number}", "نص.")
    drain()
    found = proposals(client, "شركة")
    assert len(found) == 8
    assert [kind for kind, _ in found] == ["company"] * 5 + ["article"] * 3


def test_an_answer_may_be_kept_a_minute_and_says_where_to_go(client: Client) -> None:
    response = client.get("/suggest/", {"q": "goo"})
    assert set(response["Cache-Control"].split(", ")) == {"private", "max-age=60"}
    row = response.json()["suggestions"][0]
    assert row["url"] == "/search/?q=%D8%BA%D9%88%D8%BA%D9%84"
    assert row["typed"] == "Google"
    assert client.get("/search/", {"q": row["text"]}).status_code == 200
    assert client.post("/suggest/", {"q": "goo"}).status_code == 405


def test_it_works_without_an_index(
    client: Client, index: SijilBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "folder", index.folder / "absent")  # type: ignore[attr-defined]  # Whoosh's
    assert proposals(client, "goo") == [("company", "غوغل")]
    assert proposals(client, "إضراب") == []
