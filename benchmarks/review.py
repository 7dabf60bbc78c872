"""How fast the review is in a large archive: median milliseconds and queries of each page and action.

`python -m benchmarks.review [ARTICLES]` (100,000 by default), a third of them waiting for review.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from benchmarks import site  # before any model

TIMES = 15


def wait_for_review() -> None:
    """Every fifth article loses its date and every ninth its publisher; then the queue is made."""
    from django.db.models import F

    from archive.models import Article
    from archive.review import queue

    numbered = Article.objects.annotate(fifth=F("pk") % 5, ninth=F("pk") % 9)
    numbered.filter(fifth=0).update(published_on=None, date_precision="")
    numbered.filter(ninth=0).update(publisher=None)
    began = time.perf_counter()
    queue.refresh(Article.objects.values_list("pk", flat=True))
    print(f"{'the whole queue made anew':38} {time.perf_counter() - began:7.1f} s")


def measured(name: str, action: Callable[[], object]) -> None:
    """Print one line: median ms over TIMES runs after a first one, and the queries of the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    action()
    taken = []
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            action()
            taken.append(time.perf_counter() - began)
    print(f"{name:38} {statistics.median(taken) * 1000:7.1f} ms  {len(queries)} queries")


def main() -> None:
    """Fill the archive and measure."""
    from django.contrib.auth.models import User
    from django.test import Client

    from archive.models import Article, Publisher

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    site.fill(count)
    print(f"{count} articles")
    wait_for_review()
    user = User.objects.create_superuser("a", "a@example.org", "a")
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(user)
    article = Article.objects.get(pk=count // 2)
    for name, address in (
        ("queue", "/admin/review/"),
        ("queue, one reason", "/admin/review/?need=publisher"),
        ("queue, one publisher", f"/admin/review/?publisher={Publisher.objects.last().pk}"),
        ("queue, one day", f"/admin/review/?added={article.created_at.date()}"),
        ("queue, last page", f"/admin/review/?page={count}"),
        ("front page", "/admin/"),
        ("an article's screen", f"/admin/review/{article.pk}/"),
    ):
        measured(name, lambda address=address: browser.get(address))
    actions(article.pk, user)


def actions(pk: int, user: object) -> None:
    """What a curator's keys do, below the page."""
    from archive.models import Article
    from archive.review import decide, edit

    def retitle() -> None:
        edit.change(Article.objects.get(pk=pk), {"title": f"عنوان {time.perf_counter_ns()} في أمازون"}, user)

    def judge() -> None:
        mention = Article.objects.get(pk=pk).mentions.order_by("pk")[0]
        state = "confirmed" if mention.state == "rejected" else "rejected"
        decide.judge(mention.article, mention.pk, state, user)

    measured("a changed title saved and tagged again", retitle)
    measured("a mention accepted or rejected", judge)


if __name__ == "__main__":
    main()
