"""The screens that withdraw, redact and open what is locked."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from archive import captures
from archive.models import Article, Capture, Opening, Redaction
from tests.factory import article

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(data_dir: object) -> Article:
    made = article("عنوان المقال", "قالت سلمى إنها خائفة.\nوعادت سلمى.")
    sha256 = captures.keep("قالت سلمى إنها خائفة.".encode())
    Capture.objects.create(article=made, sha256=sha256, size=1, encoding="utf-8", rules_version="1")
    return made


def to(name: str, row) -> str:
    return reverse(f"admin:archive_{name}", args=[row.pk])


def test_an_article_is_withdrawn_with_a_reason_and_given_back(admin_client: Client, stored: Article) -> None:
    screen = to("article_withdraw", stored)
    assert admin_client.post(screen, {"note": "بلا سبب"}).status_code == 200
    assert admin_client.post(screen, {"reason": "request", "note": "بطلبها."}).status_code == 302
    stored.refresh_from_db()
    assert (stored.status, stored.withdrawn_for, stored.withdrawn_note) == ("withdrawn", "request", "بطلبها.")
    assert str(stored.history.latest("history_id").history_user) == "admin"
    form = admin_client.get(to("article_change", stored)).context["adminform"].form
    assert "status" not in form.fields
    assert "بطلبها." in admin_client.get(screen).text
    admin_client.post(screen)
    stored.refresh_from_db()
    assert stored.status == "published"


def test_the_form_itself_offers_no_withdrawal_without_a_reason(admin_client: Client, stored: Article) -> None:
    form = admin_client.get(to("article_change", stored)).context["adminform"].form
    assert [value for value, _label in form.fields["status"].choices] == ["published", "proposed"]


def test_a_passage_is_previewed_then_hidden(admin_client: Client, stored: Article) -> None:
    screen = to("article_redact", stored)
    asked = {"passage": "سلم", "reason": "طلبت"}
    preview = admin_client.post(screen, asked)
    assert preview.context["preview"] == "سلمى"
    assert preview.context["count"] == 2
    assert not Redaction.objects.exists()
    admin_client.post(screen, asked | {"confirm": "1"})
    stored.refresh_from_db()
    assert stored.body == "قالت █████ إنها خائفة.\nوعادت █████."
    assert Redaction.objects.get().created_by == get_user_model().objects.get(username="admin")
    row = Redaction.objects.get()
    admin_client.post(screen, {"lift": row.pk})
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    "data", [{"passage": "ليس هنا", "reason": "x"}, {"passage": "سلمى", "reason": ""}, {}]
)
def test_what_cannot_be_hidden_is_said(data: dict[str, str], admin_client: Client, stored: Article) -> None:
    page = admin_client.post(to("article_redact", stored), data | {"confirm": "1"})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("lift", ["x", "9" * 30, "12"])
def test_lifting_what_is_not_there(lift: str, admin_client: Client, stored: Article) -> None:
    assert admin_client.post(to("article_redact", stored), {"lift": lift}).status_code == 404


def test_a_locked_original_is_opened_for_a_reason(admin_client: Client, stored: Article) -> None:
    capture = stored.captures.get()
    screen = to("capture_open", capture)
    assert admin_client.get(screen).status_code == 404
    admin_client.post(to("article_redact", stored), {"passage": "سلمى", "reason": "x", "confirm": "1"})
    assert admin_client.post(screen, {"reason": ""}).status_code == 200
    assert not Opening.objects.exists()
    answer = admin_client.post(screen, {"reason": "طلب محكمة"})
    assert answer.content.decode() == "قالت سلمى إنها خائفة."
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Opening.objects.get().reason == "طلب محكمة"
    assert "طلب محكمة" in admin_client.get(screen).text


def test_a_lost_file_is_said_and_not_noted_as_opened(admin_client: Client, stored: Article) -> None:
    capture = stored.captures.get()
    admin_client.post(to("article_redact", stored), {"passage": "سلمى", "reason": "x", "confirm": "1"})
    captures.path_of(capture.sha256).unlink()
    page = admin_client.post(to("capture_open", capture), {"reason": "x"})
    assert page.status_code == 200
    assert not Opening.objects.exists()
