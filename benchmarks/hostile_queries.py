"""Hostile queries at 10,000 articles, through the pages: errors, and how long an answer takes.

    python -m benchmarks.hostile_queries [--articles 10000] [--queries 5000]

Makes an archive in a temporary folder (see `benchmarks.corpus`), asks the search page and the API in turn,
and prints the slowest percentiles. Ends with 1 where an answer is an error, shows an unpublished article,
or the 99th percentile takes more than a second.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice

import numpy as np

from benchmarks.hostile import query_strings
from benchmarks.real_path import start_django

HIDDEN = "بغلملوز"
ADDRESSES = ("/search/", "/api/v1/articles")
BATCH = 1000
LIMIT = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=5000)
    options = parser.parse_args()
    start_django()
    _fill(options.articles)
    seconds, wrong = _ask(options.queries)
    p50, p95, p99 = np.percentile(seconds, [50, 95, 99])
    print(f"{options.queries} queries over {options.articles} articles")
    print(f"p50 {p50:.3f} s  p95 {p95:.3f} s  p99 {p99:.3f} s  slowest {max(seconds):.3f} s  wrong {wrong}")
    sys.exit(1 if wrong or p99 > LIMIT else 0)


def _fill(count: int) -> None:
    """Articles in the database and in the index, and one that is not published."""
    from django.core.management import call_command

    from archive.models import Article, Outbox
    from benchmarks.made_up import bodies, documents
    from search.analysis import analyzer
    from search.ask import backend

    call_command("migrate", verbosity=0)
    call_command("load_gazetteer", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Article.objects.bulk_create(
        (Article(title=" ".join(body.split()[:8]), body=body, text_hash="") for body in bodies(count)),
        batch_size=BATCH,
    )
    Article.objects.create(title=f"سري {HIDDEN}", body="عقد سري", status="proposed", text_hash="")
    Outbox.objects.all().delete()
    index, made = backend(), documents(count, analyzer())
    with index.rebuilding():
        while batch := list(islice(made, BATCH)):
            index.write(batch, [])


def _ask(count: int) -> tuple[list[float], int]:
    """Seconds of each answer, and how many were errors or showed what is hidden."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    client.get(ADDRESSES[0], {"q": "تسخين"}, secure=True)  # a process reads templates and names once
    seconds, wrong = [], 0
    for number, query in enumerate(query_strings(count)):
        begun = time.perf_counter()
        response = client.get(ADDRESSES[number % 2], QUERY_STRING=f"q={query}", secure=True)
        seconds.append(time.perf_counter() - begun)
        if response.status_code != 200 or HIDDEN in response.content.decode():
            wrong += 1
            print("wrong:", response.status_code, query[:120])
    return seconds, wrong


if __name__ == "__main__":
    main()
