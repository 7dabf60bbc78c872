"""How long the admin takes over a large archive: lists, searches, filters, opening and saving an article.

`SIJIL_DATA_DIR=/somewhere/empty python -m benchmarks.admin_speed 100000` fills an archive there (once) and
prints the median and the slowest of RUNS requests through Django's test client, and the number of queries.
Saves are measured without indexing: nothing drains the outbox meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import django

RUNS = 7
CHUNK = 1000
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SIJIL_DEBUG", "True")
os.environ.setdefault("SIJIL_ALLOWED_HOSTS", "testserver")


def fill(count: int) -> None:
    """Articles with captures and mentions, a chunk a transaction."""
    from archive.gazetteer.load import load
    from archive.gazetteer.sync import load as into_database
    from archive.models import Campaign, Company, Publisher
    from benchmarks.corpus import PUBLISHERS, articles

    into_database(load())
    for name in PUBLISHERS:
        Publisher.objects.get_or_create(name=name)
    keys = {
        **{("company", row.slug): row.pk for row in Company.objects.all()},
        **{("campaign", row.slug): row.pk for row in Campaign.objects.all()},
        **{("publisher", row.name): row.pk for row in Publisher.objects.all()},
    }
    made = articles(count)
    while chunk := list(islice(made, CHUNK)):
        _store(chunk, keys)


def _store(chunk: list[object], keys: dict[tuple[str, str], int]) -> None:
    from django.db import transaction

    from archive.models import Article, Capture, Mention

    with transaction.atomic():
        rows = Article.objects.bulk_create(
            Article(
                title=one.title,
                body=one.body,
                publisher_id=keys["publisher", one.publisher],
                published_on=one.published_on,
                date_precision="day" if one.published_on else "",
                text_hash=hashlib.sha256(f"{one.number}".encode()).hexdigest(),
            )
            for one in chunk
        )
        Capture.objects.bulk_create(
            Capture(
                article=row,
                sha256=row.text_hash,
                size=len(row.body),
                encoding="utf-8",
                origins=[{"path": f"{row.pk}.txt", "at": "2026-01-01T00:00:00+00:00"}],
                ledger=[[1, row.title, "\n", "title", ""], [2, row.body, "\n", "body", ""]],
                rules_version="1",
            )
            for row in rows
        )
        Mention.objects.bulk_create(
            Mention(article=row, **{f"{kind}_id": keys[kind, slug]}, start=place, end=place + 1, surface=slug)
            for row, one in zip(rows, chunk, strict=True)
            for kind, slugs in (("company", one.companies), ("campaign", one.campaigns))
            for slug in slugs
            for place in range(3)
        )


def timed(run: Callable[[], int]) -> tuple[float, float, int]:
    """Median and slowest in milliseconds, and the number of queries, of RUNS calls."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent, asked = [], 0
    for _run in range(RUNS):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            status = run()
            spent.append((time.perf_counter() - start) * 1000)
        assert status in (200, 302), status
        asked = len(queries)
    return statistics.median(spent), max(spent), asked


def opened_page(client: Any, path: str) -> int:
    """The status of a page."""
    return int(client.get(path).status_code)


def pages(middle: int) -> Iterator[tuple[str, str]]:
    """What is asked for: a name and an address."""
    admin = "/admin/archive"
    for name in ("article", "capture", "mention", "company", "campaign", "publisher", "alias"):
        yield f"{name} list", f"{admin}/{name}/"
    yield "article list, last page", f"{admin}/article/?p=2000"
    yield "article list, one status", f"{admin}/article/?status__exact=published"
    yield "article list, undated", f"{admin}/article/?dated=no"
    yield "article list, one year", f"{admin}/article/?year=2024"
    yield "article list, by date", f"{admin}/article/?o=3"
    yield "article search, words of a title", f"{admin}/article/?q=في"
    yield "article search, nothing found", f"{admin}/article/?q=ضضضضض"
    yield "mention list, one state", f"{admin}/mention/?state__exact=proposed"
    yield "mention search, a company", f"{admin}/mention/?q=google"
    yield "capture search, a hash", f"{admin}/capture/?q=abcdef"
    yield (
        "article autocomplete",
        ("/admin/autocomplete/?app_label=archive&model_name=mention&field_name=article&term=في"),
    )
    yield "article page", f"{admin}/article/{middle}/change/"
    yield "article history", f"{admin}/article/{middle}/history/"


def main() -> None:
    """Fill if empty, then measure."""
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    from archive import changes
    from archive.models import Article
    from tests.curation.forms import as_shown

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        with changes.held():
            fill(wanted)
    changes.changed.receivers = []
    user = get_user_model().objects.filter(username="bench").first()
    client = Client()
    client.force_login(user or get_user_model().objects.create_superuser("bench"))
    count = Article.objects.count()
    middle = Article.objects.order_by("pk")[count // 2].pk
    print(f"{count} articles\n\n| page | median ms | slowest ms | queries |\n| --- | --- | --- | --- |")
    for name, path in pages(middle):
        print("| {} | {:.0f} | {:.0f} | {} |".format(name, *timed(partial(opened_page, client, path))))
    address = f"/admin/archive/article/{middle}/change/"

    def save(field: str) -> Callable[[], int]:
        def run() -> int:
            data = as_shown(client, address)
            return client.post(address, data | {field: f"{data[field]} {time.monotonic_ns()}"}).status_code

        return run

    opened = timed(partial(opened_page, client, address))
    for field in ("author", "body"):
        median, slowest, asked = timed(save(field))
        row = (f"save an article: {field}", median - opened[0], slowest - opened[0], asked - opened[2])
        print("| {} | {:.0f} | {:.0f} | {} |".format(*row))


if __name__ == "__main__":
    main()
