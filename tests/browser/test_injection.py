"""Script injections before a real Chromium: nothing runs, nothing even tries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from archive.export.record import one_line
from tests.factory import article, company
from tests.payloads import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hostile(live_server: LiveServer, settings: LazySettings, tmp_path: Path) -> str:
    """The address of a site whose one article carries every payload."""
    settings.DATA_DIR = tmp_path
    made = article(
        " ".join(PAYLOADS[:60]),
        "\n".join(map(one_line, PAYLOADS)),
        companies=["google"],
        publisher=PAYLOADS[0],
    )
    made.author, made.source_url = PAYLOADS[2], PAYLOADS[22]
    made.save()
    named = company("google", *(payload[:200] for payload in PAYLOADS[::10]))
    named.name_ar = named.name_en = named.description_ar = PAYLOADS[20]
    named.save()
    call_command("rebuild_index", interactive=False, verbosity=0)
    return str(live_server.url)


@pytest.fixture
def watched(browser: Browser, hostile: str) -> Iterator[Page]:
    """A page; the test fails if a dialog opened, the policy had to refuse anything, or a script threw."""
    context = browser.new_context(base_url=hostile, locale="ar")
    page = context.new_page()
    seen: list[str] = []

    def note_dialog(dialog: object) -> None:
        seen.append(f"dialog: {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]  # Playwright's own Dialog

    page.on("dialog", note_dialog)
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.on(
        "console",
        lambda message: seen.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield page
    context.close()
    assert seen == []


def test_pages_full_of_injections(watched: Page, hostile: str) -> None:
    for address in ("/", "/companies/", "/companies/google/", "/publishers/", "/search/?q=alert"):
        watched.goto(address)
    watched.goto("/search/?q=alert&view=lines&page_size=100")
    watched.locator(".lines a.word").first.click()
    assert "/articles/" in watched.url
    watched.goto(watched.url.partition("#")[0] + "?lines=all")
    for details in watched.locator("main details").all():
        details.evaluate("element => { element.open = true }")


def test_queries_that_are_injections(watched: Page) -> None:
    for payload in PAYLOADS[:30]:
        watched.goto(f"/search/?q={quote(payload)}&company={quote(payload)}")


def test_an_injection_typed_into_the_box(watched: Page) -> None:
    watched.goto("/search/")
    for payload in (PAYLOADS[0], PAYLOADS[6], PAYLOADS[20]):
        watched.locator("#q").fill(payload)
        watched.locator("#q").press("Enter")
        watched.wait_for_url("**q=*")
