"""Which line is the headline, where several could be: pages that set one rule against another."""

from __future__ import annotations

import pytest

from archive.ingest.draft import Source
from archive.ingest.parse import Rules, parse

TITLE = '"لم نعد نحتمل الصمت".. مبرمجون يروون أسباب رحيلهم'
CAPTION = "مبرمجون أمام مبنى الشركة في وادي الأردن"
TEXT = (
    "غادر تسعة مبرمجين الشركة خلال شهر واحد بعدما عرفوا أن برامجهم تباع لأجهزة أمنية في وادي الأردن وخارجه.",
    "وقال أحدهم إن المبنى الذي أحبه صار غريبا، وإن الرحيل كان أسهل من البقاء بين جدرانه يوما آخر.",
    "ولم تعلق الشركة على استقالة المبرمجين.",
)


def title(rules: Rules, *lines: str) -> str:
    page = "\n".join((*lines, *TEXT)).encode()
    return parse(Source("page.txt", page), rules=rules, tagger=lambda head, body: []).title


@pytest.mark.parametrize(
    "above",
    [
        (TITLE, CAPTION),
        (TITLE, "3 أيار 2024", CAPTION),
        (TITLE, CAPTION, "كتبت: هالة منصور", "3 أيار 2024"),
        (TITLE, CAPTION, CAPTION, "3 أيار 2024"),
        ("اقتصاد", "رياضة", TITLE, "أرشيف", CAPTION, "3 أيار 2024"),
        ("أسعار الذهب ترتفع مجددا في الأسواق", "وفاة ممثل معروف عن ثمانين عاما", TITLE, "3 أيار 2024"),
        ("جمعية مهندسي البرمجيات", "3 أيار 2024", TITLE),
        (f"{TITLE} - شبكة الوادي", "اقتصاد", TITLE, "3 أيار 2024"),
    ],
)
def test_a_spoken_headline_is_found_among_lines_that_share_more_words(
    rules: Rules, above: tuple[str, ...]
) -> None:
    assert title(rules, *above) == TITLE


def test_a_message_above_in_a_channel_is_another_post(rules: Rules) -> None:
    above = (
        "مبرمجو الوادي",
        "المبرمجون يجتمعون مساء اليوم",
        "900 views 08:15",
        "May 3, 2024",
        "مبرمجو الوادي",
    )
    assert title(rules, *above, "استقالة تسعة مبرمجين من الشركة") == "استقالة تسعة مبرمجين من الشركة"


def test_headlines_of_others_inside_the_text_are_no_proof(rules: Rules) -> None:
    other = "أسعار الذهب ترتفع مجددا في الأسواق"
    page = "\n".join((other, "رياضة", TITLE, TEXT[0], other, *TEXT[1:])).encode()
    assert parse(Source("page.txt", page), rules=rules, tagger=lambda head, body: []).title == TITLE


def test_a_person_behind_the_bar_belongs_to_the_headline_and_a_site_does_not(rules: Rules) -> None:
    line = "حكاية تسعة مبرمجين غادروا الشركة | وادي الأردن"
    assert title(rules, line) == line
    assert title(rules, line.replace("وادي الأردن", "نبض تيفي")) == "حكاية تسعة مبرمجين غادروا الشركة"


def test_the_section_before_a_slash_stays(rules: Rules) -> None:
    line = "عام / استقالة تسعة مبرمجين من الشركة"
    assert title(rules, "عام", line, "3 أيار 2024") == line


@pytest.mark.parametrize("own", ["خاص جريدة المبرمجين", "صوت المبرمجين والشركة/ بورتسودان"])
def test_who_publishes_is_no_headline_though_the_text_shares_its_words(rules: Rules, own: str) -> None:
    assert title(rules, "حين تغلق الأبواب", "سمير الخوري", own) == "حين تغلق الأبواب"
