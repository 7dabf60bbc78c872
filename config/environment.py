"""Reads the environment strictly: a wrong value stops the start and says which one and why. Pure."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from search.backends.registry import CLUSTERED, ENGINES

_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>[0-9]{1,5}))?")
_INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


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
    """The signing key from SIJIL_SECRET_KEY or from DATA_DIR/secret_key, which `make run` makes."""
    key = env.text("SIJIL_SECRET_KEY")
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


def haystack_connection(env: Environment, data_dir: Path) -> dict[str, object]:
    """SEARCH_URL as one Haystack connection: a folder, `whoosh:///ABSOLUTE/PATH`, or a cluster,
    `opensearch://HOST:PORT,HOST:PORT/NAME` (`opensearch+https` with TLS).
    """
    url = env.text("SEARCH_URL", f"whoosh://{(data_dir / 'index').absolute()}")
    parts = urlsplit(url)
    engine, _, transport = parts.scheme.partition("+")
    if engine not in ENGINES or transport not in ("", "https") or (transport and engine != CLUSTERED):
        raise WrongSetting("SEARCH_URL", f"{url!r} names no engine; known are {', '.join(sorted(ENGINES))}")
    common = {"ENGINE": ENGINES[engine], "SILENTLY_FAIL": False, "BATCH_SIZE": 500}
    if engine == CLUSTERED:
        return common | _cluster(env, parts, tls=bool(transport))
    if parts.netloc or not parts.path.strip("/"):
        raise WrongSetting("SEARCH_URL", f"{url!r} must look like {parts.scheme}:///absolute/path")
    return common | {"PATH": unquote(parts.path)}


def _cluster(env: Environment, parts: SplitResult, *, tls: bool) -> dict[str, object]:
    """What an OpenSearch connection needs beside the engine."""
    if find_spec("opensearchpy") is None:
        raise WrongSetting(
            "SEARCH_URL",
            "OpenSearch needs its client: python -m pip install --require-hashes "
            "-r requirements-opensearch.txt",
        )
    name = parts.path.strip("/")
    hosts = [_HOST.fullmatch(host) for host in parts.netloc.split(",")]
    if not all(hosts) or not _INDEX_NAME.fullmatch(name):
        raise WrongSetting(
            "SEARCH_URL",
            "must look like opensearch://host:9200,host:9200/name, the name of a-z, 0-9, - and _; "
            "who signs in is said by SIJIL_OPENSEARCH_USER and SIJIL_OPENSEARCH_PASSWORD_FILE",
        )
    user = env.text("SIJIL_OPENSEARCH_USER")
    if user and not tls:
        raise WrongSetting("SIJIL_OPENSEARCH_USER", "a password is sent over TLS only: opensearch+https://…")
    return {
        "HOSTS": tuple((host["name"].strip("[]"), int(host["port"] or 9200)) for host in hosts if host),
        "NAME": name,
        "TLS": tls,
        "USER": user,
        "PASSWORD": _line_of(env, "SIJIL_OPENSEARCH_PASSWORD_FILE") if user else "",
        "CA": _file(env, "SIJIL_OPENSEARCH_CA"),
        "SECONDS": env.number("SIJIL_OPENSEARCH_TIMEOUT_MS", 500, smallest=1) / 1000,
        "SHARDS": env.number("SIJIL_OPENSEARCH_SHARDS", 1, smallest=1),
        "REPLICAS": env.number("SIJIL_OPENSEARCH_REPLICAS", 1),
    }


def _file(env: Environment, name: str) -> str:
    """The path of a file that can be read; empty where none is set."""
    path = env.text(name)
    if path and not os.access(path, os.R_OK):
        raise WrongSetting(name, f"{path} cannot be read")
    return path


def _line_of(env: Environment, name: str) -> str:
    """The first line of a file that must be set."""
    path = _file(env, name)
    line = Path(path).read_text(encoding="utf-8").partition("\n")[0].strip() if path else ""
    if not line:
        raise WrongSetting(name, "must name a file whose first line is the password")
    return line
