"""What the search page lists of each result, in words."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from archive.chart_rows import bar_rows
from archive.charts import Column, bar_chart
from archive.models import Article, Publisher
from search.results import FacetValue, Hit
from search.rows import HitRow, hit_rows

GOOGLE = FacetValue("google", "غوغل", "Google", 3)


def hit() -> Hit:
    publisher, day = Publisher(name="الغد"), date(2021, 3, 1)
    article = Article(pk=5, title="عنوان", published_on=day, date_precision="month", publisher=publisher)
    hit = Hit(article, 1.0, "<mark>عنوان</mark>", "", companies=[GOOGLE] * 6, copies=2)
    hit.reasons = ("word", "root")
    return hit


def row(found: Hit, language: str) -> HitRow:
    with translation.override(language):
        return hit_rows([found], language)[0]


def test_a_result_in_words() -> None:
    shown = row(hit(), "ar")
    assert (shown["url"], shown["title"], shown["snippet"]) == ("/articles/5/", "<mark>عنوان</mark>", "")
    assert (shown["publisher"], shown["date"], shown["date_words"]) == ("الغد", "2021-03", "مارس/آذار 2021")
    assert shown["reasons"] == "الكلمة نفسها، كلمة من الجذر نفسه"
    assert shown["companies"] == [{"url": "/companies/google/", "name": "غوغل"}] * 4
    assert shown["copies"].startswith("نُشر في ")


def test_a_result_in_english() -> None:
    shown = row(hit(), "en")
    assert (shown["date_words"], shown["publisher"]) == ("March 2021", "الغد")
    assert shown["companies"][0]["name"] == "Google"


def test_what_is_not_known_is_empty_or_said() -> None:
    shown = row(Hit(Article(pk=6, title="عنوان"), 1.0, "عنوان", ""), "ar")
    assert (shown["publisher"], shown["date"], shown["date_words"]) == ("", "", "بلا تاريخ")
    assert (shown["copies"], shown["reasons"], shown["companies"], shown["campaigns"]) == ("", "", [], [])


def test_a_bar_in_words_and_digits() -> None:
    columns = [Column("2020", 0), Column("2021", 1500, "/?a", unsure=2, name="سنة 2021")]
    empty, full = bar_rows(bar_chart("عنوان", columns, rtl=True))
    assert (empty["count"], empty["articles"], empty["unsure"], empty["height"]) == ("", "", "", "0")
    assert (full["count"], full["unsure"], full["name"], full["url"]) == ("1,500", "2", "سنة 2021", "/?a")
    assert (full["height"], full["y"], full["slot"], full["slot_width"]) == ("100", "0", "0", "20")
    assert full["articles"].startswith("1,500")
