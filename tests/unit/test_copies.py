"""Texts that are copies of one story, and texts that only look like it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from archive.ingest.copies import BANDS, RESEMBLANCE, bands, groups, resemblance, shingles

WORDS = [
    first + second for first in ("عام", "كتاب", "شرك", "بيت", "قلم", "طريق") for second in "ابتثجحخدذرزسش"
]


def text(seed: int, words: int = 200) -> str:
    chosen = random.Random(seed).choices(WORDS, k=words)
    return "\n\n".join(" ".join(chosen[start : start + 40]) + "." for start in range(0, words, 40))


def are_candidates(first: str, second: str) -> bool:
    return not set(bands(shingles(first))).isdisjoint(bands(shingles(second)))


def likeness(first: str, second: str) -> float:
    return resemblance(shingles(first), shingles(second))


STORY = text(1)
KNOWN = [4336252634801457255, 8448339012051604928]


@pytest.mark.parametrize(
    "copy",
    [
        STORY.replace(".", "،"),
        STORY.replace("\n\n", " "),
        STORY.replace("ا", "أ"),
        " ".join(f"{word}\u064e" for word in STORY.split()),
        STORY.upper(),
    ],
)
def test_spelling_marks_and_spaces_make_no_difference(copy: str) -> None:
    assert likeness(STORY, copy) == 1.0
    assert bands(shingles(STORY)) == bands(shingles(copy))


@pytest.mark.parametrize(
    "copy",
    [
        "مراسلنا في المدينة ينقل لكم\n\n" + STORY,
        STORY + "\n\nساهم في إعداد هذا الخبر فريق الصحيفة في العاصمة.",
        STORY.replace(STORY.split()[50], "كلمة"),
        STORY[: int(len(STORY) * 0.85)],
    ],
)
def test_a_copy_with_another_lead_or_end_is_found(copy: str) -> None:
    assert likeness(STORY, copy) >= RESEMBLANCE
    assert are_candidates(STORY, copy)


def test_texts_of_their_own_are_not_copies() -> None:
    for seed in range(2, 40):
        assert likeness(STORY, text(seed)) < 0.1
        assert not are_candidates(STORY, text(seed))


def test_furniture_that_survives_cleaning_does_not_join_two_stories() -> None:
    furniture = text(99, 40)
    assert likeness(STORY + furniture, text(2) + furniture) < RESEMBLANCE


def test_short_texts_have_no_keys() -> None:
    assert bands(shingles(text(3, 23))) == []
    assert len(bands(shingles(text(3, 24)))) == BANDS
    assert len(shingles("أربع كلمات ليس غير")) == 0
    assert resemblance(shingles(""), shingles("")) == 0.0


def test_keys_are_the_same_in_every_process() -> None:
    """They are stored: a change of the hashes must come with a migration that drops the old ones."""
    assert bands(shingles(STORY))[:2] == KNOWN
    assert all(-(2**63) <= key < 2**63 for key in bands(shingles(STORY)))


def test_candidates_come_as_often_as_the_formula_says() -> None:
    found = {0.5: 0, 0.8: 0, 0.9: 0}
    generator = np.random.Generator(np.random.PCG64(7))
    for share in found:
        for _ in range(200):
            together = generator.integers(0, 2**63, 300).astype(np.uint64)
            shared = int(300 * share)
            rest = (300 - shared) // 2
            first = np.unique(together[: shared + rest])
            second = np.unique(np.concatenate([together[:shared], together[shared + rest :]]))
            found[share] += not set(bands(first)).isdisjoint(bands(second))
    assert found[0.9] == 200
    assert found[0.8] >= 192
    assert 30 <= found[0.5] <= 100


def test_groups_follow_copies_of_copies() -> None:
    words = STORY.split()
    first, second, third = (" ".join(words[start : start + 150]) for start in (0, 20, 40))
    assert likeness(first, second) >= RESEMBLANCE > likeness(first, third)
    texts = {9: first, 4: third, 7: second, 2: text(5)}
    assert groups({key: shingles(value) for key, value in texts.items()}) == [[2], [4, 7, 9]]
