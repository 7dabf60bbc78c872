"""An archive that has outgrown its engine is told so: by a check, on /healthz and by the admin."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.test import Client

from search.backends import registry
from search.backends.base import SijilBackend
from search.outgrown import outgrown
from tests.factory import article

pytestmark = pytest.mark.django_db
SETTING = "SEARCH_URL=tantivy:///"


@pytest.fixture
def small_engine(index: SijilBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.COMFORTABLE, "whoosh", 1)
    article("أول")
    article("مقترح", status="proposed")


def said() -> list[str]:
    return [str(message.msg) for message in run_checks(databases=["default"]) if message.id == "sijil.W001"]


@pytest.mark.usefixtures("small_engine")
def test_nothing_is_said_up_to_the_size(admin_client: Client) -> None:
    assert outgrown() is None
    assert said() == []
    assert "advice" not in admin_client.get("/healthz").json()
    assert SETTING not in admin_client.get("/admin/").content.decode()


@pytest.mark.usefixtures("small_engine")
def test_beyond_it_everybody_concerned_is_told(admin_client: Client) -> None:
    article("ثان")
    assert "rebuild_index" in said()[0]
    assert SETTING in said()[0]
    assert SETTING in admin_client.get("/healthz").json()["advice"]
    assert SETTING in admin_client.get("/admin/").content.decode()


def test_the_check_asks_no_database_unless_it_may() -> None:
    assert [message for message in run_checks() if message.id == "sijil.W001"] == []


def test_the_largest_engine_gets_no_advice(settings) -> None:
    settings.HAYSTACK_CONNECTIONS = {"default": {"ENGINE": registry.ENGINES["tantivy"]}}
    assert outgrown() is None
