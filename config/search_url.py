"""SEARCH_URL and what belongs to it, as one Haystack connection. Pure."""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from config.environment import Environment, WrongSetting
from search.backends.registry import CLUSTERED, ENGINES

_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\])(?::(?P<port>[0-9]{1,5}))?")
_INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def haystack_connection(env: Environment, data_dir: Path) -> dict[str, object]:
    """A folder, `whoosh:///ABSOLUTE/PATH`, or a cluster, `opensearch://HOST:PORT,HOST:PORT/NAME`.

    `opensearch+https` speaks TLS. Raises WrongSetting.
    """
    url = env.secret("SEARCH_URL", f"whoosh://{(data_dir / 'index').absolute()}")
    parts = urlsplit(url)
    engine, _, transport = parts.scheme.partition("+")
    if engine not in ENGINES or transport not in (("", "https") if engine == CLUSTERED else ("",)):
        raise WrongSetting("SEARCH_URL", f"{url!r} names no engine; known are {', '.join(sorted(ENGINES))}")
    common = {"ENGINE": ENGINES[engine], "SILENTLY_FAIL": False, "BATCH_SIZE": 500}
    if engine == CLUSTERED:
        return common | _cluster(env, parts, tls=bool(transport))
    if parts.netloc or not parts.path.strip("/"):
        raise WrongSetting("SEARCH_URL", f"{url!r} must look like {engine}:///absolute/path")
    return common | {"PATH": unquote(parts.path)}


def _cluster(env: Environment, parts: SplitResult, *, tls: bool) -> dict[str, object]:
    """What a connection to a cluster needs beside the engine."""
    if find_spec("opensearchpy") is None:
        install = "python -m pip install --require-hashes -r requirements-opensearch.txt"
        raise WrongSetting("SEARCH_URL", f"OpenSearch needs its client: {install}")
    user = env.text("SIJIL_OPENSEARCH_USER")
    if user and not tls:
        raise WrongSetting("SIJIL_OPENSEARCH_USER", "a password is sent over TLS only: opensearch+https://…")
    password = env.secret("SIJIL_OPENSEARCH_PASSWORD")
    if bool(user) != bool(password):
        raise WrongSetting("SIJIL_OPENSEARCH_USER", "and SIJIL_OPENSEARCH_PASSWORD(_FILE) belong together")
    authority = env.text("SIJIL_OPENSEARCH_CA")
    if authority and not os.access(authority, os.R_OK):
        raise WrongSetting("SIJIL_OPENSEARCH_CA", f"{authority} cannot be read")
    return {
        **_place(parts),
        "TLS": tls,
        "USER": user,
        "PASSWORD": password,
        "CA": authority,
        "SECONDS": env.number("SIJIL_OPENSEARCH_TIMEOUT_MS", 500, smallest=1) / 1000,
        "SHARDS": env.number("SIJIL_OPENSEARCH_SHARDS", 1, smallest=1),
        "REPLICAS": env.number("SIJIL_OPENSEARCH_REPLICAS", 1),
    }


def _place(parts: SplitResult) -> dict[str, object]:
    """The hosts, each with its port, and the archive's name there."""
    name = parts.path.strip("/")
    hosts = [_HOST.fullmatch(host) for host in parts.netloc.split(",")]
    found = tuple((host["name"].strip("[]"), int(host["port"] or 9200)) for host in hosts if host)
    if len(found) < len(hosts) or not _INDEX_NAME.fullmatch(name):
        # The address is not repeated: who does not know better has put a password into it.
        raise WrongSetting(
            "SEARCH_URL",
            "must look like opensearch://host:9200,host:9200/name, the name of a-z, 0-9, - and _; "
            "who signs in is said by SIJIL_OPENSEARCH_USER and SIJIL_OPENSEARCH_PASSWORD_FILE",
        )
    return {"HOSTS": found, "NAME": name}
