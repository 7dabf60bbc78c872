"""Spelling correction and keyboards in the wrong layout, over words given."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.keyboard import other_layout, to_arabic, to_latin
from search.suggest import LONGEST, Speller, distance

WORDS = {
    "الموظفين": 40,
    "الموظفون": 20,
    "احتجاج": 30,
    "احتجاجات": 9,
    "عقد": 50,
    "عقود": 12,
    "نقابه": 15,
    "امازون": 25,
    "microsoft": 8,
    "استقلال": 2,
}
SPELLER = Speller(WORDS.items())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("الموضفين", "الموظفين"),
        ("احتاجج", "احتجاج"),
        ("احتجج", "احتجاج"),
        ("احتججاج", "احتجاج"),
        ("نقبه", "نقابه"),
        ("امازن", "امازون"),
        ("micrsoft", "microsoft"),
        ("استغلال", "استقلال"),
    ],
)
def test_the_nearest_known_word(typed, meant):
    assert SPELLER.nearest(typed)[0].word == meant


@pytest.mark.parametrize("typed", ["عق", "طائره", "مكتبات", "", "2024", "س" * (LONGEST + 1), "a1b"])
def test_nothing_near_is_nothing(typed):
    assert SPELLER.nearest(typed) == []


def test_of_two_equally_near_words_the_commoner():
    assert Speller([("كتاب", 2), ("كباب", 90)]).nearest("كراب")[0].word == "كباب"


def test_a_short_word_changes_once_only():
    assert SPELLER.nearest("عصر") == []
    assert [one.word for one in SPELLER.nearest("عقدد")] == ["عقد", "عقود"]


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [("كتاب", "كتاب", 0), ("كتاب", "كتب", 1), ("كتاب", "كاتب", 1), ("ضابط", "ظابط", 0.5), ("كتاب", "قلم", 3)],
)
def test_distance(a, b, apart):
    assert distance(a, b, 2) == min(apart, 3)


@given(st.text("ابتثجكلمن", max_size=8), st.text("ابتثجكلمن", max_size=8))
def test_distance_is_symmetric_and_zero_only_for_the_same(a, b):
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) == (a == b)


def test_time_does_not_grow_with_the_vocabulary():
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    many = Speller(("".join(letters[(n // 28**k) % 28] for k in range(6)), 1) for n in range(0, 28**4, 4))
    begun = time.perf_counter()
    for word in ("ابتثجح", "كتابات", "مستقبل"):
        many.nearest(word)
    assert time.perf_counter() - begun < 1.5


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hlh.,k", "امازون"),
        ("Hlh.,k", "أمازون"),
        ("lhd;v,s,tj", "مايكروسوفت"),
        ("hpj[h[", "احتجاج"),
        ("ugl", "علم"),
    ],
)
def test_latin_keys_in_the_arabic_layout(typed, meant):
    assert to_arabic(typed) == meant
    assert other_layout(typed) == (meant,)


@pytest.mark.parametrize(("typed", "meant"), [("لخخلمث", "google"), ("شةشئخى", "amazon"), ("ةثفش", "meta")])
def test_arabic_letters_in_the_latin_layout(typed, meant):
    assert meant in to_latin(typed)


def test_lam_alef_may_be_one_key_or_two():
    assert to_latin("لا") == ("b", "gh")


@pytest.mark.parametrize("text", ["", "123", "google غوغل", "؟!"])
def test_what_has_both_kinds_of_letters_or_none_stays(text):
    assert other_layout(text) == ()
