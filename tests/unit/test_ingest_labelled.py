"""The labelled texts and the seeds beside the project: what issue-level quality means, held as a floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ingest.draft import Source
from archive.ingest.parse import load_rules, parse
from benchmarks.ingest_quality import Count, _whole, labelled, score, seeds


@pytest.fixture(scope="module")
def counts(shared: Path) -> dict[str, Count]:
    found, _ = score([*seeds(shared), *labelled(shared)])
    return found


@pytest.mark.parametrize("measure", ["title", "date", "publisher", "author", "figures"])
def test_titles_dates_publishers_authors_and_figures_are_right(
    counts: dict[str, Count], measure: str
) -> None:
    assert (counts[measure].precision, counts[measure].recall) == (1.0, 1.0)
    assert counts[measure].right > 0


@pytest.mark.parametrize("measure", ["furniture", "meta", "companies", "campaigns"])
def test_furniture_goes_and_names_are_found(counts: dict[str, Count], measure: str) -> None:
    assert counts[measure].f1 >= 0.98


def test_no_body_line_is_lost(counts: dict[str, Count]) -> None:
    assert counts["body"].missed == 0
    assert counts["body"].right > 100


def test_the_seeds_figures_carry_their_unit_kind_and_qualifier(shared: Path) -> None:
    wanted = {
        "000": {("donation", 10e6, "USD", "exact")},
        "001": {("signatures", 550, "people", "exact")},
        "002": {("signatures", 100, "people", "at_least"), ("contract", 19.4e6, "USD", "exact")},
        "003": {("signatures", 1400, "people", "at_least"), ("signatures", 900, "people", "exact")},
        "004": {("contract", 1.2e9, "USD", "exact")},
    }
    rules = load_rules()
    for path in sorted((shared / "seeds").glob("*.txt")):
        draft = parse(Source(path.name, path.read_bytes()), rules=rules, tagger=lambda title, body: [])
        got = {(figure.kind, figure.value, figure.unit, figure.qualifier) for figure in draft.figures}
        assert got == wanted[path.name[:3]]
        for figure in draft.figures:
            assert draft.body[figure.start : figure.end] in figure.text


@pytest.mark.parametrize("line", ["«قاطع»", "المصدر: قاطع.", "قاطع - القاهرة", "(قاطع)"])
def test_a_gold_publisher_is_seen_beside_any_mark(line: str) -> None:
    assert _whole("قاطع", line)
    assert not _whole("قاطع", "مقاطعة القاطعين")
    assert not _whole("", line)
