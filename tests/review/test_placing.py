"""Where a file's lines stand in the body; putting one back and taking it out again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.review.placing import NoSuchLine, place, put_back, take_out

LEDGER = [
    [1, "العنوان", "\n", "title", "title.line"],
    [2, "شارك", "\n", "removed", "share.strip"],
    [3, "", "\n", "blank", ""],
    [4, "هذا سطر أول من المتن يقول شيئا طويلا", "\n", "body", ""],
    [5, "اقرأ أيضا: خبر آخر", "\n", "removed", "related.strip"],
    [6, "وهذا سطر ثان من المتن.", "\n", "body", ""],
    [7, "شارك", "", "removed", "share.strip"],
]
WRAPPED = "هذا سطر أول من المتن يقول شيئا طويلا وهذا سطر ثان من المتن."
PARTED = "هذا سطر أول من المتن يقول شيئا طويلا\n\nوهذا سطر ثان من المتن."


def standing(body: str) -> dict[int, str]:
    return {line.number: body[line.start : line.end] for line in place(LEDGER, body) if line.in_body}


@pytest.mark.parametrize("body", [WRAPPED, PARTED])
def test_kept_lines_are_found_whether_joined_or_not(body: str) -> None:
    assert standing(body) == {4: LEDGER[3][1], 6: LEDGER[5][1]}


@pytest.mark.parametrize(
    ("number", "body"),
    [
        (2, "شارك\n\n" + PARTED),
        (5, PARTED.replace("\n\n", "\n\nاقرأ أيضا: خبر آخر\n\n")),
        (7, PARTED + "\n\nشارك"),
    ],
)
def test_a_line_goes_back_to_its_own_place(number: int, body: str) -> None:
    restored = put_back(PARTED, place(LEDGER, PARTED), number)
    assert restored == body
    assert number in standing(restored)
    assert ({2, 5, 7} - {number}).isdisjoint(standing(restored))
    assert take_out(restored, place(LEDGER, restored), number) == PARTED


def test_a_line_inside_a_joined_paragraph_parts_it() -> None:
    restored = put_back(WRAPPED, place(LEDGER, WRAPPED), 5)
    assert [line for line in restored.split("\n") if line] == [LEDGER[3][1], LEDGER[4][1], LEDGER[5][1]]


def test_the_place_is_found_in_a_text_that_a_person_rewrote() -> None:
    rewritten = "مقدمة.\n\nهذا سطر أول من المتن يقول شيئا طويلا\n\nجملة جديدة.\n\nوهذا سطر ثان من المتن."
    restored = put_back(rewritten, place(LEDGER, rewritten), 7)
    assert restored.endswith("من المتن.\n\nشارك")
    assert put_back("كلام آخر.", place(LEDGER, "كلام آخر."), 5) == "كلام آخر.\n\nاقرأ أيضا: خبر آخر"


@pytest.mark.parametrize("number", [3, 99, -1, 4])
def test_what_cannot_be_put_back(number: int) -> None:
    with pytest.raises(NoSuchLine):
        put_back(PARTED, place(LEDGER, PARTED), number)


def test_the_last_line_of_a_body_stays() -> None:
    only = LEDGER[3][1]
    with pytest.raises(NoSuchLine):
        take_out(only, place(LEDGER, only), 4)
    with pytest.raises(NoSuchLine):
        take_out(PARTED, place(LEDGER, PARTED), 2)


words = st.text(alphabet="ابتثجحخ .،", min_size=1, max_size=30).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, st.sampled_from(["body", "removed"])), min_size=2, max_size=12), st.data())
def test_putting_back_adds_the_line_and_loses_nothing(
    lines: list[tuple[str, str]], data: st.DataObject
) -> None:
    ledger = [[number, text, "\n", kind, ""] for number, (text, kind) in enumerate(lines, 1)]
    body = "\n\n".join(text for text, kind in lines if kind == "body")
    placed = place(ledger, body)
    assert all(line.in_body for line in placed if line.kind == "body")
    missing = [line for line in placed if not line.in_body]
    if missing:
        line = data.draw(st.sampled_from(missing))
        restored = put_back(body, placed, line.number)
        assert sorted(filter(None, restored.split("\n"))) == sorted(
            [*filter(None, body.split("\n")), line.text]
        )
