"""What Sijil is made of besides its own code: locked packages, their hashes and licences, vendored files.

Shared by `licences.py` and `sbom.py`; both run in the project's own environment and ask no network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")
SETS = ("requirements", "requirements-opensearch", "requirements-dev", "requirements-pip")
"""Lock files, those of the running site first."""
SAID = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "GPL": "GPL-3.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "The Unlicense (Unlicense)": "Unlicense",
    "Two-clause BSD license": "BSD-2-Clause",
}
"""What packages write where they do not write SPDX."""
LOOKED_UP = {
    "axe-playwright-python": "MIT",
    "docopt": "MIT",
    "events": "BSD-3-Clause",
    "locate": "MIT",
    "opensearch-py": "Apache-2.0",
    "pytest-django": "BSD-3-Clause",
}
"""Read in the package's own licence file: its metadata says nothing usable, or it is not always installed."""


@dataclass(slots=True)
class Component:
    """One package or vendored work. `sets`: lock files that name it; `licence`: SPDX, or empty."""

    name: str
    version: str
    licence: str
    sets: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)


VENDORED = (
    Component("IBM Plex Sans Arabic (subset, renamed)", "1", "OFL-1.1", ["static/fonts"]),
    Component("Noto Naskh Arabic (subset, renamed)", "1", "OFL-1.1", ["static/fonts"]),
    Component("Arabic word counts of wordfreq", "3", "CC-BY-SA-4.0", ["search/data"]),
)


def licence_of(name: str) -> str:
    """The SPDX expression of an installed package; empty where neither it nor we know."""
    canonical = re.sub(r"[-_.]+", "-", name).lower()
    if canonical in LOOKED_UP:
        return LOOKED_UP[canonical]
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [c.split(" :: ")[-1] for c in said.get_all("Classifier", []) if c.startswith("License :: ")]
    for text in (said.get("License-Expression"), said.get("License"), *classified):
        if text and "\n" not in text and len(text) < 100 and text != "UNKNOWN":
            return SAID.get(text, text)
    return ""


def locked() -> list[Component]:
    """Every package of every lock file, once, by name."""
    found: dict[str, Component] = {}
    for name in SETS:
        path = ROOT / f"{name}.txt"
        current: Component | None = None
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            if match := PIN.match(line):
                key = match["name"].lower()
                current = found.setdefault(key, Component(match["name"], match["version"], ""))
                current.sets.append(name)
            if current and (match := HASH.search(line)) and match["digest"] not in current.hashes:
                current.hashes.append(match["digest"])
    for component in found.values():
        component.licence = licence_of(component.name)
    return sorted(found.values(), key=lambda component: component.name.lower())
