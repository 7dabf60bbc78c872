"""Addresses of static files are remembered, until a release writes other names."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from archive.serving.static_files import RememberedStaticFiles


def storage(root: Path, **names: str) -> RememberedStaticFiles:
    made = RememberedStaticFiles(location=root, base_url="/static/")
    made.hashed_files = {f"{name}.css": hashed for name, hashed in names.items()}
    return made


def test_an_address_is_composed_once(tmp_path: Path) -> None:
    files = storage(tmp_path, base="base.1234.css")
    with patch.object(files, "_url", wraps=files._url) as composed:
        assert files.url("base.css") == files.url("base.css") == "/static/base.1234.css"
    assert composed.call_count == 1


def test_names_written_anew_are_used(tmp_path: Path) -> None:
    files = storage(tmp_path, base="base.1234.css")
    assert files.url("base.css") == "/static/base.1234.css"
    files.hashed_files["base.css"] = "base.5678.css"
    files.save_manifest()
    assert files.url("base.css") == "/static/base.5678.css"


def test_a_file_that_is_missing_is_refused_each_time(tmp_path: Path) -> None:
    files = storage(tmp_path)
    for _ in range(2):
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            files.url("none.css")
