"""Withdrawn articles leave every public place at once and say why; they can come back."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive import withdrawal
from archive.models import Article
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article

pytestmark = pytest.mark.django_db
PLACES = (
    "/search/?q=المغناطيس",
    "/search/?q=المغناطيس&view=lines",
    "/search/feed.atom?q=المغناطيس",
    "/search/export.csv?q=المغناطيس",
    "/search/export.json?q=المغناطيس",
    "/api/v1/articles?q=المغناطيس",
    "/sitemap.xml",
    "/companies/google/",
    "/",
)


@pytest.fixture
def stored(index: SijilBackend) -> Article:
    made = article("قصة المغناطيس", "نص عن المغناطيس.", companies=["google"], published_on=date(2024, 1, 2))
    drain()
    return made


def holds(client: Client, place: str, made: Article) -> bool:
    answer = client.get(place)
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
    return "قصة المغناطيس" in text or f"/articles/{made.pk}/" in text


def withdraw(made: Article, **options: str) -> None:
    withdrawal.withdraw(Article.objects.filter(pk=made.pk), **{"reason": "safety", **options})
    drain()


def test_every_public_place_shows_it_until_it_is_withdrawn_and_again_after(
    client: Client, stored: Article
) -> None:
    assert [place for place in PLACES if not holds(client, place, stored)] == []
    withdraw(stored)
    assert [place for place in PLACES if holds(client, place, stored)] == []
    assert client.get("/api/v1/articles?q=المغناطيس").json()["count"] == 0
    assert withdrawal.restore(Article.objects.all()) == 1
    drain()
    assert [place for place in PLACES if not holds(client, place, stored)] == []


@pytest.mark.parametrize("rest", ["", "original/", "versions/", "cite.bib", "cite.json"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_its_addresses_say_410_with_the_reason(
    rest: str, language: str, client: Client, stored: Article
) -> None:
    withdraw(stored, note="طلبت المصوّرة <سحبه>.")
    client.cookies["language"] = language
    page = client.get(f"/articles/{stored.pk}/{rest}")
    assert page.status_code == 410
    assert ("حفاظًا على سلامة أشخاص" if language == "ar" else "to protect people") in page.text
    assert "طلبت المصوّرة &lt;سحبه&gt;." in page.text
    assert "المغناطيس" not in page.text


def test_the_api_says_410_in_its_own_shape(client: Client, stored: Article) -> None:
    withdraw(stored, reason="request", note="بطلب كاتبه.")
    answer = client.get(f"/api/v1/articles/{stored.pk}")
    assert answer.status_code == 410
    error = answer.json()["error"]
    assert (error["field"], error["reason"], error["note"]) == ("id", "request", "بطلب كاتبه.")


def test_a_proposed_article_stays_unknown(client: Client, stored: Article) -> None:
    Article.objects.update(status="proposed")
    assert client.get(f"/articles/{stored.pk}/").status_code == 404
    assert client.get(f"/api/v1/articles/{stored.pk}").status_code == 404


def test_a_reason_is_needed_and_history_keeps_it(stored: Article) -> None:
    with pytest.raises(ValueError, match="whim"):
        withdrawal.withdraw(Article.objects.all(), "whim")
    withdraw(stored)
    note = stored.history.latest("history_id")
    assert (note.history_change_reason, note.withdrawn_for) == ("withdrawal", "safety")
