"""The sample articles: what they are, what they claim to be, and that they are nobody else's text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "samples"
GOLD: dict[str, dict[str, Any]] = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
NAMES = sorted(GOLD)
PUBLISHER = "ملخصات سجل"
BYLINE = f"تحرير-{PUBLISHER}"
RUN = 12
"""As many equal words in a row are a copied sentence, not a coincidence."""
MARK = re.compile(r"[\u064b-\u0652\u0670\u0640]")
SPELLINGS = {
    "amazon": "أمازون|امازون|Amazon",
    "apple": "آبل",
    "deliveroo": "ديليفرو",
    "delivery-hero": "Delivery Hero",
    "google": "غوغل|جوجل|قوقل|Google",
    "ibm": "IBM|آي بي إم",
    "majorel": "Majorel",
    "meta": "ميتا|فيسبوك|فايسبوك|واتساب|Facebook|WhatsApp",
    "microsoft": "مايكروسوفت|ميكروسوفت",
    "nso-group": "NSO Group",
    "openai": "أوبن إيه آي",
    "oracle": "أوراكل",
    "palantir": "Palantir",
    "ring": "Ring",
    "salesforce": "Salesforce|سيلزفورس",
    "sama": "Sama",
    "talabat": "شركة طلبات",
    "tiktok": "تيك توك",
    "twitter-x": "تويتر",
    "amazon-labor-union": "Amazon Labor Union",
    "black-lives-matter": "حياة السود مهمة",
    "make-amazon-pay": "Make Amazon Pay",
    "no-azure-for-apartheid": "No Azure for Apartheid",
    "no-tech-for-apartheid": "لا تكنولوجيا للفصل العنصري",
    "no-tech-for-ice": "No Tech for ICE",
    "pegasus-project": "مشروع بيغاسوس",
    "project-maven": "Project Maven",
    "project-nimbus": "مشروع نيمبوس",
    "stop-hate-for-profit": "Stop Hate for Profit",
}
"""One spelling or more by which the samples name each company and campaign of gold.json."""


@dataclass(frozen=True)
class Sample:
    """A sample file with what gold.json says of it; `lines[0]` is line 1."""

    name: str
    gold: dict[str, Any]
    lines: list[str]

    def line(self, number: int) -> str:
        return self.lines[number - 1]

    @property
    def body_lines(self) -> list[str]:
        other = {self.gold["title_line"], self.gold["date_line"], self.gold["byline_line"]}
        other.update(self.gold["removed_lines"])
        return [line for number, line in enumerate(self.lines, 1) if line and number not in other]

    @property
    def body(self) -> str:
        return " ".join(self.body_lines)


def load(name: str) -> Sample:
    return Sample(name, GOLD[name], (FOLDER / name).read_text(encoding="utf-8").split("\n"))


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return load(request.param)


def words(text: str) -> list[str]:
    """The text's words without vocalisation, tatweel and punctuation, so that copies cannot hide."""
    bare = MARK.sub("", unicodedata.normalize("NFKC", text))
    return re.findall(r"\w+", bare.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1))


def bare(text: str) -> str:
    return MARK.sub("", text)


def test_gold_accounts_for_every_file_and_no_other() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == NAMES
    assert 10 <= len(NAMES) <= 15


def test_names_are_kebab_case_latin(sample: Sample) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.txt", sample.name)


def test_the_body_has_between_250_and_500_words(sample: Sample) -> None:
    assert 250 <= len(sample.body.split()) <= 500


def test_the_title_is_the_line_that_gold_names(sample: Sample) -> None:
    assert sample.line(sample.gold["title_line"]) == sample.gold["title"]


def test_it_says_at_its_end_that_it_is_our_own_summary(sample: Sample) -> None:
    end = sample.body[-300:]
    assert "ملخّص كتبه فريق سِجِلّ بأسلوبه" in end
    assert "وليس نصًّا لناشر" in end


def test_the_byline_names_us_and_nobody_else(sample: Sample) -> None:
    assert sample.line(sample.gold["byline_line"]) == BYLINE
    assert [line for line in sample.lines if PUBLISHER in line] == [BYLINE]
    assert sample.gold["publisher"] == PUBLISHER


def test_the_date_line_carries_the_year_that_gold_states(sample: Sample) -> None:
    published, number = sample.gold["published_on"], sample.gold["date_line"]
    if published is None:
        assert (number, sample.gold["date_precision"]) == (None, None)
        return
    day = date.fromisoformat(published)
    digits = [int(run) for run in re.findall(r"\d+", sample.line(number))]
    assert day.year in digits
    if sample.gold["date_precision"] == "month":
        assert (day.day, len(digits)) == (1, 1)
    else:
        assert sample.gold["date_precision"] == "day"
        assert day.day in digits or "فاتح" in sample.line(number)


