"""The indexes of an archive on a cluster: `NAME-g` and when each was begun; alias NAME is the live one."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings as site

from search.analysis import analyzer
from search.backends.base import IndexUnavailable
from search.backends.generations import REBUILD
from search.backends.opensearch_cluster import Address, Cluster, Missing
from search.backends.opensearch_schema import SCHEMA_VERSION, mapping, settings
from search.backends.turns import shared_turns
from search.evaluate import K1

REMEMBERED_SECONDS = 1.0
"""How long a process believes an index to be the live one; that it is deleted is noticed at once."""
ADMIN_SECONDS = 30.0
"""What making, moving and deleting indexes may take."""
COPY_SECONDS = 60
"""How long a new index waits for the copies of its shards before it goes live without."""


class Live(NamedTuple):
    """The live index: its name, its shards, and what this version of OpenSearch multiplies scores by."""

    name: str
    shards: int
    scale: float


class Indexes:
    """The indexes of one archive as the threads of a process share them, and whose turn it is to write."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.cluster = cluster
        self.name = name
        self.turns = shared_turns(f"opensearch-{name}", Path(site.DATA_DIR))
        self._live: tuple[float, Live] | None = None

    def live(self, *, anew: bool = False) -> Live:
        """The live index, made by this version of Sijil. `anew`: ask the cluster. Raises IndexUnavailable."""
        known = self._live
        if known and not anew and time.monotonic() - known[0] < REMEMBERED_SECONDS:
            return known[1]
        try:
            answer = self.cluster.ask("GET", f"/{self.name}/_mapping")
        except Missing as error:
            raise IndexUnavailable(f"there is no search index; {REBUILD}") from error
        with understood(self.cluster):
            [(index, made)] = answer.items()
            meta: dict[str, Any] = made["mappings"].get("_meta", {})
        if not self._ours(index) or made_with().items() - meta.items():
            raise IndexUnavailable(f"the search index was made by another version or engine; {REBUILD}")
        with understood(self.cluster):
            live = Live(index, int(meta["shards"]), float(meta["scale"]))
        self._live = (time.monotonic(), live)
        return live

    def all(self) -> dict[str, bool]:
        """Each index of this archive → whether it is the live one. Raises IndexUnavailable."""
        answer = self.cluster.ask("GET", f"/{self.name}-g*/_alias")
        with understood(self.cluster):
            return {index: self.name in row["aliases"] for index, row in answer.items() if self._ours(index)}

    def create(self, shards: int) -> str:
        """A new, empty index that nobody sees yet. Raises IndexUnavailable."""
        index = f"{self.name}-g{time.time_ns():020}"
        meta = {**made_with(), "shards": shards, "scale": self._scale()}
        body = {"settings": settings(shards), "mappings": mapping(meta)}
        self.cluster.ask("PUT", f"/{index}", body, seconds=ADMIN_SECONDS)
        return index

    def publish(self, index: str, copies: int) -> None:
        """Make a filled index the live one in one step, and delete all others. Raises IndexUnavailable."""
        self.cluster.ask("POST", f"/{index}/_refresh", seconds=ADMIN_SECONDS)
        served = {"refresh_interval": None, "auto_expand_replicas": f"0-{copies}"}
        self.cluster.ask("PUT", f"/{index}/_settings", {"index": served}, seconds=ADMIN_SECONDS)
        # Without its copies it would serve as well; it would only not outlive its node.
        patience = {"wait_for_status": "green", "timeout": f"{COPY_SECONDS}s", "ignore": 408}
        health = self.cluster.ask(
            "GET", f"/_cluster/health/{index}", params=patience, seconds=COPY_SECONDS + ADMIN_SECONDS
        )
        if health.get("status") not in ("green", "yellow"):
            raise IndexUnavailable("the search cluster lost shards of the new index; try again")
        others = {other: alive for other, alive in self.all().items() if other != index}
        actions = [
            {"remove": {"index": other, "alias": self.name}} for other, alive in others.items() if alive
        ]
        actions.append({"add": {"index": index, "alias": self.name}})
        self.cluster.ask("POST", "/_aliases", {"actions": actions}, seconds=ADMIN_SECONDS)
        self._live = None
        for other in others:
            self.drop(other)

    def drop(self, index: str) -> None:
        """Delete an index. Raises IndexUnavailable; one that is gone already is no error."""
        self._live = None
        try:
            self.cluster.ask("DELETE", f"/{index}", seconds=ADMIN_SECONDS)
        except Missing:
            return

    def _ours(self, index: str) -> bool:
        """Whether it is an index of this archive: another's name may begin like ours."""
        return bool(re.fullmatch(rf"{re.escape(self.name)}-g\d{{20}}", index))

    def _scale(self) -> float:
        answer = self.cluster.ask("GET", "/", seconds=ADMIN_SECONDS)
        with understood(self.cluster):
            major = int(answer["version"]["number"].split(".")[0])
        # Lucene 8 dropped the constant k1 + 1 from its scores; OpenSearch did with version 3.
        return K1 + 1 if major < 3 else 1.0


def made_with() -> dict[str, object]:
    """What an index must have been made with."""
    return {"engine": "opensearch", "schema": SCHEMA_VERSION, "analysis": analyzer().version}


@contextmanager
def understood(cluster: Cluster) -> Iterator[None]:
    """Turn what reading an answer of the wrong shape raises into IndexUnavailable."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise cluster.rubbish(error) from error


def indexes_at(address: Address, name: str) -> Indexes:
    """This process's view of an archive's indexes; a forked process gets its own, with its own sockets."""
    return _indexes(os.getpid(), address, name)


def forget() -> None:
    """Begin anew with every cluster, as a new process would."""
    _indexes.cache_clear()


@lru_cache(maxsize=8)
def _indexes(_process: int, address: Address, name: str) -> Indexes:
    return Indexes(Cluster(address), name)
