"""A curator's evening: articles reviewed by keyboard alone, one put in by hand; pictures for the guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from archive.models import Alias, Article, Review
from archive.review import queue
from tests.browser.conftest import VIEWPORTS, guide, picture
from tests.browser.test_access import grave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTED = """عمال مستودع يطالبون شركة أمازون بمراجعة ساعات العمل

شارك المقال

قال عمال في مستودع تابع لشركة أمازون إنهم جمعوا 240 توقيعا على رسالة تطالب بمراجعة ساعات العمل.

وأضافوا أنهم سيسلمون الرسالة إلى الإدارة في الأسبوع المقبل وينتظرون ردا مكتوبا عليها.
"""


@pytest.fixture(params=sorted(VIEWPORTS))
def desk(request: pytest.FixtureRequest, browser: Browser, archive: str) -> Iterator[Page]:
    """A curator's browser, logged in, on the review queue; a script that throws fails the test."""
    User.objects.create_superuser("سعاد", "s@example.org", "a long enough secret")
    queue.refresh(Article.objects.values_list("pk", flat=True))
    context = browser.new_context(viewport=VIEWPORTS[request.param], base_url=archive, locale="ar")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/admin/login/?next=/admin/review/")
    page.fill("#id_username", "سعاد")
    page.fill("#id_password", "a long enough secret")
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("يحتاج إلى مراجعة")
    yield page
    picture(page, request.node.name, whole=False)
    context.close()
    assert errors == []


def settle(page: Page) -> None:
    """Wait until the last action has been answered."""
    expect(page.locator("#review")).not_to_have_attribute("aria-busy", "true")


def key(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)
        settle(page)


