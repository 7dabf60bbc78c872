"""What the tests of ingest share."""

from __future__ import annotations

import pytest

from archive.ingest.parse import Rules, load_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The data files of ingest, read once."""
    return load_rules()
