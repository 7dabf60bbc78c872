"""Hiding passages however they are spelled. Pure."""

from __future__ import annotations

import pytest

from archive.masking import MASK, hide, whole_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال أحمد علي إنه خائف.", f"قال {MASK} إنه خائف."),
        ("قال أَحمَدُ عَليٌّ إنه", f"قال {MASK} إنه"),
        ("قال احمد  \n علي: لا", f"قال {MASK}: لا"),
        ("قال أحمد «علي» ثم", f"قال {MASK}» ثم"),
        ("تحدثت وأحمد علي معا", f"تحدثت {MASK} معا"),
        ("أحـمـد علي وأحمد علي", f"{MASK} {MASK}"),
        ("أحمد عليان", "أحمد عليان"),
        ("محمد أحمد", "محمد أحمد"),
        ("", ""),
    ],
)
def test_a_passage_is_hidden_in_any_spelling(text: str, expected: str) -> None:
    assert hide(text, ["أحمد علي"]) == expected


def test_longer_passages_go_first_and_hiding_again_changes_nothing() -> None:
    once = hide("يسكن أحمد علي في شارع النيل", ["أحمد علي", "أحمد علي في شارع النيل"])
    assert once == f"يسكن {MASK}"
    assert hide(once, ["أحمد علي"]) == once


def test_a_passage_without_words_hides_nothing() -> None:
    assert words("… ،") == ()
    assert hide("نص … ،", ["… ،"]) == "نص … ،"


def test_a_selection_is_widened_to_whole_words() -> None:
    text = "قال أحمد علي إنه"
    assert whole_words(text, 6, 10) == "أحمد علي"
    assert whole_words(text, 3, 4) == ""
