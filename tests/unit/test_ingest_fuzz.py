"""Broken pages end in a draft that keeps its promises or in a reason; `benchmarks.ingest_fuzz` runs more."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.gazetteer.load import load
from archive.ingest.draft import Rejected, Source
from archive.ingest.parse import load_rules, parse
from archive.ingest.tag import Tagger
from benchmarks.ingest_fuzz import MUTATIONS, PAGES, check, once
from benchmarks.ingest_speed import hostile

RULES, TAGGER = load_rules(), Tagger(load())


@pytest.mark.parametrize("seed", range(60))
def test_a_mutated_page_crashes_nothing(seed: int) -> None:
    dice = random.Random(seed)
    data = dice.choice(sorted(PAGES.glob("*.page"))).read_bytes()
    for mutation in dice.choices(MUTATIONS, k=3):
        data = mutation(dice, data)[:200_000] if data else data
    assert once(data, RULES, TAGGER).startswith(("parsed", "rejected: "))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=20, max_size=600))
def test_any_text_is_parsed_or_rejected(text: str) -> None:
    data = ("قال العاملون إن الإضراب مستمر\n" + text).encode()
    with suppress(Rejected):
        draft = parse(Source("x", data), rules=RULES, tagger=lambda title, body: [])
        check(draft, None)


@pytest.mark.parametrize("name", sorted(hostile()))
def test_a_megabyte_of_anything_ends(name: str) -> None:
    assert once(hostile()[name][:300_000], RULES, TAGGER).startswith(("parsed", "rejected: "))
