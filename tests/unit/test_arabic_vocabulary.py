"""The frozen table of words: its encoding, its file, its lookups."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.normalize import normalize
from search.vocabulary import (
    DEFAULT_PATH,
    LETTERS,
    MAX_LETTERS,
    Vocabulary,
    decode,
    default_vocabulary,
    encode,
)

SMALL = Vocabulary.from_counts({"كتاب": 100.0, "بيت": 10.0, "ء": 1.0, "latin": 5.0, "ا" * 13: 5.0, "": 1.0})
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=MAX_LETTERS)


@given(WORDS)
def test_a_word_survives_its_number(word):
    assert decode(encode(word)) == word
    assert encode(word) < 2**63


@pytest.mark.parametrize("word", ["", "ا" * 13, "كتاب ", "book", "كتابة", "كتاب1"])
def test_other_words_have_no_number(word):
    with pytest.raises(ValueError, match="not a word"):
        encode(word)


def test_counts():
    assert SMALL.count("كتاب") == pytest.approx(100, rel=0.02)
    assert SMALL.count("بيت") == pytest.approx(10, rel=0.02)
    for unknown in ("كتا", "كتابا", "latin", "", "ا" * 13, "كتابة", "ي"):
        assert SMALL.count(unknown) == 0
    assert len(SMALL) == 3
    assert sorted(word for word, _ in SMALL) == sorted(["كتاب", "بيت", "ء"])
    assert Vocabulary.from_counts({}).count("كتاب") == 0


def test_a_table_survives_its_file(tmp_path):
    SMALL.write(tmp_path / "a.bin")
    again = Vocabulary.read(tmp_path / "a.bin")
    assert list(again) == list(SMALL)
    assert again.version == SMALL.version
    again.write(tmp_path / "b.bin")
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_other_words_or_counts_are_another_version():
    assert Vocabulary.from_counts({"كتاب": 100.0}).version != Vocabulary.from_counts({"كتاب": 200.0}).version
    assert Vocabulary.from_counts({"كتاب": 100.0}).version != Vocabulary.from_counts({"كتب": 100.0}).version


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-5], lambda data: b"X" + data[1:]])
def test_a_damaged_file_is_refused(tmp_path, damage):
    path = tmp_path / "a.bin"
    SMALL.write(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match="vocabulary file"):
        Vocabulary.read(path)


@pytest.mark.parametrize(("codes", "levels"), [([2, 1], [1, 1]), ([1, 1], [1, 1]), ([1, 2], [1])])
def test_a_table_that_is_none_is_refused(codes, levels):
    with pytest.raises(ValueError, match="vocabulary"):
        Vocabulary(codes, levels)


def test_the_shipped_table_is_normalised_and_knows_arabic():
    table = default_vocabulary()
    assert len(table) > 400_000
    assert all(normalize(word) == word for word, _ in list(table)[::5000])
    assert table.count("كتاب") > table.count("وبالكتاب")
    assert math.isclose(sum(count for _, count in table), 1e8, rel_tol=0.2)


def test_the_shipped_table_loads_at_once():
    start = time.perf_counter()
    Vocabulary.read(DEFAULT_PATH)
    assert time.perf_counter() - start < 1
    assert DEFAULT_PATH.stat().st_size < 3_000_000
