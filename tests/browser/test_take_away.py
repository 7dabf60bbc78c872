"""What a reader takes home: the file of a search, the concordance, the feed that pages announce."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_results_as_a_table(page: Page) -> None:
    page.goto("/search/?q=غوغل&sort=newest")
    titles = page.locator(".article-list h3").all_inner_texts()
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("CSV")).click()
    assert re.fullmatch(r"sijil-\d{8}-\d{6}\.csv", downloading.value.suggested_filename)
    with Path(downloading.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows][: len(titles)] == titles
    assert {row["query"] for row in rows} == {"غوغل"}


def test_every_hit_as_a_line_with_its_word_in_the_middle(page: Page) -> None:
    page.goto("/search/?q=غوغل")
    page.get_by_role("link", name="أسطر", exact=True).click()
    expect(page).to_have_url(re.compile("view=lines"))
    page.get_by_role("link", name="ما بعد الكلمة").click()
    expect(page).to_have_url(re.compile("by=after"))
    lines = page.locator(".lines li")
    assert lines.count() > 5
    width = (page.viewport_size or {"width": 0})["width"]
    boxes = [line.locator(".word").bounding_box() for line in lines.all()]
    middles = [box["x"] + box["width"] / 2 for box in boxes if box]
    assert max(middles) - min(middles) < width * 0.12
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for before, word in zip(
        page.locator(".lines .before bdi").all()[:5], page.locator(".lines .word").all()[:5], strict=True
    ):
        place, mark = before.bounding_box(), word.bounding_box()
        assert place is None or mark is None or not before.inner_text() or place["x"] >= mark["x"]
    lines.first.locator(".word").click()
    expect(page).to_have_url(re.compile(r"/articles/\d+/"))


@pytest.mark.parametrize("address", ["/search/?q=غوغل", "/companies/google/"])
def test_the_feed_is_announced_and_there(page: Page, address: str) -> None:
    page.goto(address)
    feed = page.locator('link[type="application/atom+xml"]').get_attribute("href")
    answer = page.request.get(str(feed))
    assert answer.ok
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "<entry>" in answer.text()
