"""Folding a text for matching, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.gazetteer.load import load
from archive.ingest.fold import BREAK, MASK, fold, fold_name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أإآٱ", "اااا"),
        ("مَدْرَسَة", "مدرسه"),
        ("مـــدى", "مدي"),
        ("ڤيڭپچ", "فيكبج"),
        ("ABC é", "abc e"),
        ("٢٠٢٥ ۱۲", "2025 12"),
        ("«نص» “نص”", '"نص" "نص"'),
        ("أ.ب-ت", "ا ب ت"),
        ("هنا. هناك", "هنا. هناك"),
        ("a-b.c", "a-b.c"),
        ("سطر\nسطر", "سطر سطر"),
        ("فقرة\n\nفقرة", f"فقره{BREAK}{BREAK}فقره"),
        ("م\u200dن\u00a0هنا", "من هنا"),
        ("كلمة   كلمة", "كلمه كلمه"),
        ("ﻻ شيء", "لا شيء"),
        ("﴾نص﴿", "﴾نص﴿"),
        ("#قاطعوا_هم", "#قاطعوا هم"),
    ],
)
def test_folding(written, folded):
    assert fold(written).text == folded


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b", "www.example.org", "someone@example.org", "example.org/news"]
)
def test_addresses_are_masked(address):
    assert fold(f"قبل {address} بعد").text == f"قبل {MASK * len(address)} بعد"


def test_names_lose_their_outer_spaces():
    assert fold_name(" أمازون ") == "امازون"


def test_the_span_takes_the_marks_on_the_last_letter():
    folded = fold("قال مُوسَىُ إن")
    start = folded.text.index("موسي")
    assert folded.source[slice(*folded.span(start, start + 4))] == "مُوسَىُ"


@given(st.text(max_size=120))
def test_every_folded_character_has_its_place_in_the_source(text):
    folded = fold(text)
    origins = [folded.origin(index) for index in range(len(folded.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


def test_names_fold_as_texts_do():
    names = {name.text for entry in load() for name in entry.names}
    assert [name for name in names if fold_name(name) != fold(name).text.strip()] == []
