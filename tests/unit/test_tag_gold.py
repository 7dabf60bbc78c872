"""The labelled texts beside the project: companies and named campaigns, title and body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.gazetteer.load import load
from archive.ingest.tag import Tagger

ENTRIES = load()
TAG = Tagger(ENTRIES)
NAMES = {(entry.kind, entry.slug): entry.name_en for entry in ENTRIES}


def texts(shared: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Each text's labels and its clean body."""
    for label in json.loads((shared / "seeds" / "gold.json").read_text("utf-8")).values():
        lines = (shared / "seeds" / label["file"]).read_text("utf-8").split("\n")
        numbers = sorted([*label["body_lines"], *label.get("subheading_lines", [])])
        yield label, "\n".join(lines[number - 1] for number in numbers)
    for line in (shared / "labelled" / "gold.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        yield label, "\n".join(label["body_lines"])


@pytest.mark.parametrize(("kind", "key"), [("company", "companies"), ("campaign", "campaigns_named")])
def test_what_is_named_is_found_and_nothing_else(shared, kind, key):
    right = wrong = missed = 0
    for label, body in texts(shared):
        mentions = TAG(label["title"], body)
        found = {NAMES[m.kind, m.slug] for m in mentions if m.kind == kind and m.state == "asserted"}
        right += len(found & set(label[key]))
        wrong += len(found - set(label[key]))
        missed += len(set(label[key]) - found)
    assert 2 * right / (2 * right + wrong + missed) >= 0.98


def test_hard_negatives_get_nothing(shared):
    negatives = [(label, body) for label, body in texts(shared) if label.get("hard_negative")]
    assert negatives
    for label, body in negatives:
        assert TAG(label["title"], body) == []


def test_every_subject_of_a_text_is_asserted_or_proposed(shared):
    for label, body in texts(shared):
        found = {NAMES[m.kind, m.slug] for m in TAG(label["title"], body)}
        assert found >= set(label["campaigns"]), label["title"]
