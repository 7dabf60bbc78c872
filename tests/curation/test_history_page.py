"""The history page of the admin: readable changes, one field or one version taken back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.history import because
from archive.models import Article, Company, Mention
from tests.factory import article, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed() -> Article:
    made = article("عنوان أول", "قال المدير إن العقد باق.", companies=["google"], publisher="الغد")
    with because("reparse 1-abc"):
        made.body = "قال المدير إن العقد <b>انتهى</b>."
        made.save()
    return made


def address(row) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_history", args=[row.pk])


def test_words_before_and_after_are_shown_escaped_with_the_reason(
    admin_client: Client, changed: Article
) -> None:
    page = admin_client.get(address(changed)).text
    assert "reparse 1-abc" in page
    assert "أمر أو قاعدة" in page
    assert "<del>باق</del>" in page
    assert "&lt;b&gt;" in page.replace("<ins>", "").replace("</ins>", "")
    assert "<b>" not in page
    assert "كما دخل الأرشيف" in page


def test_a_field_is_taken_back_by_the_button(admin_client: Client, changed: Article) -> None:
    first = changed.history.earliest("history_id")
    data = {"kind": "article", "version": first.history_id, "field": "body"}
    assert admin_client.post(address(changed), data).status_code == 302
    changed.refresh_from_db()
    assert changed.body == "قال المدير إن العقد باق."
    latest = changed.history.latest("history_id")
    assert str(latest.history_user) == "admin"
    assert latest.history_change_reason == "استعادة نسخة سابقة"


def test_changes_of_mentions_are_shown_and_taken_back_on_the_article(
    admin_client: Client, changed: Article
) -> None:
    mention = changed.mentions.get()
    mention.state = Mention.State.REJECTED
    mention.save()
    page = admin_client.get(address(changed)).text
    assert "مثبت بقاعدة" in page
    assert "مرفوض" in page
    first = Mention.history.filter(id=mention.pk).earliest("history_id")
    admin_client.post(address(changed), {"kind": "mention", "version": first.history_id, "field": "state"})
    mention.refresh_from_db()
    assert mention.state == Mention.State.ASSERTED


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "article", "version": "x"},
        {"kind": "article", "version": "9" * 30},
        {"kind": "alias", "version": "1"},
        {"kind": "nonsense", "version": "1"},
    ],
)
def test_a_form_that_names_no_note_of_the_row_is_refused(
    data: dict[str, str], admin_client: Client, changed: Article
) -> None:
    assert admin_client.post(address(changed), data).status_code == 404


def test_a_note_of_another_row_is_refused(admin_client: Client, changed: Article) -> None:
    other = article("آخر")
    version = changed.history.latest("history_id").history_id
    assert admin_client.post(address(other), {"kind": "article", "version": version}).status_code == 404


def test_spellings_are_part_of_their_companys_history(admin_client: Client, changed: Article) -> None:
    google = Company.objects.get()
    company("google", "غوغل")
    alias = google.aliases.get()
    alias.delete()
    page = admin_client.get(address(google)).text
    assert "غوغل" in page
    version = type(alias).history.latest("history_id").history_id
    admin_client.post(address(google), {"kind": "alias", "version": version})
    assert google.aliases.get().text == "غوغل"


def test_a_long_history_is_read_in_pages_with_as_many_queries(admin_client: Client, changed: Article) -> None:
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address(changed))
    for number in range(45):
        changed.author = f"كاتب {number}"
        changed.save()
    with CaptureQueriesContext(connection) as many:
        page = admin_client.get(address(changed))
    assert len(many) <= len(few)
    assert len(page.context["page"].entries) == 20
    seen, older = 20, page.context["page"].older
    while older:
        page = admin_client.get(address(changed), {"before": older.isoformat()})
        seen += len(page.context["page"].entries)
        older = page.context["page"].older
    assert seen == 47


@pytest.mark.parametrize("before", ["x", "2024-13-01T00:00", "2024-01-01"])
def test_a_time_that_is_none_shows_the_latest(before: str, admin_client: Client, changed: Article) -> None:
    assert len(admin_client.get(address(changed), {"before": before}).context["page"].entries) == 2
