"""Keyword in context: what stands around a place, and the orders of lines."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance import WIDTH, Line, after, before, lines_of, order_after, order_before


@dataclass(frozen=True)
class At:
    start: int
    end: int


def places(text: str, word: str) -> list[At]:
    found, start = [], text.find(word)
    while start >= 0:
        found.append(At(start, start + len(word)))
        start = text.find(word, start + 1)
    return found


def test_every_place_is_a_line_with_both_sides() -> None:
    text = "وقّع العمال العقد\nثم رفض العمال التمديد"
    assert lines_of(text, places(text, "العمال")) == [
        Line("وقّع ", "العمال", " العقد ثم رفض العمال التمديد", 1),
        Line("وقّع العمال العقد ثم رفض ", "العمال", " التمديد", 2),
    ]


def test_paragraphs_are_counted_as_the_article_page_counts_them() -> None:
    text = "أ\n\n  \nب كلمة\nج\nكلمة كلمة"
    assert [line.paragraph for line in lines_of(text, places(text, "كلمة"))] == [2, 4, 4]
    assert [line.paragraph for line in lines_of("كلمة", [At(0, 4)], title=True)] == [0]


def test_the_ends_of_the_text_have_nothing_beyond() -> None:
    assert lines_of("كلمة", [At(0, 4)]) == [Line("", "كلمة", "", 1)]


def test_context_is_cut_between_words_at_the_far_end() -> None:
    text = "بداية " + "كلمات كثيرة " * 20 + "هنا" + " كلمات كثيرة" * 20 + " نهاية"
    (line,) = lines_of(text, places(text, "هنا"))
    assert line.before.endswith("كلمات كثيرة ")
    assert line.before.split()[0] in ("كلمات", "كثيرة")
    assert WIDTH - 12 < len(line.before.strip()) <= WIDTH
    assert WIDTH - 12 < len(line.after.strip()) <= WIDTH


def test_punctuation_beside_the_word_stays_beside_it() -> None:
    text = "قال: «العقد»، ثم سكت"
    (line,) = lines_of(text, places(text, "العقد"))
    assert (line.before, line.after) == ("قال: «", "»، ثم سكت")


def test_a_word_cut_by_the_window_is_left_out() -> None:
    text = "ا" * 400 + " هنا " + "ب" * 400
    (line,) = lines_of(text, places(text, "هنا"))
    assert line.before.strip() == line.after.strip() == ""


def test_a_phrase_over_two_lines_is_shown_on_one() -> None:
    text = "لا لتقنيات\nالفصل"
    assert lines_of(text, [At(3, len(text))])[0].word == "لتقنيات الفصل"


@given(st.text(alphabet="اب جد\n\t.،«", max_size=400), st.data())
def test_context_is_always_the_neighbouring_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = before(text, start), after(text, end)
    assert " ".join(text[:start].split()).endswith(left.strip())
    assert " ".join(text[end:].split()).startswith(right.strip())
    assert len(left.strip()) <= WIDTH
    assert len(right.strip()) <= WIDTH


def test_orders_look_at_the_nearest_word_first() -> None:
    lines = [
        Line("زيد قبل ", "كلمة", " بعد", 1),
        Line("عمرو أبدا ", "كلمة", " أولا", 1),
        Line("أحمد قبل ", "كلمة", " ثانيا", 1),
    ]
    assert [line.before for line in sorted(lines, key=order_before)] == [
        "عمرو أبدا ",
        "أحمد قبل ",
        "زيد قبل ",
    ]
    assert [line.after for line in sorted(lines, key=order_after)] == [" أولا", " بعد", " ثانيا"]


@pytest.mark.parametrize(
    ("one", "other"), [("كِتَاب", "كتاب"), ("إلى", "الى"), ("«كتاب»", "كتاب"), ("كتـاب", "كتاب")]
)
def test_spelling_marks_do_not_part_what_belongs_together(one: str, other: str) -> None:
    assert order_after(Line("", "س", one, 1)) == order_after(Line("", "س", other, 1))
    assert order_before(Line(one, "س", "", 1)) == order_before(Line(other, "س", "", 1))
