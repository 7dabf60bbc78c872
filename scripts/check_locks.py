"""Checks, without a network, that every requirements*.txt is the lock of its requirements*.in.

Exit status 1 and one line a fault when a direct requirement is missing from its lock, a lock holds one that
the .in file no longer names, a version does not satisfy its specifier, a pin has no hash, two locks disagree,
or a lock names a host.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?==(?P<version>[^\s;\\]+)")


@dataclass(slots=True)
class Pin:
    """One locked package: its version, how many hashes it has and which files ask for it directly."""

    version: str
    hashes: int
    direct: bool


def wanted(path: Path) -> dict[str, Requirement]:
    """Direct requirements of one .in file by canonical name, included files (`-r`) among them."""
    found: dict[str, Requirement] = {}
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("-r "):
            found |= wanted(path.parent / line[3:].strip())
        elif line:
            requirement = Requirement(line)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def locked(path: Path) -> dict[str, Pin]:
    """The pins of one lock file by canonical name."""
    pins: dict[str, Pin] = {}
    pin = Pin("", 0, False)
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            pin = Pin(match["version"], 0, False)
            pins[canonicalize_name(match["name"])] = pin
        elif "--hash=" in line:
            pin.hashes += 1
        elif line.lstrip().startswith("#") and "-r requirements" in line:
            pin.direct = True
    return pins


def faults(source: Path) -> list[str]:
    """What is wrong with the lock of one .in file, one sentence each."""
    lock = source.with_suffix(".txt")
    if not lock.is_file():
        return [f"{lock.name} is missing"]
    asked, pins = wanted(source), locked(lock)
    found = [f"{lock.name} lacks {name}" for name in sorted(asked.keys() - pins.keys())]
    for name, pin in sorted(pins.items()):
        if not pin.hashes:
            found.append(f"{lock.name}: {name} has no hash")
        if pin.direct and name not in asked:
            found.append(f"{lock.name} holds {name}, which {source.name} does not name")
        if name in asked and not asked[name].specifier.contains(pin.version, prereleases=True):
            found.append(f"{lock.name} pins {name} {pin.version}, {source.name} asks for {asked[name]}")
    if "://" in lock.read_text(encoding="utf-8"):
        found.append(f"{lock.name} names a host")
    return found


def disagreements(locks: list[Path]) -> list[str]:
    """Packages that two lock files pin to different versions."""
    seen: dict[str, tuple[str, str]] = {}
    found = []
    for lock in locks:
        for name, pin in locked(lock).items():
            version, first = seen.setdefault(name, (pin.version, lock.name))
            if version != pin.version:
                found.append(f"{name} is {version} in {first} and {pin.version} in {lock.name}")
    return found


def main() -> int:
    """Check every lock file of the project; 0 when all are in step."""
    sources = sorted(ROOT.glob("requirements*.in"))
    found = [fault for source in sources for fault in faults(source)]
    found += disagreements([path for source in sources if (path := source.with_suffix(".txt")).is_file()])
    for fault in found:
        print(f"lock files: {fault}; run `make lock`", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