def test_furniture_stands_outside_the_body(sample: Sample) -> None:
    furniture = "\n".join(sample.line(number) for number in sample.gold["removed_lines"])
    assert len(sample.gold["not_in_body"]) >= 3
    for phrase in sample.gold["not_in_body"]:
        assert phrase in furniture
        assert phrase not in sample.body


def test_lines_that_gold_names_are_not_blank_and_named_once(sample: Sample) -> None:
    gold = sample.gold
    numbers = [gold["title_line"], gold["byline_line"], *gold["removed_lines"]]
    numbers += [gold["date_line"]] if gold["date_line"] else []
    assert len(numbers) == len(set(numbers))
    assert all(sample.line(number).strip() for number in numbers)


def test_gold_lists_exactly_the_companies_and_campaigns_of_the_body(sample: Sample) -> None:
    text = f"{sample.gold['title']} {bare(sample.body)}"
    named = {slug for slug, spellings in SPELLINGS.items() if re.search(spellings, text)}
    assert named == {*sample.gold["companies"], *sample.gold["campaigns"]}


def test_some_companies_are_named_by_furniture_alone(sample: Sample) -> None:
    furniture = " ".join(sample.line(number) for number in sample.gold["removed_lines"])
    for slug in sample.gold["companies_not_named"]:
        assert re.search(SPELLINGS[slug], furniture), slug
        assert slug not in sample.gold["companies"]


def test_at_least_five_bodies_name_amazon_and_gold_knows_them() -> None:
    naming = {name for name in NAMES if "أمازون" in bare(load(name).body)}
    assert len(naming) >= 5
    assert naming == {name for name in NAMES if "amazon" in GOLD[name]["companies"]}


@pytest.mark.parametrize(
    "spelling",
    [
        *("غوغل", "جوجل", "قوقل", "Google", "فيسبوك", "فايسبوك", "مايكروسوفت", "ميكروسوفت", "Microsoft"),
        *("أمازون", "امازون", "Amazon", "إنستغرام", "انستجرام", "سيلزفورس", "Salesforce", "آبل", "واتساب"),
    ],
)
def test_spellings_differ_as_on_real_sites(spelling: str) -> None:
    assert any(spelling in load(name).body for name in NAMES)


def test_one_file_is_hard_wrapped() -> None:
    widths = {name: max(map(len, load(name).body_lines)) for name in NAMES}
    assert [name for name, width in widths.items() if width <= 80] == ["amazon-jfk8-union-2022.txt"]


def test_one_file_writes_its_numbers_in_arabic_indic_digits() -> None:
    own = [name for name in NAMES if re.search("[٠-٩]", load(name).body)]
    assert own == ["project-nimbus-2021.txt"]
    assert not re.search("[0-9]", load(own[0]).body)


def test_one_file_has_a_vocalised_paragraph() -> None:
    share = {
        name: max(len(MARK.findall(line)) / len(line) for line in load(name).body_lines) for name in NAMES
    }
    assert [name for name, marks in share.items() if marks > 0.25] == ["amazon-rekognition-moratorium.txt"]
    assert "كِتَابٌ" in load("amazon-rekognition-moratorium.txt").body


def test_one_file_has_sub_headings_in_its_body() -> None:
    own = [name for name in NAMES if GOLD[name].get("sub_headings")]
    assert len(own) == 1
    assert set(GOLD[own[0]]["sub_headings"]) <= set(load(own[0]).body_lines)


def test_one_file_is_undated_and_one_knows_only_its_month() -> None:
    precisions = [GOLD[name]["date_precision"] for name in NAMES]
    assert (precisions.count(None), precisions.count("month")) == (1, 1)


def test_no_two_samples_share_a_sentence() -> None:
    owner: dict[tuple[str, ...], str] = {}
    for name in NAMES:
        for run in runs(load(name).body):
            assert owner.setdefault(run, name) == name, " ".join(run)


def test_no_sample_shares_a_sentence_with_the_labelled_texts(shared: Path) -> None:
    own = {run: name for name in NAMES for run in runs("\n".join(load(name).lines))}
    texts = [*shared.glob("labelled/*.txt"), *shared.glob("seeds/*.txt")]
    assert texts
    for path in texts:
        copied = [run for run in runs(path.read_text(encoding="utf-8", errors="replace")) if run in own]
        assert not copied, f"{own[copied[0]]} and {path.name}: {' '.join(copied[0])}"
