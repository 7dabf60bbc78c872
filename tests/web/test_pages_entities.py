"""Companies, campaigns and the timeline: counts equal the articles that their links open."""

from __future__ import annotations

import html as html_module
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from archive.coverage import figures_of, monthly, months_between, named_together
from archive.models import Article, Figure
from search.params import parse_date
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def opened_by(link: str) -> int:
    """How many public articles a link to the search page stands for, counted in the database."""
    asked = parse_qs(urlsplit(html_module.unescape(link)).query)
    found = Article.objects.published()
    for slug in asked.get("company", []):
        found = found.naming(company(slug))
    for slug in asked.get("campaign", []):
        found = found.naming(campaign(slug))
    if "from" in asked:
        found = found.filter(published_on__gte=parse_date(asked["from"][0], end=False))
    if "to" in asked:
        found = found.filter(published_on__lte=parse_date(asked["to"][0], end=True))
    if "date" in asked:
        found = found.filter(published_on=None)
    return found.count()


def some_coverage() -> None:
    article("أ", companies=["google"], campaigns=["nimbus"], published_on=date(2021, 5, 3))
    article("ب", companies=["google", "amazon"], campaigns=["nimbus"], published_on=date(2021, 5, 30))
    article("ج", companies=["google"], published_on=date(2023, 1, 1), precision="year")
    article("د", companies=["google"])
    article("ه", companies=["google"], published_on=date(2022, 1, 1), status="withdrawn")
    article("و", companies=["google"], published_on=date(2022, 2, 1), state="proposed")


def test_company_page(client: Client) -> None:
    google = company("google", "غوغل", "جوجل", name_ar="غوغل")
    google.description_ar = "شركة بحث"
    google.save()
    some_coverage()
    campaign("nimbus").companies.add(google)
    html = text_of(client, "/companies/google/")
    assert "شركة بحث" in html
    assert "جوجل" in html
    assert "4 مقالات" in html
    assert "موجَّهة إليها" in html
    assert "company=google&amp;campaign=nimbus" in html


def test_counts_of_the_year_picture_equal_what_its_links_open(client: Client) -> None:
    some_coverage()
    rows = re.findall(r'<td><a href="([^"]+)">(\d+)</a></td>', text_of(client, "/companies/google/"))
    assert [(int(n), opened_by(link)) for link, n in rows] == [(2, 2), (1, 1)]


def test_counts_named_together_equal_what_their_links_open(client: Client) -> None:
    some_coverage()
    for address, expected in (("/companies/google/", [2]), ("/campaigns/nimbus/", [2, 1])):
        rows = re.findall(r'<a class="n" href="([^"]+)">(\d+)</a>', text_of(client, address))
        assert [int(n) for _, n in rows] == expected == [opened_by(link) for link, _ in rows]


def test_campaigns_directed_at_a_company_are_kept_apart_until_named_with_it(client: Client) -> None:
    quiet = campaign("quiet")
    quiet.companies.add(company("google"))
    some_coverage()
    rows = {row.entity.slug: (row.coverage, row.direct) for row in named_together(company("google"))}
    assert rows == {"nimbus": (2, False), "quiet": (0, True)}
    assert "/campaigns/quiet/" in text_of(client, "/companies/google/")


def test_figures_open_their_sentence_latest_first_undated_last(client: Client) -> None:
    for title, day, value in (("أ", None, 1), ("ب", date(2024, 1, 1), 2), ("ج", date(2025, 1, 1), 3)):
        made = article(title, "وقّع عمال", companies=["google"], published_on=day)
        Figure.objects.create(
            article=made, kind="signatures", value=value, unit="people", text=f"جملة {title}", start=0, end=4
        )
    figures = list(figures_of(company("google")))
    assert [figure.value for figure in figures] == [3, 2, 1]
    html = text_of(client, "/companies/google/")
    assert f'href="/articles/{figures[0].article_id}/#f-{figures[0].pk}"' in html
    assert "جملة ج" in html


def test_a_company_that_no_article_names(client: Client) -> None:
    company("silent", name_ar="صامتة")
    html = text_of(client, "/companies/silent/")
    assert "لا مقال في الأرشيف يذكر هذا الاسم بعد" in html
    assert "<svg viewBox" not in html


@pytest.mark.parametrize("address", ["/companies/google/", "/campaigns/nimbus/", "/companies/", "/timeline/"])
def test_queries_do_not_grow(client: Client, address: str, django_assert_max_num_queries) -> None:
    for number in range(6):
        article(f"م{number}", companies=["google", f"c{number}"], campaigns=["nimbus", f"k{number}"])
    with django_assert_max_num_queries(9):
        client.get(address)


def test_months_between_counts_across_years() -> None:
    assert months_between(date(2023, 11, 9), date(2024, 2, 1)) == [
        date(2023, 11, 1),
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]


def test_monthly_coverage_knows_what_it_does_not_know() -> None:
    some_coverage()
    (coverage,) = monthly([company("google")])
    assert {month: (c.count, c.unsure) for month, c in coverage.months.items()} == {
        date(2021, 5, 1): (2, 0),
        date(2023, 1, 1): (1, 1),
    }
    assert coverage.undated == 1
    assert coverage.total == 4


def test_every_point_of_the_timeline_opens_as_many_articles_as_it_says(client: Client) -> None:
    some_coverage()
    html = text_of(client, "/timeline/?company=google&campaign=nimbus&company=amazon")
    points = re.findall(r'<a href="([^"]+)" aria-label="[^"]*: ([^"]+)">', html)
    cells = re.findall(r'<td><a href="([^"]+)">(\d+)</a>', html)
    assert len(points) == len(cells) == 4
    assert sorted(opened_by(link) for link, _ in points) == sorted(int(n) for _, n in cells) == [1, 1, 2, 2]
    assert "تُعرف سنتها فقط" in html
    assert 'fill="url(#hatch)"' in html


def test_the_timeline_without_a_choice_shows_the_most_covered(client: Client) -> None:
    some_coverage()
    html = text_of(client, "/timeline/")
    assert '<figcaption><a href="/companies/google/">' in html
    assert '<figcaption><a href="/campaigns/nimbus/">' in html


def test_the_timeline_can_be_narrowed_to_years_and_says_what_is_outside(client: Client) -> None:
    some_coverage()
    html = text_of(client, "/timeline/?company=google&from=2023&to=2023")
    assert "<span>2021</span>" not in html
    assert "خارج هذه السنوات: 2" in html


@pytest.mark.parametrize(
    "query",
    [
        "company=nobody",
        "company=google&company=google&campaign=google",
        "from=abc&to=9999",
        "from=2023&to=2021",
        "from=%00&to=٢٠٢٣",
        "company=" + "x" * 100_000,
        "&".join(f"company=c{n}" for n in range(40)),
    ],
)
def test_the_timeline_takes_anything(client: Client, query: str) -> None:
    for number in range(6):
        article(f"م{number}", companies=[f"c{number}", "google"], published_on=date(2020 + number, 3, 1))
    assert client.get(f"/timeline/?{query}").status_code == 200


def test_an_old_outlier_does_not_stretch_the_timeline(client: Client) -> None:
    article("قديم", companies=["google"], published_on=date(1950, 1, 1))
    article("حديث", companies=["google"], published_on=date(2025, 1, 1))
    html = text_of(client, "/timeline/?company=google")
    assert "<span>2014</span>" in html
    assert "<span>2013</span>" not in html
    assert "خارج هذه السنوات: 1" in html
