"""The ledger: lines, their endings, and the two readings of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.draft import Rejected, Source
from archive.ingest.lines import read_page, split_lines
from archive.ingest.normalise import fold, key, phrase_key, tidy
from archive.ingest.parse import load_rules, parse

ODD = "\n\r\x0b\x0c\x1c\x85\u2028\u2029 \u200f\ufeff\u00a0ab،.اإضراب"


@given(st.text(alphabet=ODD, max_size=80))
def test_lines_and_endings_give_the_text_back(text: str) -> None:
    lines = split_lines(text)
    assert "".join(line.text + line.ending for line in lines) == text
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.ending in ("", "\n", "\r", "\r\n") for line in lines)
    assert not any("\n" in line.text or "\r" in line.text for line in lines)


def test_only_lf_crlf_and_cr_end_a_line() -> None:
    assert [line.text for line in split_lines("أ\u2028ب\x0bج\x85د\r\nه\rو\nز")] == [
        "أ\u2028ب\x0bج\x85د",
        "ه",
        "و",
        "ز",
    ]


def test_a_line_of_invisible_marks_is_blank() -> None:
    page = read_page("\ufeff\u200f\nنص\n\u00a0\u200b\n")
    assert [line.kind for line in page.lines] == ["blank", "body", "blank"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u202bقالت\u00a0الشركة\u202c\u200f", "قالت الشركة"),
        ("&quot;لا&quot; &amp;amp; نعم", '"لا" & نعم'),
        ("ﺍﻟﺸﺮﻛﺔ ﻻ", "الشركة لا"),
        ("مـــقاطعة كِتَابٌ أإآى", "مـــقاطعة كِتَابٌ أإآى"),
        ("AT&T تعلن", "AT&T تعلن"),
        ("سطر\twith\u3000مسافات", "سطر with مسافات"),
        ("قال  إن", "قال  إن"),
    ],
)
def test_tidy_keeps_letters_and_drops_typesetting(text: str, expected: str) -> None:
    assert tidy(text) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("إقـرأْ أيضًا:", "اقرا ايضا"),
        ("  • مقالاتٌ ذاتُ صلة", "مقالات ذات صله"),
        ("تعليقات (١٢)", "تعليقات (0)"),
        ("ﻣﻘﺎﻻﺕ", "مقالات"),
        ("SHARE On Facebook", "share on facebook"),
    ],
)
def test_keys_forget_spelling_punctuation_and_numbers(left: str, right: str) -> None:
    assert phrase_key(left) == key(fold(right))


@given(
    st.lists(
        st.sampled_from(
            [
                "عنوان قصير",
                "اقرأ أيضا:",
                "",
                "12 مارس 2021",
                "شارك",
                "وكالات-صحيفة ما",
                "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.",
                "ثم انصرف،",
                " \u200f",
            ]
        ),
        max_size=14,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_ledger_of_any_page_rebuilds_it(parts: list[str], ending: str) -> None:
    text = ending.join(parts)
    try:
        draft = parse(Source("x", text.encode()), rules=RULES, tagger=lambda title, body: [])
    except Rejected:
        return
    assert "".join(line.text + line.ending for line in draft.lines) == text
    for line in draft.lines:
        assert line.kind in ("title", "meta", "body", "removed", "blank")
        assert (line.kind == "blank") == (not tidy(line.text))
        assert line.rule or line.kind in ("body", "blank")
    kept = [tidy(line.text) for line in draft.lines if line.kind == "body"]
    position = 0
    for piece in kept:
        position = draft.body.index(piece, position) + len(piece)


RULES = load_rules()


SENTENCE = "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع. "


@pytest.mark.parametrize(
    ("text", "title", "body_starts", "date"),
    [
        ("عمال المستودعات يواصلون إضرابهم   " + SENTENCE * 4, "عمال المستودعات يواصلون إضرابهم", "قال", None),
        ("عمال المستودعات يواصلون إضرابهم | " + SENTENCE * 4, "عمال المستودعات يواصلون إضرابهم", "قال", None),
        (
            "عمال المستودعات يواصلون إضرابهم السبت 12 مارس 2022 - 10:15 " + SENTENCE * 4,
            "عمال المستودعات يواصلون إضرابهم",
            "قال",
            "2022-03-12",
        ),
        ("عمال المستودعات يواصلون إضرابهم. " + SENTENCE * 4, "عمال المستودعات يواصلون إضرابهم", "قال", None),
        (SENTENCE * 4, SENTENCE.strip(" ."), "قال", None),
        ("كلمة " * 60, "كلمة " * 11 + "كلمة", "كلمة", None),
        (
            "قال العاملون يوم 12 مارس 2022 إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع "
            * 3,
            None,
            "قال",
            None,
        ),
    ],
)
def test_an_article_on_one_line_gives_up_its_headline(
    text: str, title: str | None, body_starts: str, date: str | None
) -> None:
    draft = parse(Source("x", text.encode()), rules=RULES, tagger=lambda title, body: [])
    assert title is None or draft.title == title
    assert draft.body.startswith(body_starts)
    assert (draft.published.value.isoformat() if draft.published else None) == date
    assert draft.warnings == ["title.derived"]
    assert [line.kind for line in draft.lines] == ["body"]
