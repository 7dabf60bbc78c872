"""What axe-core, the rule engine of accessibility testers, finds on every kind of page."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from archive.models import Article, Campaign, Company, Mention, Publisher

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRAVE = {"serious", "critical"}
FIXED = (
    "/",
    "/search/",
    "/search/?q=غوغل",
    "/search/?q=غوغل&view=lines",
    "/search/?q=كلمةلاتوجد",
    "/search/?from=99",
    "/companies/",
    "/campaigns/",
    "/publishers/",
    "/timeline/",
    "/about/",
    "/nowhere/",
    "/admin/login/",
)


def addresses() -> list[str]:
    """One page of each kind: those that need nothing, and the richest article, company and campaign."""
    of_companies = Mention.objects.filter(company__isnull=False)
    richest = Article.objects.filter(figures__isnull=False).first()
    assert richest
    company = of_companies.values_list("company", flat=True)[0]
    campaign = Mention.objects.filter(campaign__isnull=False).values_list("campaign", flat=True)[0]
    return [
        *FIXED,
        richest.get_absolute_url(),
        f"{richest.get_absolute_url()}versions/",
        Company.objects.get(pk=company).get_absolute_url(),
        Campaign.objects.get(pk=campaign).get_absolute_url(),
        Publisher.objects.all()[0].get_absolute_url(),
        f"/timeline/?company={Company.objects.get(pk=company).slug}",
    ]


def grave(page: Page, path: str) -> list[str]:
    """The serious findings on a page, one line each."""
    page.goto(path)
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{path} {one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_serious(page: Page, archive: str, language: str, scheme: Any) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": archive}])
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == language
    assert [finding for path in addresses() for finding in grave(page, path)] == []
