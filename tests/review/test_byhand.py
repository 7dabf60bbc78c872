"""Putting articles in by hand: what the preview shows, what is stored, what is refused and how."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.models import Article, Capture
from archive.review import rejections, staging
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db
HTML = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body><article>"
    + "".join(f"<p>{line}</p>" for line in PAGE.splitlines() if line and "شارك" not in line)
    + "</article></body></html>"
)


@pytest.fixture
def desk(workshop: Client, store: Store) -> Client:
    """The curator's browser, with companies and a data folder of the test's own."""
    return workshop


def send(browser: Client, **form: Any) -> HttpResponse:
    return browser.post(reverse("review-add"), form)


def tickets(page: HttpResponse) -> list[str]:
    return [preview.ticket for preview in page.context["storable"]]


def test_paste_look_store(desk: Client, django_user_model: type[User]) -> None:
    page = send(
        desk, text=PAGE, source_url="https://example.org/a", publisher="الغد", published_on="15 فبراير 2025"
    )
    assert page.status_code == 200
    for words in ("موظفو أمازون يوقعون", "15 فبراير", "given", "الغد", "شارك المقال", "أمازون", "توقيعات"):
        assert words in page.text
    assert not Article.objects.exists()
    stored = send(desk, ticket=tickets(page))
    made = Article.objects.get()
    assert stored.url == reverse("review-article", args=[made.pk])
    assert (str(made.publisher), made.published_on.isoformat()) == ("الغد", "2025-02-15")
    assert made.date_evidence["rule"] == made.publisher_evidence["rule"] == "given"
    assert made.source_url == "https://example.org/a"
    assert made.captures.get().given == {"publisher": "الغد", "published_on": "2025-02-15"}
    assert {str(m.entity) for m in made.mentions.all()} == {"أمازون", "غوغل"}
    again = send(desk, text=PAGE)
    assert made.title in again.text
    assert "هو في الأرشيف" in again.text


def test_a_saved_page_and_other_encodings(desk: Client) -> None:
    files = [
        SimpleUploadedFile("a.html", HTML.encode(), "text/html"),
        SimpleUploadedFile("b.txt", PAGE.replace("أمازون", "غوغل").encode("windows-1256"), "text/plain"),
    ]
    page = send(desk, files=files, source_url="https://example.org/of-one", publisher="الغد")
    assert len(tickets(page)) == 2
    assert send(desk, ticket=tickets(page)).url == reverse("review-add")
    assert set(Capture.objects.values_list("encoding", flat=True)) == {"utf-8", "cp1256"}
    assert set(Article.objects.values_list("source_url", flat=True)) == {""}
    assert all(str(made.publisher) == "الغد" for made in Article.objects.all())


def test_a_near_copy_is_said_before_it_is_stored(desk: Client, store: Store) -> None:
    first = store(PAGE * 1)
    page = send(desk, text=PAGE.replace("موظفو أمازون", "عمال أمازون", 1))
    assert "يشبهه" in page.text
    assert first.title in page.text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.7 x", "ليس نصًّا"),
        ("a.txt", b"", "فارغ"),
        ("a.txt", b" \n\n ", "فارغ"),
        ("a.txt", b"only English words here, none of them Arabic", "عربيًّا"),
        ("a.txt", bytes(range(256)) * 40, "ثنائي"),
        ("a.txt", ("???? " * 50 + "\ufffd" * 400 + "كلام عربي قليل هنا").encode(), "فُقدت"),
        ("a.html", b"<html><body><nav>x</nav></body></html>", "عربيًّا"),
        ("../../etc/passwd", PAGE.encode(), ""),
    ],
)
def test_what_cannot_be_an_article_is_refused_in_words(
    name: str, data: bytes, words: str, desk: Client, data_dir: Path
) -> None:
    page = send(desk, files=[SimpleUploadedFile(name, data)])
    assert page.status_code == (400 if words else 200)
    assert words in page.text
    assert not Article.objects.exists()
    assert all(path.is_relative_to(data_dir) for path in data_dir.rglob("*"))


def test_every_reason_of_ingest_has_words() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (Path(rejections.__file__).parents[1] / "ingest").glob("*.py")
    )
    said = [line.split('"')[1] for line in source.splitlines() if "raise Rejected(" in line and '"' in line]
    assert len(said) > 10
    untold = [
        reason for reason in said if rejections.in_words(reason.replace("{what}", "a PDF document")) == reason
    ]
    assert untold == []


def test_a_file_over_the_limit_is_refused(desk: Client, settings: LazySettings) -> None:
    settings.MAX_FILE_MB = 1
    page = send(desk, files=[SimpleUploadedFile("a.txt", PAGE.encode() + b" " * 1024 * 1024)])
    assert page.status_code == 400
    assert "أكبر من الحدّ" in page.text


def test_a_huge_paste_is_answered_in_words(desk: Client, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    page = send(desk, text="ك" * 20_000)
    assert page.status_code == 413
    assert "ارفعه" in page.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"text": "   "},
        {"text": PAGE, "source_url": "javascript:alert(1)"},
        {"text": PAGE, "source_url": "ftp://example.org/a"},
        {"text": PAGE, "published_on": "غدا"},
        {"text": PAGE, "publisher": "ن" * 300},
    ],
)
def test_a_form_that_makes_no_sense_keeps_what_was_typed(form: dict[str, str], desk: Client) -> None:
    page = send(desk, **form)
    assert page.status_code == 400
    assert "errorlist" in page.text
    if form.get("text", "").strip():
        assert "موظفو أمازون" in page.text
    assert not Article.objects.exists()


def test_too_many_files(desk: Client) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", PAGE.encode()) for n in range(21)]
    assert send(desk, files=files).status_code == 400


def test_tickets_are_of_one_person_for_a_day(desk: Client, data_dir: Path, client: Client) -> None:
    ticket = tickets(send(desk, text=PAGE))[0]
    other = User.objects.create_superuser("ليلى", "l@example.org", "x")
    client.force_login(other)
    for forged in (ticket, ticket[:-3] + "abc", "x", "../../secret"):
        assert "من جديد" in client.post(reverse("review-add"), {"ticket": forged}, follow=True).text
    assert not Article.objects.exists()
    kept = next((data_dir / "staging").iterdir())
    old = time.time() - staging.KEPT_SECONDS - 60
    os.utime(kept, (old, old))
    client.post(reverse("review-add"), {"text": PAGE.replace("أمازون", "غوغل")})
    assert not kept.exists()


def test_markup_in_a_text_is_shown_as_text(desk: Client) -> None:
    page = send(desk, text=PAGE.replace("شارك المقال", "<script>alert(1)</script>"), publisher="<b>x</b>")
    assert "<script>alert(1)" not in page.text
    assert "<b>x</b>" not in page.text
