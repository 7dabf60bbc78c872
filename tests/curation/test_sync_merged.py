"""Loading the gazetteer after curators merged and renamed: nothing comes back, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.gazetteer.entry import Entry, Name
from archive.gazetteer.sync import load
from archive.ingest.store import Storer
from archive.merge.perform import merge
from archive.models import Campaign, Company, Publisher, Redirect
from search import gazetteer
from tests.factory import article

pytestmark = pytest.mark.django_db
META = Entry("company", "meta", "ميتا", "Meta", (Name("ميتا"),))
FACEBOOK = Entry("company", "facebook", "فيسبوك", "Facebook", (Name("فيسبوك"),))
BOYCOTT = Entry("campaign", "boycott", "مقاطعة", "Boycott", (Name("مقاطعة"),), companies=("facebook",))


def test_a_merged_company_does_not_come_back() -> None:
    load([META, FACEBOOK])
    merge("company", Company.objects.get(slug="meta").pk, Company.objects.get(slug="facebook").pk, [])
    counts = load([META, replace(FACEBOOK, name_ar="فايسبوك"), BOYCOTT])
    assert (counts.created, counts.merged, counts.unchanged) == (1, 1, 1)
    company = Company.objects.get()
    assert company.name_ar == "ميتا"
    assert set(company.aliases.values_list("text", flat=True)) == {"ميتا", "فيسبوك"}
    assert Campaign.objects.get().companies.get() == company


def test_a_company_with_another_slug_follows_its_files() -> None:
    load([META])
    company = Company.objects.get()
    company.slug = "meta-platforms"
    company.save()
    Redirect.objects.create(kind="company", old="meta", target=company.pk)
    assert load([META]).unchanged == 1
    assert load([replace(META, names=(Name("ميتا"), Name("Meta")))]).changed == 1
    assert Company.objects.get().aliases.count() == 2


def test_companies_that_a_curator_took_off_a_campaign_stay_off() -> None:
    load([META, FACEBOOK, BOYCOTT])
    boycott = Campaign.objects.get()
    boycott.companies.clear()
    load([replace(BOYCOTT, companies=("facebook", "meta"))])
    assert list(boycott.companies.values_list("slug", flat=True)) == ["meta"]


def test_ingest_and_search_know_a_publisher_by_its_other_names() -> None:
    for name in ("الغد", "جريدة الغد"):
        article(name, publisher=name)
    keep, drop = Publisher.objects.get(name="الغد"), Publisher.objects.get(name="جريدة الغد")
    merge("publisher", keep.pk, drop.pk, [])
    assert Storer("1").publisher("جريدةُ الغد") == keep
    gazetteer.forget()
    assert gazetteer.publishers_named("جريدة الغد") == (keep.slug,)
    assert Publisher.objects.count() == 1
