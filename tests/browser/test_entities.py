"""A curator's evening: a spelling previewed, saved and tagged; two companies merged and parted again."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect

from archive.models import Article, Company, Job, Mention
from tests.browser.conftest import guide, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def curator(page: Page, archive: str) -> Page:
    """The page with an administrator signed in."""
    client = Client()
    client.force_login(User.objects.create_superuser("قيّمة"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": archive}])
    return page


def test_a_spelling_is_previewed_saved_and_tagged(curator: Page, request: pytest.FixtureRequest) -> None:
    made = Article.objects.create(
        title="خبر عن سيجل", body="أعلنت شركة سيجلتك اليوم عن عقد جديد.", text_hash="x"
    )
    company = Company.objects.create(slug="sijiltech", name_ar="سجل تك", name_en="SijilTech")
    curator.goto(f"/admin/archive/company/{company.pk}/change/")
    row = curator.locator("#aliases-0")
    row.locator("[name=aliases-0-text]").fill("سيجلتك")
    shown = curator.locator(".spelling-preview").first
    expect(shown).to_contain_text("مقال واحد")
    expect(shown.locator("mark")).to_have_text("سيجلتك")
    assert not Mention.objects.filter(company=company).exists(), "nothing is saved yet"
    picture(curator, f"spelling-{request.node.callspec.id}")
    width = (curator.viewport_size or {"width": 0})["width"]
    if width > 1000:
        assert curator.evaluate("document.documentElement.scrollWidth") <= width
    curator.locator("#aliases-group").evaluate("group => group.scrollIntoView()")
    guide(curator, "spelling-preview")
    row.locator("[name=aliases-0-guard]").fill('{"near": ["بنك"]}')
    expect(shown).to_contain_text("لا يغيّر")
    row.locator("[name=aliases-0-guard]").fill("")
    expect(shown).to_contain_text("مقال واحد")
    curator.locator("[name=_continue]").click()
    curator.get_by_role("link", name="تابِع التقدّم").or_(curator.locator(".success")).first.wait_for()
    job = Job.objects.latest("pk")
    curator.goto(f"/admin/archive/job/{job.pk}/change/")
    expect(curator.locator("#content-main")).to_contain_text("وُسمت")
    assert made.mentions.get().company == company


def test_two_companies_are_merged_and_parted(curator: Page, request: pytest.FixtureRequest) -> None:
    google, amazon = (Company.objects.get(slug=slug) for slug in ("google", "amazon"))
    articles = Article.objects.naming(amazon).count()
    assert articles
    curator.goto(f"/admin/archive/company/merge/?ids={google.pk},{amazon.pk}")
    picture(curator, f"merge-{request.node.callspec.id}")
    curator.locator(f"[name=name_en][value='{amazon.pk}']").check()
    guide(curator, "merge")
    curator.locator("#content-main button[type=submit]").click()
    undo = curator.locator("button[value=undo]")
    expect(undo).to_be_visible()
    picture(curator, f"operation-{request.node.callspec.id}")
    guide(curator, "merge-done")
    operation = curator.url
    curator.goto("/companies/amazon/")
    expect(curator).to_have_url(curator.url.replace("amazon", "google"))
    google.refresh_from_db()
    assert google.name_en == "Amazon"
    curator.goto(operation)
    undo.click()
    expect(curator.locator("#content-main")).to_contain_text("عاد كما كان")
    curator.goto("/companies/amazon/")
    expect(curator.locator("h1")).to_contain_text("أمازون")
    assert Article.objects.naming(amazon).count() == articles
