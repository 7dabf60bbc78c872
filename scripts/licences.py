"""Writes docs/licences.md, or with --check says whether it is up to date and every licence fits the AGPL.

Exit status 1 with one line a fault: a licence that is unknown or does not fit, or a list out of date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from dependencies import ROOT, VENDORED, Component, locked

PAGE = ROOT / "docs" / "licences.md"
COMPATIBLE = {
    "0BSD",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CNRI-Python",  # see HEAD
    "GPL-2.0-or-later",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MPL-2.0",
    "PSF-2.0",
    "Python-2.0",
    "Unlicense",
    "Zlib",
}
"""SPDX names of licences under which code may be combined with AGPL-3.0-or-later, by the lists of the FSF."""
BESIDE = {"OFL-1.1", "CC-BY-SA-4.0"}
"""Licences of works that lie beside the code: fonts and word counts."""
HEAD = """# Licences

Sijil is AGPL-3.0-or-later: PyArabic, on which the analysis stands, is under the GPL. Everything below may be
combined with it. Written by `make licences` from the lock files and what the packages say of themselves;
`make check` fails when a licence is unknown, does not fit, or this list is out of date. “Used by” names the
lock files: `requirements` is the running site, `-opensearch` what a cluster needs, `-dev` tests and checks,
`-pip` the installer.

`regex` comes in through trafilatura's date reading. Its CNRI-Python part is the regular expression engine
that Python itself carries; the FSF calls Python's own licence compatible and CNRI's first one not. We neither
copy nor change that code.

| package | licence | used by |
| --- | --- | --- |
"""


def fits(expression: str, allowed: set[str]) -> bool:
    """Whether an SPDX expression is met: every part of an AND, one part of an OR."""
    return any(
        all(part.strip("() ") in allowed for part in option.split(" AND "))
        for option in expression.split(" OR ")
    )


def faults(components: list[Component]) -> list[str]:
    """Packages whose licence is unknown or does not fit."""
    return [
        f"{component.name}: licence {component.licence or 'unknown'} is not known to fit AGPL-3.0-or-later"
        for component in components
        if not fits(component.licence, COMPATIBLE | (BESIDE if component in VENDORED else set()))
    ]


def page(components: list[Component]) -> str:
    """The list as Markdown."""
    rows = [
        f"| {component.name} | {component.licence} | {', '.join(_short(name) for name in component.sets)} |\n"
        for component in components
    ]
    return HEAD + "".join(rows)


def _short(name: str) -> str:
    return re.sub(r"^requirements(?=-)", "", name)


def main(arguments: list[str], target: Path = PAGE) -> int:
    """Write or check; the exit status."""
    components = [*locked(), *VENDORED]
    found = faults(components)
    if "--check" not in arguments:
        target.write_text(page(components), encoding="utf-8")
    elif not target.is_file() or target.read_text(encoding="utf-8") != page(components):
        found.append("docs/licences.md is out of date; run `make licences`")
    for fault in found:
        print(f"licences: {fault}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
