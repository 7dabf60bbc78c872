"""How long the admin takes over a large archive: lists, searches, filters, opening and saving an article.

`SIJIL_DATA_DIR=/somewhere/empty python -m benchmarks.admin_speed 100000 [COPIES]` fills an archive there
(once) and prints the median and the slowest of RUNS requests through Django's test client (CPU time) and the
queries. With COPIES each text is in the archive so many times. Saves are measured without indexing: nothing
drains the outbox meanwhile.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby, islice, repeat
from typing import Any

import django

from benchmarks.corpus import Generated

RUNS = 5
CHUNK = 1000
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SIJIL_DEBUG", "True")
os.environ.setdefault("SIJIL_ALLOWED_HOSTS", "testserver")


def fill(count: int, copies: int) -> None:
    """Articles with captures, mentions and the keys of their texts, a chunk a transaction.

    `copies`: how many articles carry the same text, one after the other.
    """
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
    made = (one for text in articles(count // copies) for one in repeat(text, copies))
    while chunk := list(islice(made, CHUNK)):
        _store(chunk, keys)


def _store(chunk: list[Generated], keys: dict[tuple[str, str], int]) -> None:
    from django.db import transaction

    from archive.models import Article

    with transaction.atomic():
        first = Article.objects.count()
        rows = Article.objects.bulk_create(
            Article(
                title=one.title,
                body=one.body,
                publisher_id=keys["publisher", one.publisher],
                published_on=one.published_on,
                date_precision="day" if one.published_on else "",
                text_hash=hashlib.sha256(f"{first + place}".encode()).hexdigest(),
            )
            for place, one in enumerate(chunk)
        )
        _captures(rows)
        _mentions(rows, chunk, keys)
        _copies(rows)


def _captures(rows: list[Any]) -> None:
    from archive.models import Capture

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


def _mentions(rows: list[Any], chunk: list[Generated], keys: dict[tuple[str, str], int]) -> None:
    from archive.models import Mention

    Mention.objects.bulk_create(
        Mention(article=row, **{f"{kind}_id": keys[kind, slug]}, start=place, end=place + 1, surface=slug)
        for row, one in zip(rows, chunk, strict=True)
        for kind, slugs in (("company", one.companies), ("campaign", one.campaigns))
        for slug in slugs
        for place in range(3)
    )


def _copies(rows: list[Any]) -> None:
    """What ingest would note of copies, for articles that carry the same text one after the other."""
    from archive.ingest.copies import bands, shingles
    from archive.models import Copy, CopyBand

    for body, group in groupby(rows, key=lambda row: row.body):
        alike = list(group)
        keys = bands(shingles(body))
        CopyBand.objects.bulk_create(CopyBand(article=row, key=key) for row in alike for key in keys)
        if len(alike) > 1:
            Copy.objects.bulk_create(Copy(article=row, story=alike[0].pk) for row in alike)


def timed(run: Callable[[], int]) -> tuple[float, float, int]:
    """Median and slowest in milliseconds, and the number of queries, of RUNS calls."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent, asked = [], 0
    for _run in range(RUNS):
        with CaptureQueriesContext(connection) as queries:
            start = time.process_time()
            status = run()
            spent.append((time.process_time() - start) * 1000)
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


def opened_client() -> Any:
    """A browser of a superuser."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    user = get_user_model().objects.filter(username="bench").first()
    client.force_login(user or get_user_model().objects.create_superuser("bench"))
    return client


def saves(client: Any, address: str) -> Iterator[tuple[str, float, float, int]]:
    """For each field that is changed: a name, and what saving takes besides opening the form."""
    from tests.curation.forms import as_shown

    def save(field: str) -> int:
        data = as_shown(client, address)
        changed = {field: f"{data[field]} {time.monotonic_ns()}"}
        return int(client.post(address, data | changed).status_code)

    save("author")  # the first of a process fills caches
    opened = timed(partial(opened_page, client, address))
    for field in ("author", "body"):
        median, slowest, asked = timed(partial(save, field))
        yield f"save an article: {field}", median - opened[0], slowest - opened[0], asked - opened[2]


def prepare(wanted: int, copies: int) -> None:
    """A migrated database, filled where it is empty, that nobody indexes."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from archive import changes
    from archive.models import Article

    setup_test_environment()  # forms are read from the pages' contexts
    call_command("migrate", verbosity=0)
    settings.DEBUG = False  # or every statement would be kept in memory
    if not Article.objects.exists():
        with changes.held():
            fill(wanted, copies)
    changes.changed.receivers = []


def main() -> None:
    """Fill if empty, then measure."""
    django.setup()
    from archive.models import Article

    given = [int(number) for number in sys.argv[1:]]
    prepare(given[0] if given else 10_000, given[1] if len(given) > 1 else 1)
    client = opened_client()
    count = Article.objects.count()
    middle = Article.objects.order_by("pk")[count // 2].pk
    print(f"{count} articles\n\n| page | median CPU ms | slowest | queries |\n| --- | --- | --- | --- |")
    line = "| {} | {:.0f} | {:.0f} | {} |"
    for name, path in pages(middle):
        print(line.format(name, *timed(partial(opened_page, client, path))), flush=True)
    for row in saves(client, f"/admin/archive/article/{middle}/change/"):
        print(line.format(*row))


if __name__ == "__main__":
    main()
