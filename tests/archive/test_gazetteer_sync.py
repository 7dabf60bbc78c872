"""Loading the gazetteer: idempotent, and what curators changed stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.gazetteer.entry import Entry, Guard, Name, Subject
from archive.gazetteer.sync import entries_from_database, load
from archive.models import Alias, Campaign, Company

pytestmark = pytest.mark.django_db

GOOGLE = Entry("company", "google", "غوغل", "Google", (Name("غوغل"), Name("جوجل"), Name("يوتيوب", "YouTube")))
NIMBUS = Entry(
    "campaign",
    "nimbus",
    "نيمبوس",
    "Nimbus",
    (Name("نيمبوس", guard=Guard(near=("مشروع",))),),
    companies=("google",),
    category="contract",
    subjects=(Subject("cloud", (("سحابة",), ("جيش", "حكومة")), ("google",)),),
)


def spellings(slug: str) -> set[str]:
    return set(Alias.objects.filter(company__slug=slug).values_list("text", flat=True))


def test_entries_come_back_as_they_went_in() -> None:
    load([NIMBUS, GOOGLE])
    by_slug = {entry.slug: entry for entry in entries_from_database()}
    assert by_slug["nimbus"] == NIMBUS
    assert set(by_slug["google"].names) == set(GOOGLE.names)


def test_loading_twice_changes_nothing() -> None:
    load([GOOGLE, NIMBUS])
    counts = load([GOOGLE, NIMBUS])
    assert (counts.created, counts.changed, counts.unchanged) == (0, 0, 2)


def test_the_shipped_files_load_twice(gazetteer_loaded: None, entries: list[Entry]) -> None:
    assert Company.objects.count() >= 150
    assert Campaign.objects.count() >= 100
    assert load(entries).changed == 0
    back = {(entry.kind, entry.slug): entry for entry in entries_from_database()}
    for entry in entries:
        assert set(back[entry.kind, entry.slug].names) == set(entry.names)
        assert back[entry.kind, entry.slug].subjects == entry.subjects


def test_a_changed_file_brings_its_changes() -> None:
    load([GOOGLE])
    load([replace(GOOGLE, name_ar="جوجل", names=(Name("غوغل"), Name("قوقل")))])
    assert Company.objects.get().name_ar == "جوجل"
    assert spellings("google") == {"غوغل", "قوقل"}


def test_what_a_curator_changed_stays() -> None:
    load([GOOGLE])
    company = Company.objects.get()
    company.name_ar = "قوقل"
    company.save()
    Alias.objects.filter(text="جوجل").delete()
    Alias.objects.create(company=company, text="كوكل")
    Alias.objects.filter(text="يوتيوب").update(brand="YT")
    load([replace(GOOGLE, name_ar="جوجل", description_ar="تعريف", names=(*GOOGLE.names, Name("غوجل")))])
    company.refresh_from_db()
    assert company.name_ar == "قوقل"
    assert company.description_ar == "تعريف"
    assert spellings("google") == {"غوغل", "يوتيوب", "كوكل", "غوجل"}
    assert Alias.objects.get(text="يوتيوب").brand == "YT"


@pytest.mark.parametrize(
    ("guard", "why"),
    [
        ({"near": ["شركة"], "besides": ["تطبيق"]}, "unknown key 'besides'"),
        ({"near": "شركة"}, "'near' must be a list of words"),
        ({"quoted": "yes"}, "'quoted' must be true or false"),
        ({"window": 0}, "'window' must be a number of words from 1 to 40"),
        (["near"], "a guard is an object"),
    ],
)
def test_a_spelling_with_a_wrong_guard_is_named_and_left_out(guard: object, why: str) -> None:
    load([GOOGLE])
    bad = Alias.objects.create(company=Company.objects.get(), text="طلبات", guard=guard)
    said: list[str] = []
    assert set(entries_from_database(said.append)[0].names) == set(GOOGLE.names), "the others stay"
    assert len(said) == 1
    assert f"spelling {bad.pk} «طلبات» of google" in said[0]
    assert why in said[0]