def no_scroll_sideways(page: Page) -> None:
    width = (page.viewport_size or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_ten_articles_are_reviewed_by_keyboard(desk: Page) -> None:
    guide(desk, "review-queue")
    waiting = queue.counts()[0]
    assert waiting >= 10
    desk.get_by_role("link", name="ابدأ المراجعة").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#review")).to_be_visible()
    guide(desk, "review-article")
    no_scroll_sideways(desk)
    seen: list[str] = []
    for number in range(10):
        seen.append(str(desk.locator("#review").get_attribute("data-article")))
        pending = desk.locator(".item[data-pending]").count()
        for turn in range(pending):
            expect(desk.locator(".item.current[data-pending]")).to_have_count(1)
            key(desk, "a" if (number + turn) % 2 else "r")
        expect(desk.locator(".item[data-pending]")).to_have_count(0)
        if number == 0 and not desk.locator("#date").input_value():
            key(desk, "d")
            desk.keyboard.type("2018-06")
            desk.keyboard.press("Enter")
            expect(desk.locator("#date-evidence")).to_contain_text("2018-06")
        desk.keyboard.press("n")
        expect(desk.locator(f"#review[data-article='{seen[-1]}']")).to_have_count(0)
    assert len(set(seen)) == 10
    assert Review.objects.filter(article__in=seen, needs=0, reviewed_by__username="سعاد").count() == 10


def test_lines_go_back_and_out_and_the_last_step_is_undone(desk: Page) -> None:
    desk.goto("/admin/review/first/")
    body = Article.objects.get(pk=int(str(desk.locator("#review").get_attribute("data-article"))))
    before = body.body
    key(desk, "l")
    expect(desk.locator(".line.current.out")).to_have_count(1)
    line = str(desk.locator(".line.current").get_attribute("id"))
    desk.keyboard.press("a")
    expect(desk.locator(f"#{line}")).to_have_class(re.compile(r"\bin\b"))
    settle(desk)
    desk.keyboard.press("r")
    expect(desk.locator(f"#{line}")).to_have_class(re.compile(r"\bout\b"))
    settle(desk)
    body.refresh_from_db()
    assert body.body == before
    key(desk, "u")
    expect(desk.locator(f"#{line}")).to_have_class(re.compile(r"\bin\b"))
    desk.keyboard.press("Shift+?")
    expect(desk.locator("#keys")).to_have_attribute("open", "")
    guide(desk, "review-keys")


def test_rejecting_in_a_context_teaches_the_spelling(desk: Page) -> None:
    desk.goto("/admin/review/first/")
    item = desk.locator(".item:has(.choices)").first
    item.locator(".where").click()
    expect(item).to_have_class(re.compile("current"))
    desk.keyboard.press("x")
    word = str(item.locator(".choices bdi").first.inner_text())
    guide(desk, "review-always")
    desk.keyboard.press("1")
    expect(desk.locator("#said")).to_contain_text(word)
    assert any(word in (alias.guard or {}).get("not_near", []) for alias in Alias.objects.exclude(guard=None))


def test_marked_words_become_a_mention(desk: Page) -> None:
    desk.goto("/admin/review/first/")
    paragraph = desk.locator(".text p[data-start]").nth(1)
    words = paragraph.evaluate(
        """p => { const node = p.firstChild, range = document.createRange();
                  range.setStart(node, 0); range.setEnd(node, node.data.indexOf(' ', 3));
                  getSelection().removeAllRanges(); getSelection().addRange(range);
                  return range.toString(); }"""
    )
    desk.keyboard.press("m")
    expect(desk.locator("#words")).to_have_value(words)
    desk.locator("#entity").fill("project-nimbus")
    desk.locator("#add button").click()
    made = desk.locator(".item.confirmed", has_text=words).first
    expect(made).to_be_visible()
    article = Article.objects.get(pk=int(str(desk.locator("#review").get_attribute("data-article"))))
    mention = article.mentions.get(rule="", state="confirmed")
    assert article.body[mention.start : mention.end] == mention.surface == words


def test_two_curators_at_once_lose_nothing(desk: Page) -> None:
    desk.goto("/admin/review/first/")
    other = desk.context.new_page()
    other.goto(desk.url)
    other.locator("#title").fill("عنوان الأولى")
    other.locator("#save").click()
    expect(other.locator("#undo")).to_be_enabled()
    desk.locator("#title").fill("عنوان الثانية")
    desk.locator("#save").click()
    expect(desk.locator("#said")).to_contain_text("سعاد")
    expect(desk.locator("#title")).to_have_value("عنوان الثانية")
    expect(desk.locator(".headline")).to_contain_text("عنوان الأولى")


def test_an_article_put_in_by_hand(desk: Page) -> None:
    desk.get_by_role("link", name="إدخال مقال باليد").click()
    desk.get_by_label("النص").fill(PASTED)
    desk.get_by_label("الناشر").fill("نشرة العمال")
    desk.get_by_label("تاريخ النشر").fill("3 مارس 2024")
    desk.get_by_role("button", name="معاينة").click()
    preview = desk.locator(".preview")
    expect(preview).to_contain_text("عمال مستودع يطالبون")
    expect(preview).to_contain_text("نشرة العمال")
    expect(preview).to_contain_text("3 مارس/آذار 2024")
    no_scroll_sideways(desk)
    guide(desk, "by-hand")
    desk.get_by_role("button", name="احفظ في الأرشيف").click()
    expect(desk).to_have_url(re.compile(r"/admin/review/\d+/"))
    expect(desk.locator("#title")).to_have_value("عمال مستودع يطالبون شركة أمازون بمراجعة ساعات العمل")
    assert Article.objects.get(publisher__name="نشرة العمال").published_on.isoformat() == "2024-03-03"


def test_the_buttons_work_without_scripts(browser: Browser, archive: str) -> None:
    User.objects.create_superuser("سعاد", "s@example.org", "a long enough secret")
    queue.refresh(Article.objects.values_list("pk", flat=True))
    context = browser.new_context(base_url=archive, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/review/first/")
    page.fill("#id_username", "سعاد")
    page.fill("#id_password", "a long enough secret")
    page.locator("input[type=submit]").click()
    item = page.locator(".item[data-pending]").first
    chosen = item.get_attribute("id")
    item.get_by_role("button", name="قبول").click()
    expect(page.locator(f"#{chosen} .badge")).to_have_text("مقبول")
    first = page.url.split("#")[0]
    page.get_by_role("button", name=re.compile("تمّت المراجعة، التالي")).click()
    assert page.url.split("?")[0] != first
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_for_those_who_do_not_see(desk: Page, scheme: Any) -> None:
    desk.emulate_media(color_scheme=scheme)
    pk = Article.objects.order_by("pk").values_list("pk", flat=True)[0]
    paths = (
        "/admin/",
        "/admin/review/",
        f"/admin/review/{pk}/",
        f"/admin/review/{pk}/copies/",
        "/admin/review/add/",
    )
    assert [finding for path in paths for finding in grave(desk, path)] == []
