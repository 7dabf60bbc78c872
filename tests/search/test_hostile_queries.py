"""Whatever is typed is answered, and never with what the public may not see."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from benchmarks.hostile import query_strings
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, company

ADDRESSES = ("/search/", "/api/v1/articles", "/suggest/", "/search/")
HIDDEN = "بغلملوز"


@pytest.fixture
def archive(index: SijilBackend) -> None:
    company("google", "غوغل", "google")
    for number in range(5):
        article(
            f"عقد {number}", "احتجاج على عقد مع غوغل.", companies=["google"], published_on=date(2021, 1, 1)
        )
    article(f"سري {HIDDEN}", "عقد سري مع غوغل، احتجاج.", companies=["google"], status="proposed")
    article(f"سري {HIDDEN}", "عقد سري مع غوغل، احتجاج.", companies=["google"], status="withdrawn")
    drain()


@pytest.mark.usefixtures("archive")
def test_no_error_and_nothing_unpublished(client: Client) -> None:
    client.raise_request_exception = True
    for number, query in enumerate(query_strings(250)):
        response = client.get(ADDRESSES[number % len(ADDRESSES)], QUERY_STRING=f"q={query}")
        assert response.status_code == 200, query[:200]
        assert HIDDEN not in response.content.decode(), query[:200]
