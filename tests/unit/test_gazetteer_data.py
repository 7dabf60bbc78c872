"""The shipped gazetteer: large enough, described, and written as readers expect it."""

from __future__ import annotations

import re

from archive.gazetteer.load import load
from archive.ingest.fold import fold_name
from search.normalize import surface_of
from search.vocabulary import MAX_LETTERS, default_vocabulary

ENTRIES = load()
COMPANIES = {entry.slug: entry for entry in ENTRIES if entry.kind == "company"}
CAMPAIGNS = {entry.slug: entry for entry in ENTRIES if entry.kind == "campaign"}
ARABIC = re.compile("[\u0621-\u064a]")
COMMON = 60.0
"""Occurrences in a hundred million words: a commoner spelling is a word of the language or a great name."""
GREAT_NAMES = frozenset(
    [
        "تويتر",
        "يوتيوب",
        "يوتوب",
        "جوجل",
        "غوغل",
        "قوقل",
        "فيسبوك",
        "فايسبوك",
        "ويندوز",
        "ايفون",
        "مايكروسوفت",
        "ميكروسوفت",
        "سوني",
        "واتساب",
        "سامسونج",
        "سامسونغ",
        "تويوتا",
        "انستغرام",
        "انستجرام",
        "انستقرام",
        "ديزني",
        "ارامكو",
        "سكايب",
        "نوكيا",
        "فودافون",
        "ماكدونالدز",
        "كارفور",
        "ويكيليكس",
        "هيونداي",
        "ايباد",
        "هواوي",
        "فايرفوكس",
        "انتل",
        "ادوبي",
        "اوبر",
        "موزيلا",
        "ايرباص",
        "بوينغ",
        "بوينج",
        "ستاربكس",
        "ايكيا",
        "اوبونتو",
        "بلاكبيري",
        "فولفو",
        "اديداس",
        "بلايستيشن",
        "كوكاكولا",
        "لينوفو",
        "ايباي",
        "موتورولا",
        "تمبلر",
        "كوالكوم",
        "فليكر",
        "نستله",
        "كيندل",
        "نتفليكس",
        "توشيبا",
        "اكسون",
        "سيمنز",
        "نينتندو",
        "جيميل",
        "نايكي",
    ]
)
SHORT_NAMES = frozenset(
    [
        "غوغل",
        "جوجل",
        "قوقل",
        "كوكل",
        "غوقل",
        "جوغل",
        "غوجل",
        "كوغل",
        "غوكل",
        "قوغل",
        "جوقل",
        "كوجل",
        "ويمو",
        "فلكر",
        "انتل",
        "سوني",
        "ادوب",
        "اوبر",
        "سوفل",
        "غوجك",
        "غتير",
        "جي42",
        "ييتو",
        "زبتو",
        "تيثر",
        "ببجي",
        "سمكس",
        "نويب",
    ]
)


def test_there_are_enough():
    assert len(COMPANIES) >= 600
    assert len(CAMPAIGNS) >= 250


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


def sure_words() -> set[str]:
    """Spellings of one Arabic word that no guard holds, folded."""
    names = (fold_name(name.text) for entry in ENTRIES for name in entry.names if name.guard is None)
    return {name for name in names if ARABIC.search(name) and " " not in name}


def test_short_spellings_have_a_guard():
    assert {word for word in sure_words() if len(word) <= 4} <= SHORT_NAMES


def test_words_of_the_language_have_a_guard():
    words = {word: surface_of(word) for word in sure_words()}
    counted = {word: surface for word, surface in words.items() if len(surface) <= MAX_LETTERS}
    common = {word for word, surface in counted.items() if default_vocabulary().count(surface) > COMMON}
    assert common <= GREAT_NAMES
