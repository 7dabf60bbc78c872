"""Home, lists, language, errors and what crawlers read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest
from django.test import Client, RequestFactory, override_settings

from archive.models import Publisher
from archive.views import errors, site
from tests.factory import article, campaign, company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
PAGES = ["/", "/companies/", "/campaigns/", "/publishers/", "/timeline/", "/about/", "/search/"]
FOREIGN = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?!testserver)""")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("filled", [False, True])
def test_pages_are_arabic_complete_and_ask_no_other_host(client: Client, address: str, filled: bool) -> None:
    if filled:
        article(companies=["google"], campaigns=["nimbus"], publisher="صحيفة", published_on=date(2024, 5, 1))
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in html
    assert len(re.findall("<h1", html)) == 1
    assert not FOREIGN.search(html)
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)", html)
    assert not re.search(r"\son[a-z]+=", html)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_sets_a_cookie(client: Client, address: str) -> None:
    assert client.get(address).cookies == {}


@pytest.mark.parametrize("address", PAGES)
def test_no_arabic_is_left_in_the_english_interface(client: Client, address: str) -> None:
    client.cookies["language"] = "en"
    html = client.get(address).content.decode()
    assert '<html lang="en" dir="ltr">' in html
    words = re.sub(r'<[^>]*lang="ar"[^>]*>.*?</', "", html, flags=re.DOTALL)
    assert re.findall(r"[\u0621-\u064a]{2,}", words) == []


def test_accept_language_changes_nothing(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "en-US,en"})
    assert 'lang="ar"' in answer.content.decode()
    assert "Cookie" in answer["Vary"]


def test_the_switch_keeps_the_page_and_sets_only_its_cookie(client: Client) -> None:
    html = client.get("/search/?q=%D8%B9%D9%82%D8%AF&company=google").content.decode()
    (link,) = re.findall(r'<a class="language" href="([^"]+)"', html)
    answer = client.get(link.replace("&amp;", "&"))
    assert answer.status_code == 302
    assert answer["Location"] == "/search/?q=%D8%B9%D9%82%D8%AF&company=google"
    assert list(answer.cookies) == ["language"]
    assert answer.cookies["language"].value == "en"
    assert 'lang="en" dir="ltr"' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    "bad",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "/\t/evil.example",
    ],
)
def test_the_switch_never_leaves_the_site(client: Client, bad: str) -> None:
    answer = client.get("/language/", {"to": "en", "next": bad})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_an_unknown_language_is_arabic(client: Client) -> None:
    assert client.get("/language/?to=xx&next=/about/").cookies["language"].value == "ar"


def test_a_very_long_address_still_has_a_switch(client: Client) -> None:
    html = client.get("/search/", {"q": "ن" * 60_000}).content.decode()
    (link,) = re.findall(r'<a class="language" href="([^"]+)"', html)
    assert len(link) < 3000


def test_home_shows_what_there_is(client: Client) -> None:
    article("أول", "نص فيه مقاطعة", companies=["google"], publisher="صحيفة", published_on=date(2023, 1, 1))
    article("ثان", companies=["google"], campaigns=["nimbus"], published_on=date(2024, 1, 1))
    article("مسودة", companies=["meta"], status="proposed")
    html = client.get("/").content.decode()
    assert html.index("ثان") < html.index("أول")
    assert "مسودة" not in html
    assert "/companies/meta/" not in html
    assert "مقالان" in html
    assert "?from=2023&amp;to=2023" in html


def test_home_queries_do_not_grow(client: Client, django_assert_max_num_queries) -> None:
    for number in range(8):
        article(
            f"م{number}", companies=[f"c{number}", "google"], campaigns=[f"k{number}"], publisher=f"ن{number}"
        )
    with django_assert_max_num_queries(7):
        client.get("/")


def test_a_publisher_with_an_arabic_slug(client: Client) -> None:
    made = article("عنوان", publisher="صحيفة الناس", published_on=date(2024, 1, 1))
    assert made.publisher
    answer = client.get(made.publisher.get_absolute_url())
    assert answer.status_code == 200
    assert "صحيفة الناس" in answer.content.decode()
    assert "صحيفة الناس" in client.get("/publishers/").content.decode()


