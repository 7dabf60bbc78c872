"""Rows added with one prepared statement are the rows that `bulk_create` would add."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, models

from archive.history import statements
from archive.models import Article, Capture, Company, Figure, Mention, Review
from archive.models.seal import seal_of
from tests.factory import article

pytestmark = pytest.mark.django_db


def _rows(stored: Article) -> list[models.Model]:
    company = Company.objects.create(slug="x", name_ar="س", name_en="X")
    given: dict[str, Any] = {"article_id": stored.pk, "start": 0, "end": 2}
    return [
        Mention(**given, company_id=company.pk, surface='غو"غل\n', state=Mention.State.PROPOSED, rule="name"),
        Figure(**given, kind="fine", value=3, unit="USD", qualifier="exact", text="غرامة \\ 3"),
        Capture(
            article=stored,
            sha256="f" * 64,
            size=7,
            encoding="utf-8",
            captured_at=datetime(2024, 5, 1, 12, tzinfo=UTC),
            ledger=[[1, "سطر", "\n", "body", ""]],
            origins=[{"path": "أ.txt", "at": "2024"}],
            current=False,
        ),
        Review(article=stored, needs=4),
    ]


def _values(row: models.Model) -> dict[str, Any]:
    left_out = {"id", "seal", "ingested_at"}
    return {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in left_out
    }


def test_rows_are_those_that_bulk_create_adds(db: None) -> None:
    for row in _rows(article("one")):
        model = type(row)
        statements.insert([row])
        inserted = model._base_manager.latest("pk")
        model._base_manager.filter(pk=inserted.pk)._raw_delete("default")
        model._base_manager.bulk_create([row])
        assert _values(inserted) == _values(model._base_manager.latest("pk"))


def test_rows_are_sealed_and_dated(db: None) -> None:
    for row in _rows(article("one")):
        statements.insert([row])
        stored = type(row)._base_manager.latest("pk")
        if hasattr(stored, "seal"):
            assert stored.seal == seal_of(stored) != ""
    assert Capture.objects.get(sha256="f" * 64).ingested_at is not None


def test_a_seal_is_the_hash_of_json_as_python_writes_it(db: None) -> None:
    mention = Mention(article_id=3, company_id=4, start=0, end=9, surface='"\u0001غ\\', rule="name")
    said = [
        ["article_id", "3"],
        ["company_id", "4"],
        ["end", "9"],
        ["rule", "name"],
        ["surface", '"\u0001غ\\'],
    ]
    data = json.dumps(["archive.mention", said], ensure_ascii=False)
    assert seal_of(mention) == sha256(data.encode()).hexdigest()[:16]


def test_nothing_is_added_where_the_database_refuses(db: None) -> None:
    stored = article("one")
    with pytest.raises(IntegrityError):
        statements.insert([Mention(article_id=stored.pk, start=0, end=1, surface="لا شيء")])


def test_no_rows_are_no_statement(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        statements.insert([])


def test_rows_with_keys_are_those_that_bulk_create_adds(db: None) -> None:
    def new() -> list[Article]:
        return [Article(title=title, body="نص", text_hash=title, warnings=["x"]) for title in ("أ", "ب", "ج")]

    keyed, made = new(), Article.objects.bulk_create(new())
    statements.insert_keyed(keyed)
    assert [row.pk for row in keyed] == [row.pk + len(made) for row in made]
    for row, other in zip(keyed, made, strict=True):
        stored = Article.objects.get(pk=row.pk)
        assert _values(row) | {"created_at": 0, "updated_at": 0} == _values(other) | {
            "created_at": 0,
            "updated_at": 0,
        }
        assert (stored.title, stored.title_head) == (row.title, row.title_head) == (other.title, row.title)
        assert stored.seal == seal_of(stored) == row.seal
        assert row._state.adding is False
        assert row._state.db == "default"


def test_more_rows_with_keys_than_one_statement_takes(db: None) -> None:
    rows = [Article(title=str(number), body="نص", text_hash=str(number)) for number in range(120)]
    statements.insert_keyed(rows)
    stored = dict(Article.objects.values_list("pk", "title"))
    assert stored == {row.pk: row.title for row in rows}
