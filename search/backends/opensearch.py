"""The OpenSearch engine: for archives of millions, on a cluster of their own.

The alias that SEARCH_URL names points to the live index; a rebuild fills a new index beside it and moves the
alias. Each index says what it was made with.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings as site
from haystack.backends import BaseEngine

from search.backends import opensearch_bulk
from search.backends.base import IndexUnavailable, SijilBackend
from search.backends.generations import LOCK_SECONDS, REBUILD
from search.backends.opensearch_cluster import Address, Missing
from search.backends.opensearch_indexes import indexes_at
from search.backends.opensearch_search import Reader
from search.backends.query import SijilSearchQuery
from search.documents import Document
from search.plan import MAX_DEPTH, Found, Node, Plan, depth

SEEN_AT_ONCE = {"refresh": "true", "require_alias": "true"}
"""Changes of the live index are visible when they are reported as made, and never make an index."""
Read = TypeVar("Read")


class OpenSearchBackend(SijilBackend):
    """One a thread; connections, the name of the live index and the turn to write are the process's."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.shards = int(options["SHARDS"])
        self.copies = int(options["REPLICAS"])
        self.indexes = indexes_at(address_of(options), options["NAME"])
        self.building = ""

    @classmethod
    @contextmanager
    def temporary(cls, folder: Path) -> Iterator[SijilBackend]:
        """See the contract; on the cluster that SEARCH_URL names."""
        options = site.HAYSTACK_CONNECTIONS["default"]
        if "HOSTS" not in options:
            raise IndexUnavailable("SEARCH_URL names no cluster to make an index on")
        made = cls("default", **options | {"NAME": f"{options['NAME']}-{uuid.uuid4().hex[:12]}"})
        try:
            yield made
        finally:
            for index in made.indexes.all():
                made.indexes.drop(index)

    # -- writing ------------------------------------------------------------------------------------

    def write(self, documents: list[Document], gone: list[int]) -> None:
        """See the contract."""
        if self.building:
            opensearch_bulk.write(self.indexes.cluster, self.building, documents, gone, {}, patient=True)
            return
        with self.exclusive():
            self.indexes.live(anew=True)
            opensearch_bulk.write(self.indexes.cluster, self.indexes.name, documents, gone, SEEN_AT_ONCE)

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """See the contract."""
        with self.exclusive():
            self.building = self.indexes.create(self.shards)
            try:
                yield
                self.indexes.publish(self.building, self.copies)
            except BaseException:
                # Where even this fails, the next rebuild removes what is left.
                with suppress(IndexUnavailable):
                    self.indexes.drop(self.building)
                raise
            finally:
                self.building = ""

    @contextmanager
    def exclusive(self, seconds: float | None = None) -> Iterator[None]:
        """See the contract."""
        with self.indexes.turns.taken(LOCK_SECONDS if seconds is None else seconds):
            yield

    def absent(self) -> bool:
        """See the contract."""
        return not self.indexes.all()

    # -- reading ------------------------------------------------------------------------------------

    def _read(self, read: Callable[[Reader], Read]) -> Read:
        """What `read` makes of the live index; once more if that was replaced in this very moment."""
        try:
            return read(Reader(self.indexes.cluster, self.indexes.live()))
        except Missing:
            return read(Reader(self.indexes.cluster, self.indexes.live(anew=True)))

    def execute(self, plan: Plan) -> Found:
        """See the contract. Raises ValueError for a tree deeper than a cluster takes."""
        if depth(plan.node) > MAX_DEPTH:
            raise ValueError(f"a query may be nested {MAX_DEPTH} levels deep")
        return self._read(lambda reader: reader.found(plan))

    def counts(self, nodes: Sequence[Node]) -> list[int]:
        """See the contract. One request."""
        return self._read(lambda reader: reader.counts(nodes))[1]

    def vocabulary(self) -> list[tuple[str, int]]:
        """See the contract; of very many words the commonest."""
        return self._read(lambda reader: reader.words())

    def stored_hashes(self) -> Iterator[tuple[int, bytes]]:
        """See the contract."""
        yield from Reader(self.indexes.cluster, self.indexes.live(anew=True)).hashes()

    def analyses(self, ids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """See the contract."""
        return self._read(lambda reader: reader.texts(ids))

    def problem(self) -> str:
        """See the contract."""
        try:
            live = self.indexes.live(anew=True)
            health = self.indexes.cluster.ask("GET", f"/_cluster/health/{live.name}")
        except IndexUnavailable as error:
            return str(error)
        if health.get("status") in ("green", "yellow"):
            return ""
        return f"shards of the search index are lost; bring their nodes back, or {REBUILD}"


def address_of(options: dict[str, Any]) -> Address:
    """Where a HAYSTACK_CONNECTIONS entry says that the cluster is."""
    return Address(
        hosts=tuple((str(host), int(port)) for host, port in options["HOSTS"]),
        tls=options["TLS"],
        user=options["USER"],
        password=options["PASSWORD"],
        ca=options["CA"],
        seconds=options["SECONDS"],
    )


class OpenSearchEngine(BaseEngine):
    """What HAYSTACK_CONNECTIONS names."""

    backend = OpenSearchBackend
    query = SijilSearchQuery
