"""Hands this machine's pip configuration to a build: pip_for_build.py FILE writes it as a pip.conf.

Prints `--volume` options, one a line, that mount FILE and every file or folder which the configuration names
(a certificate, a folder of wheels) at the same place, read-only. Nothing of it stays in the image.
"""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

CERTIFICATES = Path("/etc/ssl/certs")


def pip_settings() -> dict[tuple[str, str], str]:
    """What `pip config list` says, by (section, option); the environment (section `:env:`) wins as in pip."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    ).stdout
    found: dict[tuple[str, str], str] = {}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        found[("global" if section == ":env:" else section, option)] = str(ast.literal_eval(value))
    return found


def main(target: Path) -> None:
    """Write the pip.conf and print the mounts."""
    config = configparser.RawConfigParser()
    mounts = {CERTIFICATES} if CERTIFICATES.is_dir() else set()
    for (section, option), value in pip_settings().items():
        if not config.has_section(section):
            config.add_section(section)
        config.set(section, option, value)
        mounts |= {Path(word) for word in value.split() if word.startswith("/") and Path(word).exists()}
    with target.open("w", encoding="utf-8") as stream:
        config.write(stream)
    print(f"--volume={target}:/etc/pip.conf:ro")
    for path in sorted(mounts):
        if CERTIFICATES not in path.parents:
            print(f"--volume={path}:{path}:ro")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
