"""A place in an older text found again in a newer one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.anchors import moved

OLD = "قالت غوغل إن عقدها قائم. وردت العاملات بأن غوغل تخفي العقد عن الناس."
SECOND = OLD.rindex("غوغل")


def test_the_same_text_gives_the_same_place() -> None:
    assert moved(OLD, OLD, SECOND, SECOND + 4) == SECOND


@pytest.mark.parametrize("before", ["", "سطر جديد.\n\n", "غوغل غوغل غوغل.\n"])
def test_words_move_with_their_sentence(before: str) -> None:
    assert moved(OLD, before + OLD, SECOND, SECOND + 4) == SECOND + len(before)
    first = OLD.index("غوغل")
    assert moved(OLD, before + OLD, first, first + 4) == first + len(before)


def test_words_that_are_gone_have_no_place() -> None:
    assert moved(OLD, "قالت غوغل إن عقدها قائم.", SECOND, SECOND + 4) is None
    assert moved(OLD, "", SECOND, SECOND + 4) is None


def test_a_title_of_one_word_is_found_by_its_edges() -> None:
    assert moved("غوغل", "غوغل", 0, 4) == 0
    assert moved("غوغل", "خبر عن غوغل", 0, 4) == 7


def test_a_place_without_words_stays() -> None:
    assert moved(OLD, "نص آخر", 3, 3) == 3


@given(st.text(alphabet="ابج ", max_size=40), st.text(alphabet="ابج ", max_size=20), st.data())
def test_the_words_are_always_the_same(old: str, added: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    new = added + old
    place = moved(old, new, start, end)
    assert place is None or new[place : place + end - start] == old[start:end]
