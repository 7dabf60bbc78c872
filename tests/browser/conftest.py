"""A real Chromium against a real server: the sample articles, ingested and indexed in a temporary folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "test-artifacts"
VIEWPORTS = {
    "desktop": ViewportSize(width=1280, height=900),
    "phone": ViewportSize(width=390, height=844),
}
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that SIJIL_CHROMIUM names; `make test-browser` installs it."""
    executable = os.environ.get("SIJIL_CHROMIUM") or shutil.which("chromium")
    if not executable:
        pytest.fail("there is no Chromium; run these tests with `make test-browser`")
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django would refuse its database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def archive(live_server: LiveServer, settings: LazySettings, tmp_path: Path) -> str:
    """The address of a site that holds the sample articles, all of them indexed."""
    settings.DATA_DIR = tmp_path
    call_command("load_gazetteer", verbosity=0)
    call_command("load_samples", verbosity=0)
    call_command("rebuild_index", interactive=False, verbosity=0)
    return str(live_server.url)


@pytest.fixture(params=sorted(VIEWPORTS))
def page(request: pytest.FixtureRequest, browser: Browser, archive: str) -> Iterator[Page]:
    """A page at desktop and at phone width. The test fails if it asked another host for anything,
    or if a script of ours threw. A picture of where the test ended is kept in test-artifacts/."""
    context = browser.new_context(
        viewport=VIEWPORTS[request.param], base_url=archive, locale="ar", has_touch=request.param == "phone"
    )
    page = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    page.on("request", lambda asked: _note_foreign(asked.url, archive, foreign))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    picture(page, request.node.name)
    context.close()
    assert foreign == []
    assert errors == []


def _note_foreign(url: str, home: str, foreign: list[str]) -> None:
    if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != urlsplit(home).netloc:
        foreign.append(url)


def picture(page: Page, name: str, *, whole: bool = True) -> Path:
    """Keep a picture of the page, or of its window alone, as test-artifacts/NAME.png."""
    ARTIFACTS.mkdir(exist_ok=True)
    path = ARTIFACTS / f"{re.sub(r'[^0-9A-Za-z_-]+', '-', name).strip('-')}.png"
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=path, full_page=whole)
    return path


def guide(page: Page, name: str) -> None:
    """A picture for docs/curation.md, of the wide screen; SIJIL_GUIDE_IMAGES puts it into docs/images/.

    There it has 64 colours, which text on paper never misses and which make a third of the file. Needs
    `pngquant`, a package of Debian.
    """
    if (page.viewport_size or {"width": 0})["width"] < 1000:
        return
    page.wait_for_load_state("networkidle")  # the fonts of a page that was just opened
    taken = picture(page, f"guide-{name}", whole=False)
    if os.environ.get("SIJIL_GUIDE_IMAGES"):
        target = ROOT / "docs" / "images" / f"{name}.png"
        command = ["pngquant", "64", "--strip", "--force", "--output", str(target), str(taken)]
        subprocess.run(command, check=True)
