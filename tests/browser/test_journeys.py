"""Journeys of a reader: narrow and cite, follow a figure, change the language, go without scripts."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST_VISIT = 150_000
NEXT_VISIT = 30_000
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def reads_without_scrolling_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def open_filters(page: Page) -> None:
    summary = page.locator(".filters > summary")
    if summary.is_visible():
        summary.click()


def test_search_narrow_read_cite(page: Page, request: pytest.FixtureRequest) -> None:
    page.goto("/search/?q=موظفين")
    page.evaluate("window.sameDocument = true")
    before = page.locator("[role=status] b").inner_text()
    open_filters(page)
    page.locator(".facet a", has_text="غوغل").first.click()
    expect(page).to_have_url(re.compile("company=google"))
    expect(page.locator(".chip", has_text="غوغل")).to_be_visible()
    assert page.evaluate("window.sameDocument"), "the results were to change in place"
    assert page.locator("[role=status] b").inner_text() != before
    picture(page, f"narrowed-{request.node.callspec.id}")

    page.go_back()
    expect(page.locator("[role=status] b")).to_have_text(before)
    page.go_forward()
    expect(page.locator(".chip", has_text="غوغل")).to_be_visible()

    page.locator(".article-list h3 a").first.click()
    expect(page).to_have_url(re.compile(r"/articles/\d+/"))
    assert reads_without_scrolling_sideways(page)
    place = page.locator(".places .tag[href^='#m-']").first
    place.click()
    expect(page.locator(str(place.get_attribute("href")))).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename.endswith(".bib")
    with page.expect_download() as download:
        page.locator(".aside a[href*='/original/']").first.click()
    assert download.value.suggested_filename.endswith(".txt")


def test_company_figure_sentence(page: Page) -> None:
    page.goto("/companies/microsoft/")
    assert reads_without_scrolling_sideways(page)
    figure = page.locator("#figures td a").first
    target = str(figure.get_attribute("href"))
    figure.click()
    expect(page).to_have_url(re.compile(re.escape(target)))
    expect(page.locator(f"#{target.partition('#')[2]}")).to_be_in_viewport()


def test_language_switch_keeps_the_page(page: Page, request: pytest.FixtureRequest) -> None:
    page.goto("/search/?q=موظفين&company=google")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page).to_have_url(re.compile("company=google"))
    expect(page.locator(".snippet").first).to_have_attribute("lang", "ar")
    assert page.locator(".snippet").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert reads_without_scrolling_sideways(page)
    picture(page, f"english-{request.node.callspec.id}")
    page.goto("/timeline/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline")
    page.get_by_role("link", name="العربية").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("خط الزمن")


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_works_without_scripts(browser: Browser, archive: str, width: int) -> None:
    context = browser.new_context(
        base_url=archive, java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto("/")
    page.locator("input[name=q]").fill("موظفين")
    page.locator("input[name=q]").press("Enter")
    open_filters(page)
    page.locator(".facet a", has_text="غوغل").first.click()
    expect(page.locator(".chip", has_text="غوغل")).to_be_visible()
    page.locator(".chip", has_text="غوغل").click()
    expect(page.locator(".chip")).to_have_count(0)
    page.goto("/timeline/")
    page.locator("svg a").first.click()
    expect(page).to_have_url(re.compile(r"/search/\?"))
    context.close()


def test_the_search_page_is_light_and_still(browser: Browser, archive: str) -> None:
    context = browser.new_context(base_url=archive, viewport={"width": 390, "height": 844})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    weights: list[float] = []
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text) if message.type == "error" else None)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto("/search/?q=موظفين", wait_until="networkidle")
    assert sum(weights) <= FIRST_VISIT
    assert page.evaluate("window.shifted") == 0
    weights.clear()
    page.goto("/search/?q=احتجاج", wait_until="networkidle")
    assert sum(weights) <= NEXT_VISIT
    assert violations == []
    context.close()


def test_the_keyboard_alone_reaches_the_results(page: Page) -> None:
    page.goto("/search/?q=موظفين")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.article-list h3 a')"):
            break
    else:
        pytest.fail("no result can be reached by pressing Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_proposals_are_chosen_by_keyboard(page: Page) -> None:
    page.goto("/search/")
    box = page.locator(".search-box input[name=q]").first
    box.press_sequentially("مايكرو")
    first = page.locator(".proposals [role=option]").first
    expect(first).to_be_visible()
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    address = str(first.get_attribute("data-url"))
    box.press("Enter")
    page.wait_for_url(lambda url: unquote(url).endswith(unquote(address)))
    assert address.startswith("/")


def test_enter_without_a_choice_searches_what_was_typed(page: Page) -> None:
    page.goto("/search/")
    box = page.locator(".search-box input[name=q]").first
    box.press_sequentially("مايكرو")
    expect(page.locator(".proposals [role=option]").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url(lambda url: unquote(url).endswith("q=مايكرو"))
    expect(page.locator(".proposals [role=option]")).to_have_count(0)
    box.press("End")
    box.press_sequentially("سوفت")
    expect(page.locator(".proposals [role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".proposals [role=option]")).to_have_count(0)
