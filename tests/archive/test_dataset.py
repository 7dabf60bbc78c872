"""The dataset: written, checked, read back without loss."""

from __future__ import annotations

import csv
import json
import subprocess
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive import captures
from archive.dataset.tables import TABLES, row_of
from archive.models import (
    Article,
    Campaign,
    Capture,
    Company,
    Copy,
    CopyBand,
    Figure,
    Mention,
    Outbox,
    Publisher,
)
from tests.factory import article, company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


@pytest.fixture
def archive(db: None, data_dir: Path) -> None:
    made = article(
        "=عنوان",
        'نص "المقال"\nسطر\u200fثان 😀',
        companies=["google"],
        campaigns=["nimbus"],
        publisher="صحيفة الغد",
        published_on=date(2024, 5, 1),
        precision="month",
    )
    made.date_evidence = {"text": "أيار 2024", "line": 3, "rule": "month"}
    made.edited_fields = ["title"]
    made.save()
    sha256 = captures.keep("الملف كما وصل\r\n".encode("cp1256"))
    Capture.objects.create(
        article=made,
        sha256=sha256,
        size=15,
        encoding="cp1256",
        origins=[{"path": "أ.txt", "at": "2025-01-01T00:00:00+00:00"}],
        ledger=[[1, "الملف كما وصل", "\r\n", "body", ""]],
        rules_version="1",
    )
    Figure.objects.create(article=made, kind="contract", value=1.2e9, unit="USD", text="جملة", start=0, end=2)
    Mention.objects.filter(campaign__isnull=False).update(state="rejected", rule="person")
    campaign = Campaign.objects.get()
    campaign.companies.add(company("amazon", "أمازون"))
    other = article("بلا تاريخ")
    CopyBand.objects.create(article=other, key=-(2**62))
    Copy.objects.create(article=other, story=made.pk)


def snapshot() -> dict[str, list[dict[str, Any]]]:
    return {
        name: [row_of(row) for row in model._default_manager.order_by("pk")] for name, model in TABLES.items()
    }


def empty_archive() -> None:
    for name in reversed(TABLES):
        TABLES[name]._default_manager.all().delete()
    Outbox.objects.all().delete()


def export(folder: Path, *options: str) -> Path:
    call_command("export_dataset", folder, *options, stdout=StringIO())
    return folder


def load(folder: Path) -> None:
    call_command("import_dataset", folder, stdout=StringIO())


@pytest.mark.usefixtures("archive")
def test_nothing_is_lost(tmp_path: Path, settings: Any) -> None:
    before = snapshot()
    folder = export(tmp_path / "out")
    empty_archive()
    settings.DATA_DIR = tmp_path / "elsewhere"
    company("stale", "قديمة")
    load(folder)
    assert snapshot() == before
    assert captures.read(Capture.objects.get().sha256).decode("cp1256") == "الملف كما وصل\r\n"
    assert Outbox.objects.count() == 2
    assert article("جديد").pk > max(row["id"] for row in before["articles"])


@pytest.mark.usefixtures("archive")
def test_exporting_again_gives_the_same_tables(tmp_path: Path) -> None:
    first, second = export(tmp_path / "1"), export(tmp_path / "2")
    for name in TABLES:
        for suffix in ("jsonl", "csv"):
            assert (first / f"{name}.{suffix}").read_bytes() == (second / f"{name}.{suffix}").read_bytes()


@pytest.mark.usefixtures("archive")
def test_the_sums_are_those_of_sha256sum(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)
    assert done.returncode == 0
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert listed == present - {"SHA256SUMS"}
    assert {"README.md", "LICENSE.md", "dataset.json"} <= listed


@pytest.mark.usefixtures("archive")
def test_csv_is_for_spreadsheets(tmp_path: Path) -> None:
    text = (export(tmp_path / "out") / "articles.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert rows[0]["title"] == "'=عنوان"
    assert rows[1]["published_on"] == ""
    assert json.loads(rows[0]["date_evidence"])["line"] == 3
    assert [len(row) for row in rows] == [len(rows[0])] * 2


@pytest.mark.usefixtures("archive")
def test_what_the_public_may_not_see_stays_at_home(tmp_path: Path) -> None:
    article("سر", companies=["google"], status="withdrawn", publisher="خاصة")
    public, whole = export(tmp_path / "public"), export(tmp_path / "whole", "--everything")
    assert "سر" not in (public / "articles.jsonl").read_text(encoding="utf-8")
    assert "خاصة" not in (public / "publishers.jsonl").read_text(encoding="utf-8")
    assert len((public / "mentions.jsonl").read_text().splitlines()) == 2
    assert "سر" in (whole / "articles.jsonl").read_text(encoding="utf-8")
    assert "do not give it away" in (whole / "README.md").read_text(encoding="utf-8")
    before = snapshot()
    empty_archive()
    load(whole)
    assert snapshot() == before


@pytest.mark.usefixtures("archive")
def test_originals_can_stay_at_home(tmp_path: Path) -> None:
    folder = export(tmp_path / "out", "--no-originals")
    assert not (folder / "originals").exists()
    assert Capture.objects.get().sha256 in (folder / "captures.csv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("damage", ["changed", "missing", "unlisted", "outside", "format", "no sums"])
def test_a_damaged_dataset_changes_nothing(tmp_path: Path, damage: str) -> None:
    folder = export(tmp_path / "out")
    empty_archive()
    sums = folder / "SHA256SUMS"
    match damage:
        case "changed":
            (folder / "figures.jsonl").write_text("{}\n")
        case "missing":
            (folder / "figures.jsonl").unlink()
        case "unlisted":
            lines = sums.read_text().splitlines(keepends=True)
            sums.write_text("".join(line for line in lines if "articles.jsonl" not in line))
        case "outside":
            sums.write_text(f"{'0' * 64}  ../../etc/passwd\n")
        case "format":
            (folder / "dataset.json").write_text('{"format": 99}')
            sums.write_text(_resummed(folder))
        case "no sums":
            sums.unlink()
    with pytest.raises(CommandError):
        load(folder)
    assert not Article.objects.exists()
    assert not Company.objects.exists()


def _resummed(folder: Path) -> str:
    from archive.dataset.sums import sha256_of

    names = [line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    return "".join(f"{sha256_of(folder / name)}  {name}\n" for name in names)


@pytest.mark.usefixtures("archive")
def test_a_bad_row_is_named_and_nothing_is_stored(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    empty_archive()
    (folder / "figures.jsonl").write_text('{"id": 1}\n')
    (folder / "SHA256SUMS").write_text(_resummed(folder))
    with pytest.raises(CommandError, match=r"figures\.jsonl, line 1"):
        load(folder)
    assert not Article.objects.exists()


@pytest.mark.usefixtures("archive")
def test_an_archive_in_use_is_not_overwritten(tmp_path: Path) -> None:
    folder = export(tmp_path / "out")
    with pytest.raises(CommandError, match="empty"):
        load(folder)
    assert Publisher.objects.count() == 1


def test_a_folder_in_use_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(CommandError, match="not empty"):
        export(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
