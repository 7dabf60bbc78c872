"""Rows carry a seal: every write of ours keeps it, every other change is found and named."""

from __future__ import annotations

import random
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.models import F, Value
from django.utils import timezone

from archive import captures
from archive.ingest.run import Options, Run
from archive.models import Alias, Article, Campaign, Capture, Company, Figure, Mention, Publisher, seal
from archive.models.seal import reseal, seal_of, sealed_fields
from archive.verification import TABLES, Checked, rows_of, verify
from tests.factory import article

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def faults() -> list[str]:
    return list(verify(Checked()))


def stale() -> list[str]:
    return [str(row) for model in TABLES for row, _ in rows_of(model) if seal_of(row) != row.seal]


@pytest.fixture
def samples(gazetteer_loaded: None, data_dir: Path) -> None:
    """The sample articles, as ingest stores them."""
    run = Run(Options(paths=[ROOT / "samples"], quiet=True), out=StringIO(), err=StringIO())
    assert run.run() == 0


def test_ingest_and_the_gazetteer_seal_what_they_write(samples: None) -> None:
    assert faults() == []
    checked = Checked()
    list(verify(checked))
    assert checked.captures == Capture.objects.count() > 10
    assert checked.rows == sum(model._default_manager.count() for model in TABLES)
    assert checked.sealed == {}


def test_every_way_of_writing_through_the_models_seals() -> None:
    first, second = article("أول", companies=["google"]), article("ثان", publisher="صحيفة")
    first.title = "غيره"
    first.save()
    first.body = "نص آخر"
    first.place = "لا يُحفظ الآن"
    first.save(update_fields=["body"])
    Article.objects.filter(pk=second.pk).update(
        title=F("author"), published_on=date(2024, 1, 2), date_precision="day"
    )
    Article._base_manager.filter(pk=second.pk).update(place="القاهرة")
    deferred = Article.objects.only("title").get(pk=first.pk)
    deferred.title = "غيره مرة أخرى"
    deferred.save()
    loaded = Article.objects.get(pk=first.pk)
    loaded.author = Value("كاتب")
    loaded.save()
    mention = Mention.objects.get()
    mention.state = "confirmed"
    Mention.objects.bulk_update([mention], ["state"])
    Publisher.objects.get_or_create(name="وكالة")
    Publisher.objects.update_or_create(name="وكالة", defaults={"name_en": "Agency"})
    Alias.objects.create(company=Company.objects.get(), text="غوغل", guard={"near": ["شركة"], "a": 1})
    Figure.objects.create(article=first, kind="contract", value=5, unit="USD", text="جملة", start=0, end=1)
    assert stale() == []


def test_a_seal_is_the_same_before_writing_and_after_reading() -> None:
    made = article()
    capture = Capture(
        article=made,
        sha256="a" * 64,
        size="12",
        encoding="utf-8",
        captured_at="2024-05-01T10:00:00+03:00",
        given={"b": 1, "a": {"ث": [1.0, None, True]}},
        origins=[{"path": "ملف.txt", "at": "x"}],
        ledger=[(1, "سطر", "\n", "body", "")],
        rules_version="1",
    )
    capture.save()
    assert Capture.objects.get().seal == capture.seal == seal_of(Capture.objects.get())


def test_a_new_column_at_its_default_leaves_seals_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    made = article()
    before = seal_of(made)
    added = models.CharField(default="full", max_length=9)
    added.attname = "rights"
    made.rights = "full"
    columns = (*map(seal.column_of, sealed_fields(Article)), seal.column_of(added))
    monkeypatch.setattr(seal, "columns_of", lambda _model: columns)
    assert seal_of(made) == before
    made.rights = "excerpt"
    assert seal_of(made) != before


def flipped(value: Any, dice: random.Random) -> Any:
    """Another value of the same type: one character that no other row has in its place, or one step."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    text = str(value)
    place = dice.randrange(len(text))
    return text[:place] + chr(ord(text[place]) ^ 0x2000) + text[place + 1 :]


def test_fifty_rows_and_fifty_captures_changed_behind_our_back_are_all_named(samples: None) -> None:
    dice = random.Random(50)
    wanted = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM archive_capture ORDER BY id LIMIT 50")
        stored = cursor.fetchall()
        for (sha256,) in stored:
            path = captures.path_of(sha256)
            data = bytearray(path.read_bytes())
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            path.write_bytes(data)
            wanted.append(f"changed: {sha256} ")
        rows = [(model, pk) for model in TABLES for pk in model._default_manager.values_list("pk", flat=True)]
        for model, pk in dice.sample(rows, 50):
            row = model._default_manager.filter(pk=pk).values().get()
            texts = [f for f in sealed_fields(model) if isinstance(row[f.attname], str) and row[f.attname]]
            field = dice.choice([f for f in texts if f.attname not in ("sha256", "status", "state")])
            cursor.execute(
                f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s",
                [flipped(row[field.attname], dice), pk],
            )
            wanted.append(f"changed row: {model._meta.model_name} {pk} ")
    said = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_archive", stdout=said)
    lines = said.getvalue().splitlines()
    assert [line for line in wanted if not any(found.startswith(line) for found in lines)] == []
    assert len([line for line in lines if line.startswith("changed")]) == len(wanted)


@pytest.mark.sqlite  # PostgreSQL takes no text that is no UTF-8
def test_a_row_that_cannot_be_read_is_named_and_hides_no_other() -> None:
    made = [article(f"عنوان {n}") for n in range(4)]
    with connection.cursor() as cursor:
        no_text = "UPDATE archive_article SET body = CAST(x'd8ff41' AS TEXT) WHERE id = %s"
        cursor.execute(no_text, [made[1].pk])
        cursor.execute("UPDATE archive_article SET title = 'آخر' WHERE id = %s", [made[2].pk])
    found = faults()
    assert len(found) == 2
    assert found[0].startswith(f"unreadable row: article {made[1].pk} (")
    assert found[1] == f"changed row: article {made[2].pk} (آخر)"


def test_rows_without_a_seal_are_sealed_and_said() -> None:
    made = article()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_article SET seal = '', place = 'بيروت' WHERE id = %s", [made.pk])
    said = StringIO()
    call_command("verify_archive", stdout=said)
    assert "1 rows of article had no seal and have one now" in said.getvalue()
    assert stale() == []


def test_reseal_mends_after_a_data_migration() -> None:
    made = article()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_article SET place = 'بيروت' WHERE id = %s", [made.pk])
    assert faults()
    assert reseal(Article, [made.pk]) == 1
    assert faults() == []


def test_deleting_and_relating_needs_no_seal(samples: None) -> None:
    Campaign.objects.first().companies.set(Company.objects.all()[:2])
    Mention.objects.all()[:5].first().delete()
    Article.objects.filter(pk=Article.objects.first().pk).update(updated_at=timezone.now())
    assert stale() == []
