"""Whole pages on one line: the site's name, its menu, the headline, bylines, buttons, the text and links."""

from __future__ import annotations

import pytest

from archive.ingest.draft import Draft, Source
from archive.ingest.parse import Rules, parse

TITLE = "عمال المطبعة يضربون خمسة أيام بعد تأخر الأجور"
BODY = (
    "توقف عمال المطبعة يوم الثلاثاء عن العمل بعد أن تأخرت أجورهم شهرين، وقالوا إن الإدارة لم تجب عن رسائلهم. "
    "وقال أحدهم إنهم سيعودون متى صرفت الأجور كاملة، وإنهم لن يقبلوا وعدا جديدا بلا موعد مكتوب. "
    "ومن جهتها قالت متحدثة باسم الإدارة إن المصرف أخر التحويل."
)


def read(text: str, rules: Rules) -> Draft:
    return parse(Source("page.txt", text.encode()), rules=rules, tagger=lambda title, body: [])


@pytest.mark.parametrize(
    ("page", "publisher", "author", "date"),
    [
        (
            f"{TITLE} - صدى الوادي الرئيسية سياسة {TITLE} سامي العطار 12 مارس 2024 {BODY}",
            None,
            "سامي العطار",
            1,
        ),
        (f"الرئيسية > أخبار > تقنية > {TITLE} نشر في 12 مارس 2024 {BODY}", None, None, 1),
        (f"صدى الوادي :: {TITLE} :: 12 مارس 2024 {BODY}", "صدى الوادي", None, 1),
        (f"صدى الوادي | أخبار العمل | {TITLE} | 12 مارس 2024 | {BODY}", "صدى الوادي", None, 1),
        (
            f"صدى الوادي الرئيسية سياسة اقتصاد {TITLE} الثلاثاء 12 مارس 2024 - 10:20 {BODY}",
            "صدى الوادي",
            None,
            1,
        ),
        (f"القائمة بحث الرئيسية سياسة {TITLE} بقلم سامي العطار 12 مارس 2024 {BODY}", None, "سامي العطار", 1),
        (
            f"{TITLE} كتبت: لينا الخطيب - 12 مارس 2024 10:20 ص شارك فيسبوك تويتر {BODY}",
            None,
            "لينا الخطيب",
            1,
        ),
        (f"{TITLE} 12 مارس 2024 {TITLE} {BODY}", None, None, 1),
        (f"{TITLE} كتب سامي العطار {BODY}", None, "سامي العطار", 0),
        (f"{TITLE} شارك فيسبوك تويتر واتساب {BODY}", None, None, 0),
        (f"{TITLE} منذ 3 أيام 245 مشاهدة {BODY}", None, None, 0),
    ],
)
def test_the_frame_of_a_page_on_one_line_is_told_from_its_article(
    page: str, publisher: str | None, author: str | None, date: int, rules: Rules
) -> None:
    found = read(page, rules)
    assert (found.title, found.body) == (TITLE, BODY)
    assert (found.publisher, found.author) == (publisher, author)
    assert (found.published.value.isoformat() if found.published else None) == (
        "2024-03-12" if date else None
    )


@pytest.mark.parametrize("dateline", ["القاهرة - وكالات: ", "رام الله - صدى الوادي - ", "لندن (رويترز) - "])
def test_a_dateline_begins_the_text(dateline: str, rules: Rules) -> None:
    found = read(f"{TITLE} {dateline}{BODY}", rules)
    assert (found.title, found.body) == (TITLE, f"{dateline}{BODY}")


@pytest.mark.parametrize(
    "links",
    [
        "موضوعات متعلقة: مطبعة أخرى تغلق أبوابها",
        "© 2024 صدى الوادي",
        "شارك المقال فيسبوك تويتر",
        "الكلمات الدلالية: عمال أجور",
    ],
)
def test_what_follows_the_last_sentence_under_a_label_goes(links: str, rules: Rules) -> None:
    assert read(f"{TITLE} 12 مارس 2024 {BODY} {links}", rules).body == BODY


def test_words_that_come_back_are_not_yet_a_headline_said_twice(rules: Rules) -> None:
    title = "احتجاجات عمال الشحن تمتد إلى أكثر من عشرين دولة"
    found = read(f"{title} 12 مارس 2024 بدأ العمال في أكثر من عشرين دولة إضرابا. {BODY}", rules)
    assert found.title == title
