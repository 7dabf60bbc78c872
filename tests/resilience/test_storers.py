"""Several processes ingest at once on PostgreSQL: copies find each other, same bytes are stored once."""

from __future__ import annotations

import multiprocessing
import traceback

from django.db import connections

from archive import captures
from archive.ingest.draft import Source
from archive.ingest.parse import load_rules, parse
from archive.ingest.prepare import Prepared, prepare
from archive.ingest.store import Storer
from archive.models import Article, Capture, Copy
from benchmarks.ingest_command import page
from tests.postgres import ON_THE_SERVER

pytestmark = ON_THE_SERVER
PROCESSES, STORIES, BATCH = 3, 24, 4


def copy_of(story: int, paper: int) -> Prepared:
    """The story as one paper has it: under another headline, with a line of its own."""
    text = page(story, words=200).decode().replace("عمال المستودعات", f"عمال المستودع {paper}")
    data = f"{text}\nطبعة {paper}\n".encode() if paper else page(story, words=200)
    return prepare(
        parse(Source(f"{paper}/{story}.txt", data), rules=load_rules(), tagger=lambda title, body: [])
    )


def store_paper(paper: int, start: object) -> None:
    """What one process does; exits 1 with the traceback if anything fails."""
    try:
        storer = Storer("test")
        batches = [
            [copy_of(story, which) for story in range(first, first + BATCH) for which in (0, paper)]
            for first in range(0, STORIES, BATCH)
        ]
        start.wait(60)  # type: ignore[attr-defined]  # a barrier, whose class is private
        for batch in batches:
            for item in batch:
                captures.keep(item.draft.source.data)
            storer.store_all(batch)
    except BaseException:
        traceback.print_exc()
        raise SystemExit(1) from None
    finally:
        connections.close_all()


def test_copies_stored_at_the_same_time_find_each_other(data_dir: object) -> None:
    connections.close_all()  # a server connection must not be shared with children
    context = multiprocessing.get_context("fork")
    start = context.Barrier(PROCESSES)
    papers = [context.Process(target=store_paper, args=(paper + 1, start)) for paper in range(PROCESSES)]
    for process in papers:
        process.start()
    for process in papers:
        process.join(120)
    assert [process.exitcode for process in papers] == [0] * PROCESSES
    assert Article.objects.count() == Capture.objects.count() == STORIES * (PROCESSES + 1)
    stories = list(Copy.objects.values_list("story", flat=True))
    assert len(stories) == STORIES * (PROCESSES + 1)
    assert len(set(stories)) == STORIES, "one story is one cluster, whoever stored its copies"