def test_publishers_without_public_articles_are_not_listed(client: Client) -> None:
    Publisher.objects.create(name="لا أحد")
    assert "لا أحد" not in client.get("/publishers/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/companies/nobody/",
        "/campaigns/nobody/",
        "/publishers/لا-أحد/",
        "/companies/%00/",
        "/sitemap-7.xml",
    ],
)
def test_unknown_addresses_are_friendly(client: Client, address: str) -> None:
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert 'dir="rtl"' in html
    assert 'action="/search/"' in html


def test_a_wrong_host_is_a_400_page(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "طلب غير مفهوم" in answer.content.decode()


def test_only_get_and_head(client: Client) -> None:
    assert client.post("/about/").status_code == 405
    assert client.head("/about/").status_code == 200


def test_the_500_page_needs_no_database(rf: RequestFactory, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "تعذّر عرض الصفحة" in answer.content.decode()


def test_a_failing_page_ends_in_the_500_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("archive.views.site.render", lambda *_args, **_kwargs: 1 / 0)
    answer = client.get("/about/")
    assert answer.status_code == 500
    assert "تعذّر عرض الصفحة" in answer.content.decode()


def test_forbidden_has_a_page(rf: RequestFactory) -> None:
    answer = errors.forbidden(rf.get("/"))
    assert answer.status_code == 403
    assert "ليست متاحة لك" in answer.content.decode()


def test_robots_keeps_out_of_search_and_names_the_map(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /search/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /articles/\n" not in text
    assert "Disallow: /articles/*/cite." in text


def test_about_shows_an_example_of_the_api_that_works(client: Client) -> None:
    html = client.get("/about/").content.decode()
    (example,) = re.findall(r"curl &#x27;([^<]*)&#x27;|curl '([^<]*)'", html)
    address = "".join(example).replace("&amp;", "&").removeprefix("http://testserver")
    assert address.isascii()
    assert client.get(address).json()["query"]["text"] == "عقد"
    assert client.get("/api/v1/openapi.json").status_code == 200


def locations(content: bytes) -> list[str]:
    return [
        str(element.text) for element in ElementTree.fromstring(content).iter() if element.tag.endswith("loc")
    ]


def test_the_map_lists_public_pages_only(client: Client) -> None:
    shown = article(companies=["google"], campaigns=["nimbus"], publisher="صحيفة الناس")
    hidden = article("ب", companies=["meta"], status="withdrawn")
    found = locations(client.get("/sitemap.xml").content)
    assert f"http://testserver/articles/{shown.pk}/" in found
    assert f"http://testserver/articles/{hidden.pk}/" not in found
    assert "http://testserver/companies/google/" in found
    assert "http://testserver/companies/meta/" not in found
    assert any("/publishers/%D8" in location for location in found)


def test_a_large_archive_has_a_map_of_maps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "URLS_A_SITEMAP", 2)
    ids = [article(f"م{number}").pk for number in range(5)]
    parts = locations(client.get("/sitemap.xml").content)
    assert len(parts) == 4
    listed = [place for part in parts for place in locations(client.get(part).content)]
    assert [place for place in listed if "/articles/" in place] == [
        f"http://testserver/articles/{pk}/" for pk in ids
    ]


@override_settings(LANGUAGE_COOKIE_SECURE=True)
def test_the_cookie_is_secure_where_the_site_is(client: Client) -> None:
    cookie = client.get("/language/?to=en").cookies["language"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_company_and_campaign_lists(client: Client) -> None:
    article(companies=["google"], campaigns=["nimbus"])
    company("silent", name_ar="صامتة")
    campaign("unheard")
    html = client.get("/companies/").content.decode()
    assert html.index("/companies/google/") < html.index("/companies/silent/")
    assert "/campaigns/unheard/" in client.get("/campaigns/").content.decode()
