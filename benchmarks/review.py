"""How fast the review is in a large archive: median milliseconds and queries of each page and action.

`python -m benchmarks.review [ARTICLES]` (100,000 by default), a third of them waiting for review.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import benchmarks.site  # noqa: F401 (a throw-away site; before any model)

TIMES = 15
CHUNK = 5000
BODY = "\n\n".join("قالت شركة أمازون في هذه الفقرة إن العريضة وصلت إليها قبل أيام. " * 4 for _ in range(10))


def fill(count: int, body: str = BODY) -> None:
    """Articles of 2,500 letters with a mention each; every fifth has no date, every ninth no publisher."""
    from django.core.management import call_command

    from archive.models import Alias, Article, Company, Mention, Outbox, Publisher, Review
    from archive.review.needs import Need

    call_command("migrate", verbosity=0)
    company = Company.objects.create(slug="amazon", name_ar="أمازون", name_en="Amazon")
    Alias.objects.create(company=company, text="أمازون")
    publishers = [Publisher.objects.create(name=f"ناشر {number}") for number in range(60)]
    waiting: list[Review] = []
    for first in range(0, count, CHUNK):
        rows = Article.objects.bulk_create(
            Article(
                title=f"عنوان المقال رقم {number}",
                body=body,
                publisher=publishers[number % 60] if number % 9 else None,
                published_on=date(2020, 1, 1) + timedelta(number % 2000) if number % 5 else None,
                date_precision="day" if number % 5 else "",
                text_hash=str(number),
            )
            for number in range(first, min(first + CHUNK, count))
        )
        common = {"company": company, "start": 11, "end": 17, "surface": "أمازون", "rule": "name"}
        Mention.objects.bulk_create(Mention(article=row, **common) for row in rows)
        for row in rows:
            needs = Need.DATE * (not row.published_on) | Need.PUBLISHER * (not row.publisher_id)
            if needs:
                waiting.append(Review(article=row, needs=needs))
        Review.objects.bulk_create(waiting)
        waiting.clear()
        Outbox.objects.all().delete()


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

    from archive import changes
    from archive.models import Article, Publisher

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    fill(count)
    print(f"{count} articles")
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
    with changes.held():  # the index is another benchmark's
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
