"""Lines repeated across files: the furniture of a site that no rule knows."""

from __future__ import annotations

import pytest

from archive.ingest.census import MIN_FILES, LineCensus, line_hash
from archive.ingest.draft import Draft, Source
from archive.ingest.normalise import phrase_key
from archive.ingest.parse import Rules, load_rules, parse

SLOGAN = "نوافذ مشرعة على كل الجهات"
FOOTER = "هذه مساحة مفتوحة يكتب فيها أصدقاء الدار نصوصهم بحرية تامة."
WORDS = ("المستودعات", "الموانئ", "التوصيل", "البرمجة", "النداء", "التعدين")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def page(word: str) -> str:
    return (
        f"{SLOGAN}\nعمال {word} يواصلون إضرابهم المفتوح\n12 مارس 2021\nرام الله\n\n"
        f"قال عمال {word} إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.\n"
        f"وأضافوا أن المفاوضات مع إدارة {word} لم تبدأ بعد رغم الوعود المتكررة.\n{FOOTER}\n"
    )


def draft(word: str, rules: Rules, repeated: frozenset[int]) -> Draft:
    source = Source("x", page(word).encode())
    return parse(source, rules=rules, tagger=lambda title, body: [], repeated=repeated)


def census(words: tuple[str, ...]) -> LineCensus:
    counted = LineCensus()
    for word in words:
        counted.see(page(word))
    return counted


def test_lines_of_many_articles_are_furniture(rules: Rules) -> None:
    repeated = census(WORDS).repeated()
    assert repeated == {line_hash(phrase_key(line)) for line in (SLOGAN, FOOTER, "12 مارس 2021")}
    found = draft("المستودعات", rules, repeated)
    assert found.title == "عمال المستودعات يواصلون إضرابهم المفتوح"
    assert FOOTER not in found.body
    assert found.body.endswith("المتكررة.")
    assert (found.place, found.published is not None) == ("رام الله", True)
    kinds = {line.text: (line.kind, line.rule) for line in found.lines}
    assert kinds[FOOTER] == ("removed", "structure.repeated_elsewhere")


def test_without_a_census_a_sentence_stays(rules: Rules) -> None:
    assert FOOTER in draft("المستودعات", rules, frozenset()).body


def test_copies_of_one_article_are_one_article() -> None:
    assert census(("المستودعات",) * (MIN_FILES + 2)).repeated() == frozenset()


def test_a_short_file_is_not_counted() -> None:
    counted = LineCensus()
    counted.see("سطر قصير\n")
    assert counted.files == 0
