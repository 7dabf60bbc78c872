"""What must not stand in any tracked file: paths of somebody's machine, and hosts that packages come from."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    "",
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".po",
    ".yaml",
    ".json",
    ".xml",
}
# Written apart, or this file would name them.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("repo1", "maven", "org"),
        ("proxy", "golang", "org"),
    )
]


@cache
def tracked() -> dict[str, str]:
    """The text files that git tracks, by path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name and Path(name).suffix in TEXT]
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.is_file() and not path.is_symlink()
    }


def holding(needle: str) -> list[str]:
    """The tracked files that contain `needle` as a whole path or host, not inside a longer word."""
    pattern = re.compile(rf"(?<![\w.-]){re.escape(needle)}")
    return [name for name, text in tracked().items() if pattern.search(text)]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: what is tracked is unknown")
class TestTrackedFiles:
    def test_something_is_tracked(self) -> None:
        assert "README.md" in tracked()

    @pytest.mark.parametrize("host", HOSTS)
    def test_no_file_names_where_packages_come_from(self, host: str) -> None:
        assert holding(host) == []

    def test_no_file_names_a_folder_of_this_machine(self) -> None:
        for folder in {ROOT.parent, Path.home()}:
            if len(folder.parts) > 1:
                assert holding(f"{folder}/") == []

    def test_scripts_are_executable_and_stop_at_errors(self) -> None:
        for path in sorted((ROOT / "scripts").glob("*.sh")):
            text = path.read_text(encoding="utf-8")
            if path.name != "lib.sh":
                assert path.stat().st_mode & 0o111, path.name
                assert re.search(r"^set -e?uo pipefail$", text, re.MULTILINE), path.name
