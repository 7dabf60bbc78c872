"""Broken files through the whole command: each is stored whole or rejected with a reason."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from archive.models import Article, Capture
from benchmarks.ingest_fuzz import MUTATIONS, PAGES
from tests.ingest.conftest import Ingest

FILES = 80


def broken(seed: int) -> bytes:
    dice = random.Random(seed)
    data = dice.choice(sorted(PAGES.glob("*.page"))).read_bytes()
    for mutation in dice.choices(MUTATIONS, k=dice.randrange(1, 4)):
        data = mutation(dice, data) if data else data
    return data[:100_000]


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_broken_files_are_stored_or_rejected_with_a_reason(
    suffix: str, ingest: Ingest, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for seed in range(FILES):
        (pages / f"{seed:03}{suffix}").write_bytes(broken(seed))
    ran = ingest(pages)
    assert len(ran.rows) == FILES
    assert ran.code == 1
    for row in ran.rows:
        if row["status"] == "rejected":
            assert row["error"]
            assert row["article"] is None
        else:
            assert row["article"]["body"].strip()
            assert row["article"]["title"].strip()
    stored = {row["article"]["id"] for row in ran.rows if row["article"]}
    assert set(Article.objects.values_list("pk", flat=True)) == stored
    assert Capture.objects.filter(current=True).count() == len(stored)
    assert {"created", "rejected"} <= set(ran.statuses)
