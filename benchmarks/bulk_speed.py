"""What changing many articles at once costs, and taking it back: milliseconds an article, statements for 100.

`python -m benchmarks.bulk_speed [ARTICLES]` (5,000 by default): articles of 2,600 letters with a mention
each, in SQLite. Each batch runs as its job would, step by step, with history, what undoing needs, outbox and
review queue; indexing is another benchmark's.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.review import fill


def batches() -> Iterator[tuple[str, dict[str, Any]]]:
    """Kinds of operations with their parameters; each changes every article."""
    from archive.models import Campaign, Company, Publisher

    amazon = Company.objects.get(slug="amazon")
    strike = Campaign.objects.create(slug="strike", name_ar="إضراب", category="campaign")
    publisher = Publisher.objects.create(name="ناشر الدفعة")
    yield "withdraw", {"reason": "error", "note": "جُرّب"}
    yield "publisher", {"publisher": publisher.pk}
    yield "untag", {"kind": "company", "entity": amazon.pk}
    yield "tag", {"kind": "campaign", "entity": strike.pk}
    yield "reindex", {}


def measured(name: str, count: int, action: Callable[[], object]) -> None:
    """Print one row of the table: CPU and wall milliseconds an article, statements for a hundred."""
    from django.db import connection

    asked = 0

    def counting(execute: Callable[..., Any], *said: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*said)

    begun = time.process_time(), time.perf_counter()
    with connection.execute_wrapper(counting):
        action()
    cpu, wall = time.process_time() - begun[0], time.perf_counter() - begun[1]
    each = 1000 / count
    print(f"| {name} | {cpu * each:.2f} | {wall * each:.2f} | {asked * 100 / count:.1f} |", flush=True)


def main() -> None:
    """Fill, then each batch and its undoing, as jobs run in this process."""
    from django.conf import settings

    from archive import changes
    from archive.jobs.run import run_all
    from archive.models import Article, Operation
    from archive.operations import perform

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    fill(count)
    settings.JOBS = "worker"  # nobody but this process runs them
    changes.changed.receivers = []
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    print(
        f"{count} articles\n\n| batch | CPU ms an article | wall ms | statements for 100 |\n|---|---|---|---|"
    )
    for kind, params in batches():
        operation = perform.draft(kind, params, ids, None)
        measured(kind, count, lambda one=operation: (perform.carry_out(one, None), run_all()))
        done = Operation.objects.get(pk=operation.pk)
        assert (done.state, done.result["changed"]) == (Operation.State.DONE, count), done.result
        if done.can_be_undone:
            measured(f"{kind}, undone", count, lambda one=done: (perform.undo(one, None), run_all()))


if __name__ == "__main__":
    main()
