"""The API against its own description: schemathesis makes requests from it, good and bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from config.wsgi import application
from search.backends.base import SijilBackend
from search.drain import drain
from tests.factory import article, company

EXAMPLES = 20
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def small_archive(index: SijilBackend) -> None:
    company("google", "غوغل", name_ar="غوغل")
    article(
        "موظفو غوغل", "وقف العمال", companies=["google"], publisher="صحيفة", published_on=date(2024, 4, 18)
    )
    article("بلا تاريخ", "عقد", campaigns=["nimbus"])
    drain()


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests leave the connection of the test, and its transaction, as those of Django's client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@pytest.mark.usefixtures("small_archive")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
