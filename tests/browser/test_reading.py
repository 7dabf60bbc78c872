"""The reader's way: search, open an article, read it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Characters that belong to a word: letters, digits and the marks on letters.
TORN_MARKS = """() => [...document.querySelectorAll('main mark')].filter(mark => {
    const word = /[\\p{L}\\p{N}\\p{M}]/u;
    const before = (mark.previousSibling?.textContent ?? '').slice(-1);
    const after = (mark.nextSibling?.textContent ?? '').slice(0, 1);
    return word.test(before) || word.test(after);
}).map(mark => mark.parentElement.textContent)"""
MARKS_ON_LETTERS = re.compile(r"[\u064b-\u0652\u0670\u0640]")


def plain(text: str) -> str:
    """Without diacritics and tatweel."""
    return MARKS_ON_LETTERS.sub("", unicodedata.normalize("NFKC", text))


def test_search_open_read(page: Page, request: pytest.FixtureRequest) -> None:
    page.goto("/")
    box = page.locator("input[name=q]").first
    box.fill("احتجاج")
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"/search/\?.*q="))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    marked = page.locator("main mark")
    expect(marked.first).to_be_visible()
    words = {plain(word) for word in marked.all_inner_texts()}
    assert any(word != "احتجاج" and "احتجاج" in word for word in words), words
    assert page.evaluate(TORN_MARKS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page scrolls sideways"
    )
    picture(page, f"search-{request.node.callspec.id}", whole=False)

    page.locator("main a[href^='/articles/']").first.click()
    expect(page).to_have_url(re.compile(r"/articles/\d+/"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    body = page.locator("article").first
    assert body.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert len(body.inner_text().split()) > 150
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page scrolls sideways"
    )


def test_arabic_is_drawn_with_the_fonts_that_the_site_ships(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.fonts.ready.then(() => true)")
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    heading = tools.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert fonts
    assert all(font["isCustomFont"] for font in fonts), fonts
