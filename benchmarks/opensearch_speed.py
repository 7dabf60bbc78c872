"""How fast a full search page is on OpenSearch: three nodes on this machine, one primary shard, one copy.

`python -m benchmarks.opensearch_speed [--size 1000] [--queries 200]`. CPU is this process's alone; the
cluster's own work shows in the wall times. The jars are those of `make test-opensearch`.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from benchmarks import site  # isort: split

from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string
from haystack import connections

from archive.models import Article
from benchmarks.corpus import queries
from benchmarks.search_speed import HEAD, full_page, one_change, row, timed
from config.environment import Environment
from config.search_url import haystack_connection
from search.ask import backend
from search.backends.registry import ENGINES
from tests.nodes import LocalCluster


def use(cluster: LocalCluster) -> None:
    """Make the cluster the site's and build its index."""
    address = {
        "SEARCH_URL": f"opensearch://{','.join(cluster.hosts)}/bench",
        "SIJIL_OPENSEARCH_TIMEOUT_MS": "30000",
    }
    settings.HAYSTACK_CONNECTIONS = {"default": haystack_connection(Environment(address), site.DATA)}
    connections["default"]  # makes the dictionary that the next line changes
    connections.thread_local.connections["default"] = import_string(ENGINES["opensearch"])("default")
    begun = time.perf_counter()
    call_command("rebuild_index", interactive=False, verbosity=0)
    spent, count = time.perf_counter() - begun, Article.objects.count()
    index = backend().indexes
    size = index.cluster.ask("GET", f"/{index.live().name}/_stats/store")["_all"]["primaries"]["store"][
        "size_in_bytes"
    ]
    print(
        f"{count} articles indexed in {spent:.0f} s ({count / spent:.0f}/s), {size / 1e6:.0f} MB a copy",
        flush=True,
    )


def main() -> None:
    """Fill an archive, start the cluster, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    site.fill(options.size)
    asked = queries(options.queries)
    cluster = LocalCluster(site.DATA / "cluster", Path(os.environ["SIJIL_OPENSEARCH_JARS"]))
    try:
        cluster.start()
        print(f"{options.size} articles; milliseconds\n\n{HEAD}")
        use(cluster)
        row("Sijil, OpenSearch", "full page, first use", timed(full_page, asked))
        row("Sijil, OpenSearch", "full page, warm", timed(full_page, asked))
        one_change("Sijil, OpenSearch")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
