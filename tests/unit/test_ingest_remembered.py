"""Readings of words: made once, bounded, none of what is too long for a word."""

from __future__ import annotations

from archive.ingest.remembered import LONGEST, Remembered


def test_each_word_is_read_once() -> None:
    asked: list[str] = []
    words = Remembered(lambda word: asked.append(word) or len(word))
    assert list(map(words.__getitem__, ["عمل", "حق", "عمل"])) == [3, 2, 3]
    assert asked == ["عمل", "حق"]


def test_when_it_is_full_it_begins_again() -> None:
    words = Remembered(len, most=3)
    for number in range(10):
        assert words[f"{number}"] == 1
        assert len(words) <= 3
    assert words["0"] == 1


def test_what_is_too_long_for_a_word_is_not_kept() -> None:
    words = Remembered(len)
    assert words["ا" * LONGEST] == LONGEST
    assert words["ا" * (LONGEST + 1)] == LONGEST + 1
    assert list(words) == ["ا" * LONGEST]
