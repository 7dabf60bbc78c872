"""The search page around whatever the engine answers, and once with a real index."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils.html import escape

from archive.models import Article
from search import views
from search.params import SearchParams
from search.query import parse as parse_query
from search.results import Expanded, FacetValue, Hit, Results, YearCount
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db
Answer = Callable[..., None]


def results_for(params: SearchParams, **changes: object) -> Results:
    """One hit of 45, with facets of each kind."""
    made = Article.objects.with_tags().get(pk=article("عنوان", publisher="صحيفة").pk)
    answer = Results(
        params=params,
        query=parse_query(params.q),
        terms=("عقد",),
        hits=[Hit(made, 1.0, "عنوان <mark>عقد</mark>", "نص <mark>العقد</mark> &lt;b&gt;")],
        total=45,
        facets={
            "company": [FacetValue("google", "غوغل", "Google", 30, "google" in params.company)],
            "campaign": [FacetValue(f"k{n}", f"حملة {n}", f"Campaign {n}", 12 - n) for n in range(12)],
            "publisher": [],
        },
        years=[YearCount(2023, 40), YearCount(None, 5)],
    )
    return replace(answer, **changes)  # type: ignore[arg-type]  # the tests' own field names


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Lets a test say what the engine answers: `answer(total=0, hits=[])`."""

    def set_answer(**changes: object) -> None:
        # Only what the page asks: patching the engine itself would reach whoever imports it meanwhile.
        fake = SimpleNamespace(search=lambda params, fold: results_for(params, **changes))
        monkeypatch.setattr(views, "engine", fake)

    return set_answer


def page(client: Client, query: str = "q=عقد", status: int = 200) -> str:
    got = client.get(f"/search/?{query}")
    assert got.status_code == status
    return got.content.decode()


