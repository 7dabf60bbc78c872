"""What a batch writes beside its rows: history, seals, times, outbox; in few statements, there and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from archive.history import bulk
from archive.jobs.run import run_all
from archive.models import Article, Change, Job, Mention, Operation, Outbox, Publisher, Redirect
from archive.models.seal import seal_of
from archive.operations import perform
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db
Kind = Operation.Kind
MANY = 60


@pytest.fixture
def many() -> list[Article]:
    google = company("google", "غوغل")
    rows = [Article(title=str(n), body="نص", text_hash=str(n), status="proposed") for n in range(MANY)]
    made = Article.objects.bulk_create(rows)
    Mention.objects.bulk_create(
        Mention(article=row, company=google, start=0, end=2, surface="نص", rule="name") for row in made
    )
    return made


def batch(kind: str) -> dict[str, Any]:
    """The parameters of a batch that changes every one of `many`."""
    return {
        "publish": {},
        "withdraw": {"reason": "error", "note": "جُرّب"},
        "publisher": {"publisher": Publisher.objects.create(name="الغد").pk},
        "untag": {"kind": "company", "entity": company("google").pk},
        "tag": {"kind": "campaign", "entity": campaign("strike").pk},
    }[kind]


def rows_of(model: type[Any]) -> list[dict[str, Any]]:
    columns = [field.attname for field in model._meta.concrete_fields if field.attname != "updated_at"]
    return list(model.objects.order_by("pk").values(*sorted(set(columns) - {"seal"})))


@pytest.mark.parametrize("kind", ["publish", "withdraw", "publisher", "untag", "tag"])
def test_whatever_a_batch_changes_is_noted_sealed_and_indexed(kind: str, many: list[Article]) -> None:
    before = rows_of(Article), rows_of(Mention)
    operation = perform.draft(kind, batch(kind), [one.pk for one in many], None)
    Outbox.objects.all().delete()
    began = timezone.now()
    perform.carry_out(operation, None)
    assert (rows_of(Article), rows_of(Mention)) != before
    changed: Any = Mention if kind in ("tag", "untag") else Article
    mine = changed.history.filter(batch=operation.batch)
    assert mine.values("id").distinct().count() == MANY
    assert Outbox.objects.count() == MANY
    if changed is Article:
        assert not Article.objects.filter(updated_at__lt=began).exists()
    for undone in (False, True):
        if undone:
            perform.undo(Operation.objects.get(), None)
        for model in (Article, Mention):
            assert all(row.seal == seal_of(row) for row in model.objects.all()), (model, undone)
    assert (rows_of(Article), rows_of(Mention)) == before


@pytest.mark.parametrize("kind", ["withdraw", "publisher", "untag", "tag"])
def test_statements_do_not_grow_with_the_articles(
    kind: str, many: list[Article], django_assert_max_num_queries: Any
) -> None:
    operation = perform.draft(kind, batch(kind), [one.pk for one in many], None)
    with django_assert_max_num_queries(35):
        perform.carry_out(operation, None)
    operation = Operation.objects.get()
    with django_assert_max_num_queries(35):
        perform.undo(operation, None)
    assert Operation.objects.get().undo_result["restored"] == MANY


def test_many_rows_are_taken_back_in_the_background_however_few_the_changes(
    many: list[Article], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.JOBS = "worker"
    operation = perform.draft(Kind.PUBLISH, {}, [one.pk for one in many], None)
    perform.carry_out(operation, None)
    assert Change.objects.count() == 1
    monkeypatch.setattr(perform, "AT_ONCE", MANY - 1)
    assert perform.undo(Operation.objects.get(), None).state == "undoing"
    assert not Article.objects.filter(status="proposed").exists(), "nothing in the request"
    run_all()
    assert Article.objects.filter(status="proposed").count() == MANY
    assert (Job.objects.get().done, Operation.objects.get().state) == (1, "undone")


def test_one_row_whose_place_is_taken_does_not_keep_the_others_from_coming_back() -> None:
    kept = [Redirect.objects.create(kind="company", old=f"old-{n}", target=n) for n in range(3)]
    operation = Operation.objects.create(kind=Kind.MERGE, state="done")
    for row in kept:
        Change.objects.create(
            operation=operation,
            model="archive.redirect",
            pks=[row.pk],
            before={"old": row.old},
            after={"old": f"new-{row.pk}"},
        )
        row.old = f"new-{row.pk}"
        row.save()
    Redirect.objects.create(kind="company", old="old-1", target=9)
    undone = perform.undo(operation, None)
    assert undone.undo_result["named"] == [["archive.redirect", kept[1].pk, "taken"]]
    assert undone.undo_result["restored"] == 2
    assert set(Redirect.objects.exclude(target=9).values_list("old", flat=True)) == {
        "old-0",
        f"new-{kept[1].pk}",
        "old-2",
    }


def test_saving_many_writes_only_the_fields_it_was_told() -> None:
    made = article("عنوان")
    stale = Article.objects.get(pk=made.pk)
    Article.objects.filter(pk=made.pk).update(author="سلمى")
    stale.title, stale.place = "عنوان آخر", "القاهرة"
    assert bulk.save_all([stale], ["title"]) == 1
    now = Article.objects.get(pk=made.pk)
    assert (now.title, now.author, now.place) == ("عنوان آخر", "سلمى", "")
    assert now.seal == seal_of(now)
    assert now.updated_at == stale.updated_at
    assert now.history.latest().author == "سلمى", "the note is of the row, not of what was in memory"
    assert bulk.save_all([stale], ["title"]) == 0
