"""The baseline of the benchmark against words that a real ArabicAnalyzer (Lucene 4.10.4) stemmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.lucene import light10_stem, lucene_normalize, lucene_stem

TABLE = Path(__file__).with_name("lucene_stems.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", TABLE)
def test_our_lucene_is_lucene(line):
    word, stem = line.split("\t")
    assert lucene_stem(lucene_normalize(word)) == stem


def test_light10_takes_the_conjunction_and_then_the_article():
    assert light10_stem("وبالكتاب") == "كتاب"
    assert lucene_stem("وبالكتاب") == "بالكتاب"
