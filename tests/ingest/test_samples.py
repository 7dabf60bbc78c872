"""The sample articles go through ingest as any page does, and come out as people labelled them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from archive.models import Article, Capture, Mention, Publisher
from tests.ingest.conftest import Ingest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
GOLD: dict[str, dict[str, Any]] = json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(GOLD))
def test_a_sample_is_read_as_labelled(name: str, ingest: Ingest) -> None:
    gold = GOLD[name]
    article = ingest(SAMPLES / name).rows[0]["article"]
    assert article["title"] == gold["title"]
    assert article["published_on"] == gold["published_on"]
    assert article["date_precision"] == gold["date_precision"]
    assert article["publisher"] == gold["publisher"]
    assert set(gold["companies"]) <= {row["slug"] for row in article["companies"]}
    assert set(gold["campaigns"]) <= {row["slug"] for row in article["campaigns"]}
    assert not set(gold.get("companies_not_named", ())) & {row["slug"] for row in article["companies"]}
    assert [row["line"] for row in article["removed_lines"]] == gold["removed_lines"]
    for words in gold["not_in_body"]:
        assert words not in article["body"]


def test_samples_come_once_and_go_whole(
    gazetteer_loaded: None, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_samples")
    assert Article.objects.filter(is_sample=True).count() == len(GOLD)
    call_command("load_samples")
    assert Article.objects.count() == len(GOLD)
    call_command("remove_samples")
    assert not Article.objects.exists()
    assert not Capture.objects.exists()
    assert not Mention.objects.exists()
    assert not Publisher.objects.exists()
    assert not [path for path in (data_dir / "captures").rglob("*") if path.is_file()]
    call_command("load_samples")
    assert not Article.objects.exists(), "what a person removed does not come back"
