"""Reads one OpenSearch index: pages, whole results, counts, stored analyses, words."""

from __future__ import annotations

import zlib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any

from search.backends.base import IndexUnavailable
from search.backends.opensearch_cluster import Cluster
from search.backends.opensearch_indexes import Live, understood
from search.backends.opensearch_query import MOST_SCORED, Translation, counted, filters, leaves, scaled
from search.plan import TAG_FIELDS, Everything, Found, Ids, Node, Order, Plan

WINDOW = 10_000
"""Hits that one request may reach; what lies deeper is walked to."""
WALK_SECONDS = 15.0
"""What each further request of a walk may take: the cluster has shown by the first that it answers."""
KEPT = "2m"
"""How long the cluster keeps a walk's view of the index between two requests."""
MOST_VALUES = 10_000
"""Values a facet counts."""
MOST_WORDS = 50_000
"""Words that spelling is corrected with, the commonest first; a cluster refuses more than 65,535 at once."""
SORTS: dict[Order, list[dict[str, Any]]] = {
    "relevance": [{"_score": "desc"}, {"id": "asc"}],
    "newest": [{"day": {"order": "desc", "missing": "_last"}}, {"id": "desc"}],
    "oldest": [{"day": {"order": "asc", "missing": "_last"}}, {"id": "asc"}],
}
AGGREGATIONS = {
    **{name: {"terms": {"field": name, "size": MOST_VALUES}} for name in (*TAG_FIELDS, "year")},
    "undated": {"missing": {"field": "year"}},
}
_BARE = {"_source": False, "stored_fields": "_none_"}
_PARTS = "hits.total,hits.hits.sort,hits.hits._score,hits.hits.fields,hits.hits._source,aggregations,pit_id"

Hit = dict[str, Any]


