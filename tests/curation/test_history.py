"""History: every change says who, when, why and what; what ingest adds costs nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.history import acting, because, bulk, new_batch
from archive.history.revert import revert, undo
from archive.models import Alias, Article, Campaign, Company, Mention, Outbox
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> AbstractUser:
    return get_user_model().objects.create_user("huda")


def notes(row) -> list[tuple[str, str, str]]:
    """(type, reason, user) of every note, oldest first."""
    found = type(row).history.filter(id=row.pk).order_by("history_id")
    return [(n.history_type, n.history_change_reason or "", str(n.history_user or "")) for n in found]


def test_adding_without_anyone_acting_writes_no_note_and_asks_nothing() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        made = Article.objects.create(title="عنوان", body="نص", text_hash="0" * 64)
    assert len(queries) == 1
    assert notes(made) == []


def test_the_first_change_keeps_what_was_before(curator: AbstractUser) -> None:
    made = article("عنوان قديم")
    with acting(curator, "تصحيح"):
        made.title = "عنوان جديد"
        made.save()
    assert notes(made) == [("+", "", ""), ("~", "تصحيح", "huda")]
    assert [n.title for n in made.history.order_by("history_id")] == ["عنوان قديم", "عنوان جديد"]
    assert made.history.earliest().history_date == made.created_at


def test_a_save_that_changes_nothing_is_not_noted() -> None:
    made = article()
    made.save()
    assert notes(made) == []


def test_a_save_of_some_fields_notes_the_others_as_stored() -> None:
    made = article("عنوان", "نص")
    made.title, made.body = "جديد", "لم يُحفظ"
    made.save(update_fields=["title"])
    assert made.history.latest().body == "نص"


def test_bulk_changes_are_noted_too(curator: AbstractUser) -> None:
    rows = [article(f"عنوان {n}") for n in range(3)]
    with acting(curator), because("سحب دفعة"):
        assert bulk.update(Article.objects.exclude(pk=rows[0].pk), status="proposed") == 2
        assert bulk.update(Article.objects.exclude(pk=rows[0].pk), status="proposed") == 0
    assert notes(rows[0]) == []
    assert notes(rows[1]) == [("+", "", ""), ("~", "سحب دفعة", "huda")]
    rows[2].refresh_from_db()
    assert rows[2].status == "proposed"
    assert rows[2].updated_at > rows[2].created_at


def test_bulk_rows_are_added_saved_and_deleted_with_notes() -> None:
    made = article(companies=["google"])
    google = Company.objects.get()
    [row] = bulk.add([Mention(article=made, company=google, start=2, end=3, surface="غ")])
    row.state = "rejected"
    assert bulk.save_all([row], ["state"]) == 1
    assert bulk.delete(Mention.objects.filter(pk=row.pk)) == 1
    assert [kind for kind, _, _ in notes(row)] == ["+", "~", "-"]
    assert Mention.objects.count() == 1


def test_a_field_or_a_version_is_taken_back_as_a_change_of_its_own(curator: AbstractUser) -> None:
    made = article("عنوان", "نص")
    made.title, made.body = "عنوان ثان", "نص ثان"
    made.save()
    Outbox.objects.all().delete()
    with acting(curator, "استعادة"):
        assert revert(made.history.earliest("history_id"), ["title"]) == ["title"]
    made.refresh_from_db()
    assert (made.title, made.body, made.edited_fields) == ("عنوان", "نص ثان", ["title"])
    assert notes(made)[-1] == ("~", "استعادة", "huda")
    assert Outbox.objects.filter(article_id=made.pk).exists()
    assert revert(made.history.earliest("history_id")) == ["body"]


def test_a_date_comes_back_with_its_precision() -> None:
    from datetime import date

    made = article(published_on=date(2024, 5, 1), precision="month")
    made.published_on, made.date_precision = None, ""
    made.save()
    assert revert(made.history.earliest("history_id"), ["published_on"]) == ["date_precision", "published_on"]


def test_mentions_follow_the_text_that_comes_back() -> None:
    company("google", "غوغل")
    made = article("عنوان", "احتج موظفو غوغل أمس.")
    made.body = "احتج الموظفون أمس."
    made.save()
    revert(made.history.earliest("history_id"), ["body"])
    assert [(m.surface, m.start) for m in made.mentions.all()] == [("غوغل", 11)]


def test_a_deleted_mention_comes_back_to_its_words() -> None:
    google = company("google")
    made = article("عنوان", "قالت غوغل")
    row = Mention.objects.create(article=made, company=google, start=5, end=9, surface="غوغل")
    key = row.pk
    row.delete()
    Article.objects.filter(pk=made.pk).update(body="أمس قالت غوغل")
    revert(Mention.history.get(id=key, history_type="-"))
    back = Mention.objects.get(pk=key)
    assert made.mentions.get() == back
    assert (back.start, back.end) == (9, 13)


def test_a_batch_is_undone_whole(curator: AbstractUser) -> None:
    google, alphabet = company("google", "غوغل"), company("alphabet", "ألفابت")
    drive = campaign("nimbus")
    drive.companies.add(alphabet)
    made = article(companies=["alphabet"])
    batch = new_batch()
    with acting(curator, "دمج", batch):
        bulk.update(Alias.objects.filter(company=alphabet), company_id=google.pk)
        bulk.update(Mention.objects.filter(company=alphabet), company_id=google.pk)
        drive.companies.set([google])
        Alias.objects.create(company=google, text="جوجل")
        alphabet.delete()
    assert not Company.objects.filter(slug="alphabet").exists()
    with acting(curator, "تراجع عن دمج"):
        done = undo(batch)
    assert done.conflicts == []
    back = Company.objects.get(slug="alphabet")
    assert [a.text for a in back.aliases.all()] == ["ألفابت"]
    assert made.mentions.get().company == back
    assert list(Campaign.objects.get().companies.all()) == [back]
    assert not Alias.objects.filter(text="جوجل").exists()


def test_what_changed_again_since_is_named_and_stays() -> None:
    first, second = article("أ"), article("ب")
    batch = new_batch()
    with acting(None, "دفعة", batch):
        bulk.update(Article.objects.all(), status="proposed")
    first.refresh_from_db()
    first.status = "withdrawn"
    first.save()
    done = undo(batch)
    assert done.conflicts == [("article", first.pk, "status")]
    assert {a.pk: a.status for a in Article.objects.all()} == {first.pk: "withdrawn", second.pk: "published"}
