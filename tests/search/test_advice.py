"""What a reader is offered where little or nothing is found, over a real index."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from search.backends.base import SijilBackend
from search.drain import drain
from search.engine import search
from search.help import EXAMPLES
from search.params import SearchParams
from tests.factory import article, company


@pytest.fixture(autouse=True)
def archive(index: SijilBackend) -> None:
    company("amazon", "أمازون", "Amazon", name_ar="أمازون")
    company("google", "غوغل", "جوجل", "Google", name_ar="غوغل")
    for number in range(4):
        article(
            f"الموظفون والعقد {number}",
            "قدّم الموظفين عريضةً إلى النقابة بشأن المُؤسَّسة.",
            companies=["amazon"],
            published_on=date(2021, 1, 1 + number),
        )
    article("خبر عن أمازون", "اجتمع العاملون في أمازون.", companies=["amazon"], published_on=date(2022, 1, 1))
    article("خبر آخر", "لا شيء عن ذلك.", companies=["google"], status="proposed")
    drain()


def ask(q: str = "", **more: Any) -> Any:
    return search(SearchParams(q=q, **more))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("الموضفين", "الموظفين"),
        ("عريظه", "عريضة"),
        ("+عريظة +النقبة", "+عريضة +النقابة"),
        ("الموسسه", "المؤسسة"),
        ("hlh.,k", "أمازون"),
        ("شةشئخى", "amazon"),
    ],
)
def test_a_query_that_finds_more_is_suggested(typed: str, meant: str) -> None:
    found = ask(typed)
    assert found.suggestion is not None
    assert found.suggestion.casefold() == meant.casefold()
    assert ask(found.suggestion).total > found.total


@pytest.mark.parametrize("typed", ["الموظفين", "زرافة", "", "OR", "-", "x" * 5000])
def test_nothing_is_suggested_without_need_or_hope(typed: str) -> None:
    assert ask(typed).suggestion is None


def test_a_suggestion_keeps_to_the_filters() -> None:
    assert ask("الموضفين", company=("google",)).suggestion is None


def test_each_filter_that_stands_in_the_way_is_named_with_what_its_absence_finds() -> None:
    params: dict[str, Any] = {
        "company": ("amazon",),
        "date_from": date(2030, 1, 1),
        "date_from_text": "2030",
    }
    (one,) = ask("عريضة", **params).relaxed
    assert (one.facet, one.value, one.total) == ("from", "2030", 4)
    assert ask("عريضة", company=("amazon",)).relaxed == ()


def test_the_page_shows_both(client: Client) -> None:
    html = client.get("/search/", {"q": "عريضة", "from": "2030"}).content.decode()
    assert "من دون من: 2030" in html
    assert "4 نتائج" in html
    html = client.get("/search/", {"q": "الموضفين"}).content.decode()
    assert "هل تقصد" in html
    assert "<bdi>الموظفين</bdi>" in html


def test_the_api_says_why_and_what_else(client: Client) -> None:
    answer = client.get("/api/v1/articles", {"q": "الموضفين"}).json()
    assert answer["query"]["suggestion"] == "الموظفين"
    row = client.get("/api/v1/articles", {"q": "العريضة"}).json()["results"][0]
    assert row["matched_by"] == ["stem"]
    html = client.get("/search/", {"q": "العريضة"}).content.decode()
    assert "كلمة من الجذع نفسه" in html


def test_the_help_panel_is_on_the_page(client: Client) -> None:
    html = client.get("/search/").content.decode()
    assert all(f'href="{example.url.replace("&", "&amp;")}"' in html for example in EXAMPLES)


@pytest.mark.usefixtures("gazetteer_loaded")
def test_a_doubtful_name_is_offered_where_it_would_find_something(client: Client) -> None:
    assert ask("كريم").offers == ()
    article("سائقو التطبيق", "أضرب السائقون.", companies=["careem"])
    drain()
    (offer,) = ask("كريم إضراب").offers
    assert (offer.kind, offer.params.q, offer.params.company) == ("company", "إضراب", ("careem",))
    assert search(offer.params).total == 1
    assert "هل تقصد شركة" in client.get("/search/", {"q": "كريم إضراب"}).content.decode()
    assert ask("كريم إضراب", company=("careem",)).offers == ()
