"""Names stay in memory while the database says the same; what nobody noted is seen after an hour."""

from __future__ import annotations

import pytest
from django.db import connection

from archive.models import Alias, Company
from search import gazetteer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def acme() -> Company:
    gazetteer.forget()
    made = Company.objects.create(slug="acme", name_ar="أكمي", name_en="Acme")
    Alias.objects.create(company=made, text="أكمي")
    return made


def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = gazetteer.time.monotonic() + gazetteer.KEEP_SECONDS + 1
    monkeypatch.setattr(gazetteer.time, "monotonic", lambda: now)


def test_after_an_hour_the_same_names_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gazetteer.names()
    an_hour_later(monkeypatch)
    assert gazetteer.names() is before


def test_after_an_hour_a_change_that_nothing_noted_is_seen(
    acme: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gazetteer.names()
    with connection.cursor() as cursor:  # the same length, and no history: the fingerprint stays
        cursor.execute("UPDATE archive_company SET name_ar = %s WHERE id = %s", ["أكنى", acme.pk])
    assert gazetteer.labels("company", ["acme"])["acme"].name_ar == "أكمي"
    an_hour_later(monkeypatch)
    assert gazetteer.labels("company", ["acme"])["acme"].name_ar == "أكنى"
    assert gazetteer.names() is not before