class Reader:
    """One live index of a cluster. Everything raises IndexUnavailable."""

    def __init__(self, cluster: Cluster, live: Live) -> None:
        self.cluster = cluster
        self.live = live

    def found(self, plan: Plan) -> Found:
        """Answer a plan."""
        with understood(self.cluster):
            body = self._asked(plan)
            stop = None if plan.limit is None else plan.offset + plan.limit
            shallow = stop is None or stop <= WINDOW
            first = body | {"size": 0}
            if shallow and plan.offset < WINDOW:
                first |= {"from": plan.offset, "size": WINDOW - plan.offset if stop is None else plan.limit}
            if plan.facets:
                first |= {"aggs": AGGREGATIONS}
            answer = self._search(first, plan.node)
            total, hits = int(answer["hits"]["total"]["value"]), answer["hits"].get("hits", [])
            reached = total if stop is None else min(stop, total)
            if len(hits) < reached - plan.offset:
                hits = list(islice(self._walk(body), plan.offset, stop))
            ids = tuple(int(hit["sort"][1]) for hit in hits)
            ranked = plan.order == "relevance"
            scores = tuple(float(hit["sort"][0] if ranked else hit["_score"]) for hit in hits)
            return Found(ids, scores, total, *(_facets(answer["aggregations"]) if plan.facets else ({}, {})))

    def counts(self, nodes: Sequence[Node]) -> tuple[int, list[int]]:
        """The number of articles in the index, and of those that each node matches."""
        with understood(self.cluster):
            body = {"size": 0, "query": {"match_all": {}}, "track_total_hits": True}
            answer = self._search(body | ({"aggs": {"nodes": filters(nodes)}} if nodes else {}), Everything())
            buckets = answer["aggregations"]["nodes"]["buckets"] if nodes else []
            numbers = [int(bucket["doc_count"]) for bucket in buckets]
            if len(numbers) != len(nodes):
                raise ValueError("not every node was counted")
            return int(answer["hits"]["total"]["value"]), numbers

    def hashes(self) -> Iterator[tuple[int, bytes]]:
        """Each article's id and content hash, by id."""
        body = {"query": {"match_all": {}}, "sort": [{"id": "asc"}], "docvalue_fields": ["hash"], **_BARE}
        with understood(self.cluster):
            for hit in self._walk(body):
                yield int(hit["sort"][0]), bytes.fromhex(hit["fields"]["hash"][0])

    def texts(self, ids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """Id → content hash and packed analysis of the body."""
        found: dict[int, tuple[bytes, bytes]] = {}
        with understood(self.cluster):
            for start in range(0, len(ids), WINDOW):
                some = Ids(tuple(ids[start : start + WINDOW]))
                body = {"query": Translation().query(some), "size": len(some.ids), "_source": ["forms"]}
                answer = self._search(body | {"docvalue_fields": ["id", "hash"]}, some)
                for hit in answer.get("hits", {}).get("hits", []):
                    pk, kept = int(hit["fields"]["id"][0]), bytes.fromhex(hit["fields"]["hash"][0])
                    found[pk] = (kept, b64decode(hit["_source"]["forms"]))
        return found

    def words(self) -> list[tuple[str, int]]:
        """The commonest words with the number of their articles."""
        body = {"size": 0, "aggs": {"words": {"terms": {"field": "words", "size": MOST_WORDS}}}}
        with understood(self.cluster):
            answer = self._search(body, Everything(), seconds=WALK_SECONDS)
            buckets = answer["aggregations"]["words"]["buckets"]
            return [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]

    # -- requests

    def _asked(self, plan: Plan) -> dict[str, Any]:
        """The body of a search but for the page."""
        if plan.limit == 0:
            return {"query": Translation().query(plan.node), "track_total_hits": True, **_BARE}
        nodes = counted(plan.node)
        total, numbers = self.counts(nodes) if nodes else (1, [])
        counts = dict(zip(nodes, numbers, strict=True))
        few = sum(1 for _ in leaves(plan.node)) <= MOST_SCORED
        query = Translation(total, counts, hints=few).query(plan.node)
        return {
            "query": scaled(query, self.live.scale),
            "sort": SORTS[plan.order],
            "track_scores": True,
            "track_total_hits": True,
            **_BARE,
        }

    def _search(self, body: dict[str, Any], node: Node, seconds: float | None = None) -> dict[str, Any]:
        # The pages of one search go to the same copies of the shards, whose statistics may differ a little.
        preference = f"{zlib.crc32(repr(node).encode()):08x}"
        params = self._params() | {"preference": preference}
        return self.cluster.ask("POST", f"/{self.live.name}/_search", body, params=params, seconds=seconds)

    def _params(self) -> dict[str, str]:
        search_type = "dfs_query_then_fetch" if self.live.shards > 1 else "query_then_fetch"
        return {
            "search_type": search_type,
            "allow_partial_search_results": "false",
            "filter_path": _PARTS,
        }

    def _walk(self, body: dict[str, Any]) -> Iterator[Hit]:
        """Every hit in order, from a view of the index that does not change meanwhile."""
        with self._view() as view:
            body = body | {"size": WINDOW, "pit": {"id": view, "keep_alive": KEPT}}
            while True:
                answer = self.cluster.ask(
                    "POST", "/_search", body, params=self._params(), seconds=WALK_SECONDS
                )
                hits = answer.get("hits", {}).get("hits", [])
                yield from hits
                if len(hits) < WINDOW:
                    return
                body = body | {"search_after": hits[-1]["sort"], "track_total_hits": False}

    @contextmanager
    def _view(self) -> Iterator[str]:
        """The id of a point in time of the index."""
        path = f"/{self.live.name}/_search/point_in_time"
        view = str(self.cluster.ask("POST", path, params={"keep_alive": KEPT})["pit_id"])
        try:
            yield view
        finally:
            # Where that fails it ends by itself soon, and what was read is read.
            with suppress(IndexUnavailable):
                self._ask("DELETE", "/_search/point_in_time", {"pit_id": [view]})

    def _ask(
        self, method: str, path: str, body: dict[str, Any], params: dict[str, str] | None = None
    ) -> dict[str, Any]:
        return self.cluster.ask(method, path, body, params=params, seconds=WALK_SECONDS)


def _facets(answer: dict[str, Any]) -> tuple[dict[str, dict[str, int]], dict[int | None, int]]:
    """Slugs of each tag field and years with the number of matching articles."""
    counts = {
        name: {bucket["key"]: int(bucket["doc_count"]) for bucket in answer[name]["buckets"]}
        for name in (*TAG_FIELDS, "year")
    }
    years: dict[int | None, int] = {int(year): number for year, number in counts.pop("year").items()}
    undated = int(answer["undated"]["doc_count"])
    return counts, years | ({None: undated} if undated else {})
