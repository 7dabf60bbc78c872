"""The gazetteer's files: what is refused, and where the message points."""

from __future__ import annotations

import pytest

from archive.gazetteer.entry import Guard
from archive.gazetteer.load import GazetteerError, load

COMPANY = """[[company]]
slug = "{slug}"
name_ar = "{ar}"
name_en = "{en}"
description_ar = "وصف."
description_en = "Text."
"""
CAMPAIGN = COMPANY.replace("company", "campaign") + 'category = "campaign"\n'


@pytest.fixture
def folder(tmp_path):
    def write(companies: str = "", campaigns: str = "", words: str = ""):
        (tmp_path / "companies.toml").write_text(companies, "utf-8")
        (tmp_path / "campaigns.toml").write_text(campaigns, "utf-8")
        if words:
            (tmp_path / "words.toml").write_text(words, "utf-8")
        return tmp_path

    return write


def company(slug: str = "moon", ar: str = "قمر", en: str = "Moon") -> str:
    return COMPANY.format(slug=slug, ar=ar, en=en)


def campaign(slug: str = "light", ar: str = "ضوء", en: str = "Light") -> str:
    return CAMPAIGN.format(slug=slug, ar=ar, en=en)


def test_names_brands_and_guards_are_read(folder):
    text = company() + (
        'spellings = ["قم{ر,ار} صغير"]\nas_written = ["MOON"]\n[company.brands]\nCrater = ["فوهة"]\n'
        '[[company.guarded]]\ntext = "بدر"\nnear = ["@sky"]\nwindow = 3\n'
    )
    words = '[[words]]\nname = "sky"\nlist = ["نجم", "ليل"]\n'
    (entry,) = load(folder(text, words=words))
    assert [(name.text, name.brand) for name in entry.names] == [
        ("قمر", ""),
        ("Moon", ""),
        ("قمر صغير", ""),
        ("قمار صغير", ""),
        ("Crater", "Crater"),
        ("فوهة", "Crater"),
        ("MOON", ""),
        ("بدر", ""),
    ]
    assert entry.names[-2].guard == Guard(exact=True)
    assert entry.names[-1].guard == Guard(near=("نجم", "ليل"), window=3)


def test_a_rejected_context_is_a_guard_of_its_own(folder):
    (entry,) = load(folder(company() + '[[company.guarded]]\ntext = "بدر"\nnot_near = ["شاكر"]\n'))
    guard = entry.names[-1].guard
    assert guard == Guard(not_near=("شاكر",))
    assert guard.is_exception
    assert not Guard(not_near=("شاكر",), sure=True).is_exception


def test_spellings_that_fold_alike_are_kept_once(folder):
    (entry,) = load(folder(company() + 'spellings = ["قَمَر", "قمـر", "هلال"]\n'))
    assert [name.text for name in entry.names] == ["قمر", "Moon", "هلال"]


def test_labels_are_not_spellings(folder):
    text = campaign() + 'label = true\nspellings = ["وهج"]\n'
    (entry,) = load(folder(campaigns=text))
    assert [name.text for name in entry.names] == ["وهج"]


def test_subjects_are_read(folder):
    text = campaign() + (
        'companies = ["moon"]\n[[campaign.subject]]\nrule = "night"\nwords = [["ليل"], ["نجم", "بدر"]]\n'
        'companies = ["moon"]\n'
    )
    entry = load(folder(company(), text))[1]
    assert entry.companies == ("moon",)
    assert (entry.subjects[0].rule, entry.subjects[0].words) == ("night", (("ليل",), ("نجم", "بدر")))


GUARDED = '[[company.guarded]]\ntext = "بدر"\n'


@pytest.mark.parametrize(
    ("companies", "campaigns", "message"),
    [
        (company() + 'speling = ["x"]\n', "", "companies.toml, line 7, speling: unknown key"),
        (company() + company(), "", "companies.toml, line 8, slug: 'moon' is used twice"),
        (company(slug="The Moon"), "", "companies.toml, line 2, slug: 'The Moon' is not made of"),
        (company(ar=" "), "", "companies.toml, line 3, name_ar: must be a string that is not empty"),
        (
            company() + company("sun", "شمس", "MOON"),
            "",
            "line 7, spellings: 'MOON' is already a sure spelling",
        ),
        (company() + 'spellings = ["ق"]\n', "", "line 7, spellings: 'ق' is too short"),
        (company() + 'spellings = ["ـُ"]\n', "", "line 7, spellings: 'ـُ' is too short"),
        (company() + 'spellings = ["{أ"]\n', "", "line 7, spellings: a brace in '{أ' has no partner"),
        (company() + "spellings = [3]\n", "", "line 7, spellings: must be a list of strings"),
        (company() + "[company.brands]\nCrater = 3\n", "", "line 8, Crater: a brand's spellings"),
        (company() + GUARDED, "", "line 8, text: a guard needs a condition"),
        (company() + GUARDED + "nearby = []\n", "", "line 9, nearby: unknown key"),
        (company() + GUARDED + 'near = ["@sky"]\n', "", "line 9, near: no word list is called 'sky'"),
        (company() + GUARDED + 'quoted = "yes"\n', "", "line 9, quoted: must be true or false"),
        (
            company() + GUARDED + "quoted = true\nwindow = 0\n",
            "",
            "line 10, window: must be a number of words",
        ),
        (company() + "[[company.guarded]]\nquoted = true\n", "", "line 7, text: a guard needs at least one"),
        (
            company() + 'spellings = ["بُدر"]\n' + GUARDED + "sure = true\n",
            "",
            "'بُدر' is read like a spelling",
        ),
        (company() + GUARDED + "sure = true\n" + GUARDED + "quoted = true\n", "", "'بدر' is listed twice"),
        ("", campaign().replace('"campaign"', '"party"'), "campaigns.toml, line 7, category: 'party' is not"),
        ("", campaign() + 'companies = ["sun"]\n', "line 8, companies: no company has the slug 'sun'"),
        ("", campaign() + '[[campaign.subject]]\nrule = "r"\nwords = []\n', "line 10, words: must be a list"),
        ("[[firm]]\n", "", "companies.toml, line 1, firm: unknown key"),
        ("slug = \n", "", "companies.toml: is not TOML"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(folder, companies, campaigns, message):
    with pytest.raises(GazetteerError) as error:
        load(folder(companies, campaigns))
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GazetteerError, match=r"companies\.toml: cannot be read"):
        load(tmp_path)
