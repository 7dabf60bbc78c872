"""A curator's evening in a real browser: a field taken back, an article withdrawn, a passage redacted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, Page, expect

from archive.history import because
from archive.models import Article
from tests.browser.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "قصر بعيد خلف الأنهار"
TITLE = "عنوان أفسدته قاعدة"


@pytest.fixture
def desk(browser: Browser, archive: str) -> Iterator[Page]:
    """The admin of the sample archive, entered as a superuser. Fails if a script threw."""
    get_user_model().objects.create_superuser("huda", password=PASSWORD)
    context = browser.new_context(base_url=archive, locale="ar")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/admin/login/")
    page.fill("input[name=username]", "huda")
    page.fill("input[name=password]", PASSWORD)
    page.click("input[type=submit]")
    expect(page.locator("#content")).to_be_visible()
    yield page
    context.close()
    assert errors == []


def test_a_field_is_taken_back_from_the_history(desk: Page) -> None:
    article = Article.objects.order_by("pk").first()
    before = article.title
    with because("reparse"):
        article.title = TITLE
        article.save()
    desk.goto(f"/admin/archive/article/{article.pk}/history/")
    expect(desk.locator(".changes ins").first).to_be_visible()
    expect(desk.locator(".changes")).to_contain_text("reparse")
    picture(desk, "history")
    desk.get_by_role("button", name="أعِد «العنوان» كما كان قبل هذا التغيير").click()
    expect(desk.locator(".messagelist")).to_contain_text("استُعيدت القيم السابقة")
    expect(desk.locator(".change").first).to_contain_text("huda")
    desk.goto(f"/articles/{article.pk}/")
    expect(desk.locator("h1#title")).to_have_text(before)


def test_a_withdrawn_article_is_gone_from_search_api_and_feed(desk: Page) -> None:
    article = Article.objects.order_by("pk").first()
    places = (f"/search/?q={article.title}", "/search/feed.atom", "/api/v1/articles?page_size=100")
    here = f"/articles/{article.pk}/"
    assert [here in desk.request.get(place).text() for place in places] == [True] * 3
    desk.goto(f"/admin/archive/article/{article.pk}/change/")
    desk.get_by_role("link", name="اسحب المقال").click()
    desk.get_by_label("بطلب من صاحب شأن").check()
    desk.fill("textarea[name=note]", "طلبت كاتبته سحبه.")
    picture(desk, "withdraw")
    desk.get_by_role("button", name="اسحب المقال").click()
    expect(desk.locator(".messagelist")).to_contain_text("سُحب المقال")
    assert [here in desk.request.get(place).text() for place in places] == [False] * 3
    assert desk.request.get(f"/api/v1/articles/{article.pk}").status == 410
    answer = desk.goto(here)
    assert answer is not None
    assert answer.status == 410
    expect(desk.locator("main")).to_contain_text("طلبت كاتبته سحبه.")
    picture(desk, "withdrawn")


def test_a_selected_passage_is_redacted(desk: Page) -> None:
    article = Article.objects.order_by("pk").first()
    word = article.body.split()[3].strip("،.«»")
    desk.goto(f"/admin/archive/article/{article.pk}/redact/")
    desk.evaluate(
        """word => {
            const walker = document.createTreeWalker(
                document.getElementById("redact-text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(word);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + word.length);
                return;
            }
        }""",
        word,
    )
    expect(desk.locator("textarea[name=passage]")).to_have_value(word)
    desk.fill("input[name=reason]", "سلامة شاهد")
    desk.get_by_role("button", name="اعرض ما سيُحجب").click()
    picture(desk, "redact")
    desk.get_by_role("button", name="احجب", exact=True).click()
    expect(desk.locator("#redact-text")).to_contain_text("█████")
    assert desk.request.get(f"/articles/{article.pk}/original/").status == 403
