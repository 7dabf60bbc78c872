"""Five real scraped articles, line by line against what people said of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.conftest import Ingest

EXPECTED = {
    "000": (None, None, {"amazon", "meta"}, {"black-lives-matter"}),
    "001": (None, "مصدر الإخبارية", {"amazon", "google"}, {"no-tech-for-apartheid"}),
    "002": (None, None, {"microsoft", "apple", "google", "meta", "uber"}, set()),
    "003": (None, None, {"salesforce", "slack", "google", "apple", "adobe", "microsoft"}, set()),
    "004": ("2025-02-15", None, {"amazon", "google", "nvidia"}, {"project-nimbus", "black-lives-matter"}),
}


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def seeds(shared: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((shared / "seeds" / "gold.json").read_text(encoding="utf-8"))
    return gold


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_a_seed_gives_what_people_read_in_it(
    key: str, seeds: dict[str, Any], shared: Path, ingest: Ingest
) -> None:
    gold = seeds[key]
    path = shared / "seeds" / gold["file"]
    ran = ingest(path)
    assert ran.code == 0
    article = ran.rows[0]["article"]
    lines = path.read_text(encoding="utf-8").splitlines()
    published_on, publisher, companies, campaigns = EXPECTED[key]
    assert article["title"] == gold["title"] == lines[0].strip()
    assert article["published_on"] == published_on
    assert article["publisher"] == publisher
    slugs = {row["slug"] for row in article["companies"]}
    assert companies <= slugs
    assert not slugs & {"ice", "talabat"}
    named = {row["slug"] for row in article["campaigns"]}
    assert campaigns == named if key in ("002", "003") else campaigns <= named
    body = squeezed(article["body"])
    for number in [*gold["body_lines"], *gold.get("subheading_lines", [])]:
        assert squeezed(lines[number - 1]) in body, f"body line {number} is lost"
    assert {row["line"] for row in article["removed_lines"]} == set(gold["furniture_lines"])
    for number in gold["furniture_lines"]:
        if len(lines[number - 1].split()) > 3:
            assert squeezed(lines[number - 1]) not in body, f"furniture line {number} is left"


def test_a_removed_line_feeds_neither_tags_nor_search(shared: Path, ingest: Ingest, index: object) -> None:
    from search.ask import ask
    from search.drain import drain
    from search.params import SearchParams

    ingest(shared / "seeds" / "001_e22fb4af622f1b27.txt")
    drain()
    assert ask(SearchParams(q="ألمانيا"), limit=None).found.ids == ()
    assert len(ask(SearchParams(q="نيويورك"), limit=None).found.ids) == 1


def test_a_date_comes_with_its_evidence(shared: Path, ingest: Ingest) -> None:
    article = ingest(shared / "seeds" / "004_e0830c1575cf4ea2.txt").rows[0]["article"]
    assert article["date_precision"] == "day"
    assert article["date_evidence"]["text"] == "15 فبراير 2025"
    assert article["date_evidence"]["line"] == 3
    assert article["date_evidence"]["rule"]


@pytest.mark.parametrize(
    ("key", "kind", "value", "unit"),
    [
        ("000", "donation", 10_000_000, "USD"),
        ("001", "signatures", 550, "people"),
        ("002", "signatures", 100, "people"),
        ("002", "contract", 19_400_000, "USD"),
        ("003", "signatures", 1400, "people"),
        ("003", "signatures", 900, "people"),
        ("004", "contract", 1_200_000_000, "USD"),
    ],
)
def test_figures_in_plain_units(
    key: str, kind: str, value: int, unit: str, seeds: dict[str, Any], shared: Path, ingest: Ingest
) -> None:
    figures = ingest(shared / "seeds" / seeds[key]["file"]).rows[0]["article"]["figures"]
    assert (kind, value, unit) in [(row["kind"], row["value"], row["unit"]) for row in figures]
