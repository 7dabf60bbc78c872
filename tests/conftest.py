"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and labelled texts beside the project; CI always has it."""
    folder = Path(os.environ.get("SIJIL_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI must have the folder of labelled texts beside the project")
        pytest.skip("../shared is absent: no labelled texts to test against")
    return folder
