"""The words of the index are read in a thread of its own while searches go on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from search.backends.base import SijilBackend
from search.drain import drain
from search.plan import Plan, Term
from tests.factory import article

WORDS = [f"{first}{second}لام" for first in "ابتثجحخدذرزسشصض" for second in "فقكمنهوي"]


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns all the time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_reading_all_words_disturbs_no_search_and_no_search_disturbs_it(index: SijilBackend) -> None:
    for place in range(0, len(WORDS), 4):
        article(f"خبر {place}", " ".join(WORDS[place : place + 8]))
    drain()
    plans = [Plan(Term("text", word), facets=False) for word in WORDS]
    expected = [index.execute(plan).ids for plan in plans]
    words = sorted(index.vocabulary())
    read: list[object] = []

    def reader() -> None:
        for _ in range(20):
            try:
                read.append(sorted(index.vocabulary()) == words)
            except Exception as error:
                read.append(error)

    beside = threading.Thread(target=reader)
    beside.start()
    while beside.is_alive():
        for segment in index.view().segments:  # type: ignore[attr-defined]  # Whoosh's, the default
            segment.forget()
        assert [index.execute(plan).ids for plan in plans] == expected
    beside.join()
    assert set(read) == {True}, read
