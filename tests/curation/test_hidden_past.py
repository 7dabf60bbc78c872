"""Redacting cleans what was kept of older texts: versions, undo data of operations and steps, names, logs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client

from archive import redaction
from archive.corrections.files import draft_of
from archive.corrections.plan import Plan
from archive.corrections.report import lines
from archive.dataset.tables import flat
from archive.history import because
from archive.merge.perform import merge
from archive.models import Article, Capture, Change, Operation, Redaction
from archive.operations import perform
from archive.review import edit, steps

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer_loaded", "data_dir")]
NAME = "سليم الطحان"
SECRETS = ("الطح", "سَليم", "سليم")
PAGE = """احتجاج سليم الطحان أمام مقر غوغل

احتج أكثر من 120 موظفًا في غوغل أمام مقر الشركة، وقال سَليم الطحّان مع 12 موظفًا إنهم لن يعودوا حتى تُلغى العقود.

ورفضت الشركة التعليق على مطالب العمال بعد أسبوع من الاعتصام المستمر أمام أبوابها.
"""
LOCKED = (Capture, Redaction)
"""Tables that keep what was hidden, behind a right of its own."""


@pytest.fixture
def stored(tmp_path: Path) -> Article:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    call_command("ingest", str(file), verbosity=0)
    return Article.objects.get()


def leaks() -> dict[str, list[str]]:
    """Where the database still holds the name, by table; uploads and locked tables left out."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        if model in LOCKED:
            continue
        for row in model._default_manager.all():
            values = {name: value for name, value in flat(row).items() if name != "upload"}
            if model is Change and values["model"] == "archive.capture":
                continue
            text = json.dumps(values, ensure_ascii=False, default=str)
            if any(secret in text for secret in SECRETS):
                found.setdefault(model._meta.label, []).append(text[:200])
    return found


def redact(made: Article) -> None:
    redaction.redact(made, NAME, "طلبت أسرته")


def test_nothing_but_what_is_locked_holds_the_passage(stored: Article, admin_user: User) -> None:
    step = edit.change(stored, {"author": NAME}, admin_user)
    edit.change(stored, {"body": stored.body + f"\n\nثم عاد {NAME} إلى العمل."}, admin_user)
    first = draft_of(f"id,field,value\n{stored.pk},title,عنوان آخر\n".encode(), "x.csv")[0]
    perform.carry_out(first, None)
    perform.carry_out(perform.draft("reparse", {}, [stored.pk], None), None)
    article = ContentType.objects.get_for_model(Article)
    LogEntry.objects.create(
        user=admin_user, content_type=article, object_id=stored.pk, object_repr=PAGE[:30], action_flag=CHANGE
    )
    assert {"archive.Step", "archive.Change", "archive.HistoricalArticle", "admin.LogEntry"} <= leaks().keys()
    redact(stored)
    assert leaks() == {}
    assert Article.objects.get().title == "عنوان آخر"
    perform.undo(Operation.objects.get(pk=first.pk), None)
    assert Article.objects.get().title == "احتجاج █████ أمام مقر غوغل", "it is taken back all the same"
    assert step is not None
    with pytest.raises(steps.CannotUndo):
        steps.undo(step)
    assert leaks() == {}


def test_a_step_is_still_taken_back_and_brings_nothing_back(stored: Article, admin_user: User) -> None:
    step = edit.change(stored, {"title": "عنوان آخر"}, admin_user)
    assert step is not None
    redact(stored)
    step.refresh_from_db()
    steps.undo(step)
    assert Article.objects.get().title == "احتجاج █████ أمام مقر غوغل"
    assert leaks() == {}


@pytest.mark.parametrize("redacted_first", [True, False])
def test_a_merge_keeps_nothing_of_it_either(redacted_first: bool, stored: Article) -> None:
    other = Article.objects.create(title=f"رسالة {NAME}", body=f"كتب {NAME} رسالته.", text_hash="x")
    if redacted_first:
        redact(stored)
    operation = merge("article", stored.pk, other.pk, [])
    if not redacted_first:
        assert leaks()
        redact(stored)
    assert leaks() == {}
    perform.undo(operation, None)
    assert Article.objects.get(pk=other.pk).title == "رسالة █████"
    assert Article.objects.count() == 2
    assert leaks() == {}


def test_a_file_of_corrections_cannot_bring_it_back(stored: Article) -> None:
    redact(stored)
    data = f"id,field,value\n{stored.pk},author,{NAME}\n{stored.pk},place,القاهرة\n".encode()
    assert not [line for line in lines(Plan().corrections(data)) if "الطح" in line]
    perform.carry_out(draft_of(data, "x.csv")[0], None)
    made = Article.objects.get()
    assert (made.author, made.place) == ("█████", "القاهرة")
    assert leaks() == {}


def test_the_history_page_shows_the_mask(stored: Article, admin_client: Client, admin_user: Any) -> None:
    with because("x"):
        stored.author = NAME
        stored.save()
    address = f"/admin/archive/article/{stored.pk}/history/"
    assert "الطح" in admin_client.get(address).text
    redact(stored)
    page = admin_client.get(address).text
    assert not [secret for secret in SECRETS if secret in page]
    assert "█████" in page
