"""What curators did, in datasets: it moves with an archive whole, and is not given away with one."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from archive import captures, redaction
from archive.dataset import sums
from archive.dataset.tables import OF_CURATORS, row_of, tables
from archive.history import acting
from archive.models import Article, Capture, Copy, Opening, Outbox, Publisher, Redaction, Redirect
from archive.review import queue
from tests.factory import article, campaign, company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]
SECRET = "سليم الطحان"


@pytest.fixture
def curated(db: None, data_dir: Path) -> User:
    """An article redacted, edited, reviewed and opened by a person; a merge's redirect; a hidden article."""
    person = User.objects.create_user("سلمى", password="a long enough secret")
    made = article("عنوان أول", f"قال {SECRET} في غوغل كذا.", companies=["google"], publisher="الغد")
    sha256 = captures.keep(SECRET.encode())
    capture = Capture.objects.create(article=made, sha256=sha256, size=1, encoding="utf-8", rules_version="1")
    with acting(person, "تصحيح"):
        made.title = "عنوان ثان"
        made.save()
        moved = campaign("strike")
        moved.companies.add(company("google"))
        moved.name_ar = "إضراب"
        moved.save()
    redaction.redact(made, SECRET, "طلبت أسرته", person)
    redaction.open_locked(capture, person, "طلب محكمة")
    queue.settle(Article.objects.get(), person)
    hidden = article("مقترح", status="proposed", publisher="خاصة")
    queue.refresh([hidden.pk])
    Redirect.objects.create(kind="company", old="gogle", target=company("google").pk)
    Redirect.objects.create(kind="article", old="900", target=made.pk)
    Redirect.objects.create(kind="article", old="901", target=hidden.pk)
    Redirect.objects.create(kind="publisher", old="khassa", target=Publisher.objects.get(name="خاصة").pk)
    return person


def snapshot() -> dict[str, list[dict[str, Any]]]:
    return {
        name: [row_of(row) for row in model._default_manager.order_by("pk")]
        for name, model in tables(everything=True).items()
    }


def empty_archive() -> None:
    """As on another site: no rows, and accounts that are numbered otherwise."""
    Copy.objects.all().delete()
    for model in reversed(tables(everything=True).values()):
        model._default_manager.all().delete()
    Outbox.objects.all().delete()
    User.objects.all().delete()
    User.objects.create_user("غيرها")


def export(folder: Path, *options: str) -> Path:
    call_command("export_dataset", folder, *options, stdout=StringIO())
    return folder


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_an_archive_that_moves_loses_nothing_its_curators_did(curated: User, tmp_path: Path) -> None:
    before = snapshot()
    assert {name for name in OF_CURATORS if before[name]} >= {"reviews", "openings", "history_article"}
    assert before["history_campaign_companies"]
    folder = export(tmp_path / "out", "--everything")
    empty_archive()
    article("عيّنة حُذفت", companies=["old"])  # its notes must not become those of another
    Article.objects.update(title="عيّنة")
    Article.objects.all().delete()
    call_command("import_dataset", folder, stdout=StringIO())
    assert snapshot() == before
    person = User.objects.get(username="سلمى")
    assert not person.is_active
    assert not person.has_usable_password()
    assert Opening.objects.get().user == person
    made = Article.objects.get(title="عنوان ثان")
    assert made.history.filter(history_user=person, history_change_reason="تصحيح").exists()
    made.body = f"عاد {SECRET} إليه."
    made.save()
    assert made.body == "عاد █████ إليه.", "what was hidden stays hidden in the new place"
    made.title = "عنوان ثالث"
    with acting(person, "x"):
        made.save()
    assert made.history.latest().history_id > max(row["history_id"] for row in before["history_article"])


def test_a_dataset_to_give_away_holds_none_of_it(curated: User, tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [word for word in (SECRET, "الطحان", "سلمى", "أسرته", "محكمة") if word in text], path
    assert not [path for path in folder.iterdir() if path.name.startswith(("history", "reviews", "openings"))]
    (hidden,) = rows(folder, "redactions")
    assert (hidden["passage"], hidden["reason"], hidden["created_by"]) == ("█████", "", None)
    assert {(row["kind"], row["old"]) for row in rows(folder, "redirects")} == {
        ("company", "gogle"),
        ("article", "900"),
    }
    empty_archive()
    call_command("import_dataset", folder, stdout=StringIO())
    assert Article.objects.get().is_redacted
    assert Redaction.objects.count() == 1
    assert Redirect.objects.count() == 2


def test_a_dataset_of_the_first_format_is_still_read(curated: User, tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    about = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    (folder / "dataset.json").write_text(json.dumps(about | {"format": 1}), encoding="utf-8")
    for name in ("redirects", "redactions"):
        for suffix in ("jsonl", "csv"):
            (folder / f"{name}.{suffix}").unlink()
    (folder / sums.NAME).unlink()
    sums.write(folder, [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()])
    empty_archive()
    call_command("import_dataset", folder, stdout=StringIO())
    assert Article.objects.get().title == "عنوان ثان"
    assert not Redirect.objects.exists()
