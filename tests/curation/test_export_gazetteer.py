"""The gazetteer's way back into its files: exact, with small diffs, comments and order kept."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.gazetteer import load as files
from archive.gazetteer.entry import Entry
from archive.gazetteer.export import export
from archive.gazetteer.render import entry_lines
from archive.gazetteer.rewrite import checked, read, same
from archive.gazetteer.source import GazetteerError
from archive.gazetteer.sync import entries_from_database, load
from archive.merge.perform import merge
from archive.models import Alias, Campaign, Company

pytestmark = pytest.mark.django_db


WORDS = """[[words]]
name = "tech"
list = ["غوغل", "مايكروسوفت"]
"""
COMPANIES = """# Companies.

[[company]]
slug = "google"  # the first
name_ar = "غوغل"
name_en = "Google"
spellings = [
  "جوجل", "قوقل", # two
  "غوجل",
]
[company.brands]
YouTube = ["يوتيوب", "يوتوب"]
[[company.guarded]]
text = ["غوغول", "جوجول"]
near = ["@tech", "محرك"]
[[company.guarded]]
text = "كروم"
brand = "Chrome"
near = ["متصفح*"]

# ------------- others

[[company]]
slug = "apple"
name_ar = "آبل"
name_en = "Apple"
description_ar = "شركة."
as_written = ["APPLE", "Apple"]

[[company]]
slug = "palantir"
name_ar = "بالانتير"
name_en = "Palantir"
"""
CAMPAIGNS = """[[campaign]]
slug = "apartheid"
name_ar = "لا تكنولوجيا للفصل العنصري"
name_en = "No Tech for Apartheid"
category = "campaign"
companies = ["google", "palantir"]
spellings = ["لا {تكنولوجيا,تقنية} {للفصل,لنظام الفصل} العنصري"]
[[campaign.subject]]
rule = "cloud"
words = [["سحابة"], ["عقد", "عقود"]]
companies = ["google"]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a small gazetteer, which is in the database too."""
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    for name, text in (("words", WORDS), ("companies", COMPANIES), ("campaigns", CAMPAIGNS)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    load(files.load(folder))
    return folder


def database() -> dict[tuple[str, str], Entry]:
    return {(entry.kind, entry.slug): entry for entry in entries_from_database()}


def diff(folder: Path, name: str) -> list[str]:
    """The lines that an export added and removed."""
    was = {"companies.toml": COMPANIES, "campaigns.toml": CAMPAIGNS}[name]
    now = (folder / name).read_text(encoding="utf-8")
    found = difflib.unified_diff(was.splitlines(), now.splitlines(), n=0, lineterm="")
    return [line for line in found if line[0] in "+-" and not line.startswith(("+++", "---"))]


def comes_back(folder: Path) -> None:
    """An empty database that loads the exported files has what this one has."""
    before = database()
    Alias.objects.all().delete()
    Campaign.objects.all().delete()
    Company.objects.all().delete()
    load(files.load(folder))
    after = database()
    assert after.keys() == before.keys()
    assert [key for key in before if not same(before[key], after[key])] == []


def test_nothing_changed_is_written_letter_for_letter(gazetteer_loaded: None, tmp_path: Path) -> None:
    export(tmp_path)
    for name in ("companies.toml", "campaigns.toml", "words.toml"):
        assert (tmp_path / name).read_bytes() == (files.SHIPPED / name).read_bytes()
    assert export(tmp_path) == []


def test_each_kind_of_change_is_a_small_diff_and_comes_back(small: Path) -> None:
    google = Company.objects.get(slug="google")
    google.description_ar = "شركة «بحث» أميركية."
    google.save()
    Alias.objects.create(company=google, text="قوقلة")
    Alias.objects.create(company=google, text="يتيوب", brand="YouTube")
    Alias.objects.create(company=google, text="بكسل", brand="Pixel", guard={"near": ["هاتف*"], "window": 4})
    Alias.objects.create(company=google, text="أندرويد", brand="Android")
    google.aliases.filter(text__in=["قوقل", "غوغول"]).delete()
    assert export(small) == ["companies.toml"]
    changed = diff(small, "companies.toml")
    assert '+YouTube = ["يوتيوب", "يوتوب", "يتيوب"]' in changed
    assert '+  "جوجل", # two' in changed
    assert '+  "قوقلة",' in changed
    assert len(changed) < 20, changed
    assert "# ------------- others" in (small / "companies.toml").read_text(encoding="utf-8")
    comes_back(small)


def test_names_that_no_longer_count_are_excepted(small: Path) -> None:
    Company.objects.get(slug="apple").aliases.filter(text="Apple").delete()
    Company.objects.get(slug="google").aliases.filter(text__in=["Google", "YouTube"]).delete()
    chosen = Alias.objects.filter(text="لا تقنية للفصل العنصري")
    assert chosen.delete()[0]
    export(small)
    changed = diff(small, "companies.toml") + diff(small, "campaigns.toml")
    assert '+except = ["لا تقنية للفصل العنصري"]' in changed
    assert '+except = ["Google", "YouTube"]' in changed
    assert len(changed) < 8, changed
    comes_back(small)


def test_a_sure_spelling_gets_a_guard_and_loses_it(small: Path) -> None:
    Alias.objects.filter(company__slug="google", text="قوقل").update(guard={"near": ["محرك", "بحث"]})
    Alias.objects.filter(company__slug="google", text="كروم").update(guard=None)
    export(small)
    comes_back(small)


def test_new_merged_and_renamed_ones_come_back(small: Path) -> None:
    made = Company.objects.create(slug="new-one", name_ar="شركة جديدة", name_en="New One")
    Alias.objects.create(company=made, text="الجديدة", guard={"before": ["شركة"]})
    campaign = Campaign.objects.create(slug="new", name_ar="حملة", name_en="New", category="campaign")
    campaign.companies.add(made)
    Alias.objects.create(campaign=campaign, text="حملة الجديدة")
    pks = dict(Company.objects.values_list("slug", "pk"))
    merge("company", pks["google"], pks["palantir"], [])
    Company.objects.filter(slug="apple").update(slug="apple-inc")
    export(small)
    assert '-slug = "palantir"' in diff(small, "companies.toml")
    assert '+slug = "new-one"' in diff(small, "companies.toml")
    comes_back(small)


def test_what_the_files_cannot_say_is_refused_and_nothing_written(small: Path) -> None:
    google, apple = Company.objects.get(slug="google"), Company.objects.get(slug="apple")
    for company in (google, apple):
        Alias.objects.create(company=company, text="اسم واحد")
    with pytest.raises(GazetteerError, match="اسم واحد"):
        export(small)
    assert diff(small, "companies.toml") == []


def test_every_entry_can_be_written_anew(entries: list[Entry]) -> None:
    for entry in entries:
        assert same(read(checked(entry_lines(entry), entry, {}), entry.kind, {}), entry)


def test_the_command_says_what_it_wrote(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Alias.objects.create(company=Company.objects.get(slug="google"), text="قوقلة")
    call_command("export_gazetteer", output=small)
    assert "companies.toml" in capsys.readouterr().out
    assert '"قوقلة"' in (small / "companies.toml").read_text(encoding="utf-8")
    call_command("export_gazetteer", output=small)
    assert "already" in capsys.readouterr().out
