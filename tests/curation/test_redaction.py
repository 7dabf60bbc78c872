"""Redacted passages: gone from everything public, never back, the original locked and its opening noted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from archive import redaction
from archive.dataset import write
from archive.ingest.compare import Snapshot
from archive.ingest.reparse import snapshot
from archive.models import Article, Capture, Opening
from search.backends.base import SijilBackend
from search.drain import drain

pytestmark = pytest.mark.django_db
PAGE = """احتجاج أمام مقر الشركة

احتج أكثر من 120 موظفًا في غوغل أمام مقر الشركة في المدينة، وقالوا إنهم لن يعودوا حتى تُلغى العقود.

وقال سَليم الطحّان، وهو مهندس يسكن شارع النخيل مع 12 موظفًا في غوغل، إن زملاءه مهددون بالفصل بسبب الاحتجاج.

ورفضت الشركة التعليق على مطالب العمال بعد أسبوع من الاعتصام المستمر.
"""
PASSAGE = "سليم الطحان، وهو مهندس يسكن شارع النخيل"
SECRETS = ("الطح", "النخيل", "سَليم", "سليم")


@pytest.fixture
def stored(
    index: SijilBackend,
    gazetteer_loaded: None,
    data_dir: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Article:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    call_command("ingest", str(file), verbosity=0)
    made = Article.objects.get()
    made.author, made.author_evidence = "سليم الطحان", {"text": "كتبه سليم الطحان", "line": 1, "rule": "x"}
    made.save()
    return made


def redact(made: Article, passage: str = PASSAGE) -> Article:
    redaction.redact(made, passage, "طلبت أسرته")
    if passage == PASSAGE:
        redaction.redact(made, "سليم الطحان", "اسمه وحده")
    drain()
    return Article.objects.get(pk=made.pk)


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def public_answers(client: Client, pk: int) -> dict[str, str]:
    places = [
        f"/articles/{pk}/",
        f"/articles/{pk}/?lines=all",
        f"/articles/{pk}/original/",
        f"/articles/{pk}/versions/",
        f"/articles/{pk}/cite.json",
        f"/api/v1/articles/{pk}",
        "/api/v1/articles?q=غوغل",
        "/search/?q=غوغل",
        "/search/?q=غوغل&view=lines",
        "/search/feed.atom?q=غوغل",
        "/search/export.csv",
        "/search/export.json",
        "/companies/google/",
    ]
    answers = {}
    for place in places:
        answer = client.get(place)
        answers[place] = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    return answers


def test_nothing_public_holds_the_passage(client: Client, stored: Article, tmp_path: Path) -> None:
    assert leaks(public_answers(client, stored.pk)[f"/articles/{stored.pk}/"])
    redact(stored)
    assert {
        place: leaks(text) for place, text in public_answers(client, stored.pk).items() if leaks(text)
    } == {}
    assert client.get("/api/v1/articles?q=الطحان").json()["count"] == 0
    assert client.get("/api/v1/articles?q=النخيل").json()["count"] == 0
    write.write(tmp_path / "dataset")
    for path in (tmp_path / "dataset").rglob("*"):
        assert not path.is_file() or not leaks(path.read_text(encoding="utf-8")), path
    assert json.loads((tmp_path / "dataset" / "dataset.json").read_text())["counts"]["captures"] == 0


def test_what_stands_around_it_stays_in_step(stored: Article) -> None:
    after = redact(stored)
    assert "█████ مع 12 موظفًا في غوغل" in after.body
    for mention in after.mentions.filter(in_title=False):
        assert after.body[mention.start : mention.end].endswith(mention.surface[-4:])
    assert after.mentions.filter(company__slug="google").count() == 2
    assert not [figure for figure in after.figures.all() if leaks(figure.text)]
    assert not leaks(json.dumps([after.author, after.author_evidence], ensure_ascii=False))


def test_reading_the_file_again_does_not_bring_it_back(stored: Article, tmp_path: Path) -> None:
    redact(stored)
    call_command("reparse", "--all", verbosity=0)
    call_command("ingest", str(tmp_path / "page.txt"), verbosity=0)
    newer = tmp_path / "newer.txt"
    newer.write_text(PAGE.replace("أسبوع", "أسبوعين").replace("ورفضت", "وقد رفضت"), encoding="utf-8")
    Article.objects.update(source_url="https://example.org/a")
    call_command("ingest", str(newer), "--source-url", "https://example.org/a", verbosity=0)
    after = Article.objects.get()
    assert after.captures.count() == 2
    shown: Snapshot = snapshot(after, after.captures.get(current=True))
    assert not leaks(shown.body + str(shown.figures) + str(shown.mentions) + str(shown.fields))


def test_no_hand_brings_it_back_and_no_version_holds_it(stored: Article) -> None:
    text = stored.body
    after = redact(stored)
    after.body = text
    after.save()
    assert not leaks(Article.objects.get().body)
    assert not [version for version in stored.history.all() if leaks(version.body + version.author)]


def test_the_original_is_kept_locked_and_opening_it_is_noted(client: Client, stored: Article) -> None:
    redact(stored)
    page = client.get(f"/articles/{stored.pk}/original/")
    assert page.status_code == 403
    capture = Capture.objects.get()
    user = get_user_model().objects.create_user("editor")
    with pytest.raises(ValueError, match="reason"):
        redaction.open_locked(capture, user, "  ")
    assert Opening.objects.count() == 0
    assert redaction.open_locked(capture, user, "طلب محكمة").decode() == PAGE
    note = Opening.objects.get()
    assert (note.user, note.reason, note.capture) == (user, "طلب محكمة", capture)


def test_a_passage_that_stands_nowhere_is_refused(stored: Article) -> None:
    for passage in ("", "  ", "لا وجود له هنا"):
        with pytest.raises(redaction.NothingToHide):
            redaction.redact(stored, passage, "x")
    assert not Article.objects.get().is_redacted


def test_lifting_the_last_one_lets_the_text_return_with_the_next_reading(stored: Article) -> None:
    after = redact(stored)
    for row in after.redactions.all():
        redaction.lift(row)
    call_command("reparse", "--all", verbosity=0)
    back = Article.objects.get()
    assert "سَليم الطحّان" in back.body
    assert not back.is_redacted


def test_copies_that_hold_the_passage_are_named(stored: Article, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("احتجاج أمام", "وقفة أمام"), encoding="utf-8")
    call_command("ingest", str(other), verbosity=0)
    copy = Article.objects.exclude(pk=stored.pk).get()
    assert redaction.also_in(stored, PASSAGE) == [copy]
    assert redaction.also_in(stored, "لا وجود له") == []
