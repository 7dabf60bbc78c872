"""The API against its own description: schemathesis makes requests from it, good and bad ones."""

from __future__ import annotations

from datetime import date

import pytest
import schemathesis
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


@schema.parametrize()
@pytest.mark.usefixtures("small_archive")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
