"""No reader meets an error or a wrong total while the archive is written to and its index rebuilt.

The short form; `make test-resilience` asks 20,000 times.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resilience.load import run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_totals_are_right_while_a_writer_adds_edits_and_rebuilds(engine: str, tmp_path: Path) -> None:
    load = run(tmp_path, engine, requests=60, rebuilding=True)
    assert load.wrong == []
    assert load.degraded == 0
    assert load.writes
    assert load.rebuilds
