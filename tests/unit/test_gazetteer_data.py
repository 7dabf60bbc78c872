"""The shipped gazetteer: large enough, described, and written as readers expect it."""

from __future__ import annotations

import re

from archive.gazetteer.load import load

ENTRIES = load()
COMPANIES = {entry.slug: entry for entry in ENTRIES if entry.kind == "company"}
CAMPAIGNS = {entry.slug: entry for entry in ENTRIES if entry.kind == "campaign"}
ARABIC = re.compile("[\u0621-\u064a]")


def test_there_are_enough():
    assert len(COMPANIES) >= 150
    assert len(CAMPAIGNS) >= 100


def test_the_great_ones_have_their_usual_slugs():
    assert COMPANIES.keys() >= {
        "amazon",
        "google",
        "microsoft",
        "salesforce",
        "meta",
        "apple",
        "slack",
        "ring",
    }
    assert CAMPAIGNS.keys() >= {
        "no-tech-for-apartheid",
        "no-azure-for-apartheid",
        "project-nimbus",
        "no-tech-for-ice",
        "black-lives-matter",
    }
    assert COMPANIES["twitter-x"].name_en == "Twitter/X"
    assert COMPANIES["nso-group"].name_en == "NSO Group"


def test_each_is_described_in_a_sentence_of_each_language():
    for entry in ENTRIES:
        assert entry.description_ar.endswith("."), entry.slug
        assert entry.description_en.endswith("."), entry.slug
        assert ARABIC.search(entry.description_ar), entry.slug
        assert not ARABIC.search(entry.description_en), entry.slug
        assert ARABIC.search(entry.name_ar) or entry.slug == "996-icu", entry.slug


def test_shown_names_are_unique():
    for kind in (COMPANIES, CAMPAIGNS):
        assert len({entry.name_en for entry in kind.values()}) == len(kind)
        assert len({entry.name_ar for entry in kind.values()}) == len(kind)


def test_every_company_has_a_name_and_the_great_ones_many():
    assert all(entry.names for entry in COMPANIES.values())
    for slug in ("amazon", "google", "meta", "microsoft", "apple", "telegram", "openai", "uber"):
        assert len(COMPANIES[slug].names) >= 10, slug


def test_every_campaign_can_be_named_or_proposed():
    idle = [entry.slug for entry in CAMPAIGNS.values() if not entry.names and not entry.subjects]
    assert idle == []
