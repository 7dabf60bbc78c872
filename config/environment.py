"""Reads the environment strictly: a wrong value stops the start and says which one and why. Pure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from archive.serving.addresses import Network, networks


class WrongSetting(SystemExit):
    """A setting that cannot be used; ends the process with one sentence."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


class Environment:
    """The process environment with strict readers. `values` is `os.environ` or a test's own mapping."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        """The value as it stands, stripped; `default` where it is unset or empty."""
        return self.values.get(name, "").strip() or default

    def secret(self, name: str, default: str = "") -> str:
        """The value of NAME, or the text of the file that NAME_FILE names, as containers keep secrets."""
        path = self.text(f"{name}_FILE")
        if not path:
            return self.text(name, default)
        if self.text(name):
            raise WrongSetting(name, f"is set, and so is {name}_FILE; set one of them")
        try:
            text = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(f"{name}_FILE", f"{path} cannot be read: {error}") from None
        if not text:
            raise WrongSetting(f"{name}_FILE", f"{path} is empty")
        return text

    def choice(self, name: str, default: str, known: tuple[str, ...]) -> str:
        """One of the known words; anything else stops the start."""
        value = self.text(name, default)
        if value not in known:
            raise WrongSetting(name, f"must be {' or '.join(known)}, not {value!r}")
        return value

    def networks(self, name: str) -> list[Network]:
        """Addresses and CIDR networks with commas; anything else stops the start."""
        try:
            return networks(self.items(name))
        except ValueError as error:
            raise WrongSetting(name, str(error)) from None

    def flag(self, name: str, default: bool) -> bool:
        """Exactly `True` or `False`; anything else stops the start."""
        value = self.text(name)
        if value not in ("", "True", "False"):
            raise WrongSetting(name, f"must be True or False, not {value!r}")
        return default if not value else value == "True"

    def number(self, name: str, default: int, smallest: int = 0) -> int:
        """A whole number not below `smallest`; anything else stops the start."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or int(value) < smallest:
            raise WrongSetting(name, f"must be a whole number of at least {smallest}, not {value!r}")
        return int(value)

    def items(self, name: str, default: str = "") -> list[str]:
        """A comma-separated list without blanks."""
        return [item.strip() for item in self.text(name, default).split(",") if item.strip()]


def secret_key(env: Environment, data_dir: Path) -> str:
    """The signing key from SIJIL_SECRET_KEY(_FILE) or from DATA_DIR/secret_key, which `make run` makes."""
    key = env.secret("SIJIL_SECRET_KEY")
    if key:
        return key
    path = data_dir / "secret_key"
    if path.is_file():
        key = path.read_text(encoding="utf-8").strip()
    if not key:
        raise WrongSetting(
            "SIJIL_SECRET_KEY",
            f"is not set and {path} holds no key; set it, or run `make run` once, which makes that file",
        )
    return key


def sqlite_options() -> dict[str, object]:
    """How every connection opens SQLite: readers never wait for a writer, and what was said to be stored is
    on the disk. `synchronous=FULL` waits at each commit; NORMAL could lose the last ones in a power cut.
    """
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