def links(html: str, words: str) -> list[str]:
    """Addresses of the links whose text contains `words`."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [unescape(address) for address, inner in found if words in re.sub(r"<[^>]*>", "", inner)]


def test_query_count_marks_and_range(client: Client, answer: Answer) -> None:
    answer()
    html = page(client)
    assert 'name="q" value="عقد"' in html
    assert "45 نتيجة" in html
    assert "نص <mark>العقد</mark> &lt;b&gt;" in html
    assert links(html, "21–40") == ["/search/?q=%D8%B9%D9%82%D8%AF&page=2"]
    assert links(html, "41–45") == ["/search/?q=%D8%B9%D9%82%D8%AF&page=3"]
    assert "noindex" in html


def test_facets_toggle_and_chips_remove(client: Client, answer: Answer) -> None:
    answer()
    assert links(page(client), "غوغل") == ["/search/?q=%D8%B9%D9%82%D8%AF&company=google"]
    html = page(client, "q=x&company=google&from=2021&page=2")
    assert links(html, "الشركة: غوغل") == ["/search/?q=x&from=2021"]
    assert links(html, "من: 2021") == ["/search/?q=x&company=google"]
    assert links(html, "أزل المرشّحات") == ["/search/?q=x"]
    assert 'aria-current="true"' in html


def test_two_values_of_a_facet_stay_together(client: Client, answer: Answer) -> None:
    answer()
    assert links(page(client, "company=meta"), "غوغل") == ["/search/?company=meta&company=google"]


def test_a_long_facet_folds_its_end_away(client: Client, answer: Answer) -> None:
    answer()
    html = page(client)
    assert "بقيتها (4)" in html
    assert links(html, "حملة 11")


def test_a_facet_value_without_articles_is_not_offered(client: Client, answer: Answer) -> None:
    answer(facets={"company": [FacetValue("google", "غوغل", "Google", 0)], "campaign": [], "publisher": []})
    assert not links(page(client), "غوغل")


def test_a_chosen_name_that_nothing_matches_is_still_called_by_its_name(
    client: Client, answer: Answer
) -> None:
    company("meta", name_ar="ميتا")
    answer(total=0, hits=[], facets={}, years=[])
    html = page(client, "q=x&company=meta&campaign=unknown-slug")
    assert links(html, "الشركة: ميتا")
    assert links(html, "الحملة: unknown-slug")


def test_the_histogram_narrows_to_a_year(client: Client, answer: Answer) -> None:
    answer()
    html = page(client, "q=x&company=google")
    assert (
        '<a href="/search/?q=x&amp;company=google&amp;from=2023&amp;to=2023" aria-label="2023: 40 مقالًا">'
        in html
    )
    assert links(html, "اعرضها") == ["/search/?q=x&company=google&date=none"]


def test_a_period_says_how_many_undated_it_leaves_out(client: Client, answer: Answer) -> None:
    answer(undated_left_out=11)
    html = page(client, "q=x&from=2021")
    assert "لا تشمل هذه الفترة ما لا تاريخ له: 11 مقالًا." in html
    assert "/search/?q=x&date=none" in links(html, "اعرضها")


def test_names_in_all_spellings_and_the_way_back(client: Client, answer: Answer) -> None:
    answer(expanded=(Expanded("google", "company", "غوغل", "Google", ("غوغل", "جوجل", "Google")),))
    html = page(client, "q=google")
    assert "جوجل" in html
    assert links(html, "كما كُتبت فقط") == ["/search/?q=google&names=off"]
    answer()
    assert links(page(client, "q=google&names=off"), "بكل تهجئاتها") == ["/search/?q=google"]


@pytest.mark.parametrize(("matching", "words"), [("half", "نصف كلماتك"), ("any", "كلمة واحدة من كلماتك")])
def test_what_had_to_match_is_said(client: Client, answer: Answer, matching: str, words: str) -> None:
    answer(matching=matching)
    html = page(client, "q=x")
    assert words in html
    assert links(html, "كل الكلمات فقط") == ["/search/?q=x&words=all"]


def test_what_was_understood_can_be_taken_out_piece_by_piece(client: Client, answer: Answer) -> None:
    answer()
    html = page(client, 'q="مشروع نيمبوس" -إعلان')
    assert links(html, "«مشروع نيمبوس»") == ["/search/?q=-%D8%A5%D8%B9%D9%84%D8%A7%D9%86"]
    assert links(html, "من غير إعلان")
    assert "ما يُبحث عنه" not in page(client, "q=كلمتان عاديتان")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2024-02-31", "لا يوجد تاريخ مثل «2024-02-31»"),
        ("from=2024&to=2023", "بداية الفترة بعد نهايتها"),
        ("page=-1", "ليست عددًا مقبولًا"),
        ("sort=best", "غير معروفة"),
    ],
)
def test_a_wrong_parameter_is_said_on_a_page_that_works(
    client: Client, answer: Answer, query: str, words: str
) -> None:
    answer()
    assert words in page(client, f"q=x&{query}")


def test_a_page_beyond_the_end_is_a_404_with_a_way_back(client: Client, answer: Answer) -> None:
    answer(hits=[])
    html = page(client, "q=x&page=99", status=404)
    assert "لا توجد صفحة 99؛ آخر صفحة هي 3." in html
    assert links(html, "إلى آخر صفحة") == ["/search/?q=x&page=3"]


def test_nothing_found_says_what_would_find_more(client: Client, answer: Answer) -> None:
    answer(total=0, hits=[], facets={}, years=[], suggestion="عقود")
    html = page(client, "q=عقدد&match=exact&company=google&words=all")
    assert "لا نتائج" in html
    assert "عقدد" in html
    assert links(html, "بلا مرشّحات") == ["/search/?q=%D8%B9%D9%82%D8%AF%D8%AF&match=exact"]
    assert links(html, "ومشتقاتها")
    assert links(html, "عقود")


def test_notices_of_the_engine(client: Client, answer: Answer) -> None:
    answer(notice="index")
    assert "فهرس البحث غير متاح الآن" in page(client)
    answer(query=replace(parse_query("x"), cut=True))
    assert "السؤال أطول مما يُبحث عنه" in page(client)


def test_the_form_carries_filters_but_not_the_page(client: Client, answer: Answer) -> None:
    answer()
    html = page(client, "q=x&company=google&sort=newest&page=2")
    (form,) = re.findall(r'<form class="search-box".*?</form>', html, re.DOTALL)
    assert 'name="company" value="google"' in form
    assert 'name="sort" value="newest"' in form
    assert 'name="page"' not in form


@pytest.mark.parametrize(
    "value", ['"><script>alert(1)</script>', "' onfocus=alert(1) x='", "\x00<b>", "</title><b>"]
)
def test_nothing_typed_becomes_markup(client: Client, answer: Answer, value: str) -> None:
    answer(total=0, hits=[], facets={}, years=[])
    got = client.get("/search/", dict.fromkeys(("q", "company", "publisher", "from", "sort", "page"), value))
    html = got.content.decode()
    assert got.status_code == 200
    assert "<script>alert" not in html
    assert "<b>" not in html.replace("<b>لا نتائج</b>", "")
    assert escape(value.replace("\x00", "").strip()) in html


def test_english(client: Client, answer: Answer) -> None:
    answer()
    client.cookies["language"] = "en"
    html = page(client, "q=x&company=google")
    assert "45 results" in html
    assert links(html, "Company: Google") == ["/search/?q=x"]
    assert '<h3 lang="ar" dir="auto">' in html


@pytest.mark.usefixtures("index")
def test_with_a_real_index(client: Client, django_assert_max_num_queries) -> None:
    from search.drain import drain

    for number in range(30):
        article(
            f"احتجاج {number}",
            "خرج العاملون في احتجاجات.",
            companies=["google", f"c{number % 3}"],
            campaigns=["nimbus"],
            publisher=f"ن{number % 4}",
            published_on=date(2020 + number % 5, 1, 1) if number % 6 else None,
        )
    campaign("nimbus")
    drain()
    page(client, "q=احتجاج")
    with django_assert_max_num_queries(12):
        html = page(client, "q=احتجاج&company=google&from=2021")
    assert "<mark>" in html
    assert "لا تشمل هذه الفترة ما لا تاريخ له: 5 مقالات." in html


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    "query", ["*:*", '"', "((", "-", "a:b", "كلمة " * 10_000, "شركة:", "\x00", "أو أو أو"]
)
def test_hostile_queries_are_pages(client: Client, query: str) -> None:
    assert client.get("/search/", {"q": query}).status_code == 200
