"""Batches: preview, at once or as a job, undone exactly but for what was changed since."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.bulk.actions import Publish
from archive.jobs.run import run_all
from archive.models import Article, Job, Mention, Operation, Outbox, Publisher
from archive.operations import perform
from tests.factory import article, company

pytestmark = pytest.mark.django_db
Kind = Operation.Kind
STEP = 20


def run(done: str, articles: list[Article], /, **params: object) -> Operation:
    made = perform.draft(done, params, [one.pk for one in articles], None)
    return perform.carry_out(made, None)


def statuses() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("status", flat=True))


def test_publish_and_take_back() -> None:
    made = [article(str(n), status="proposed") for n in range(3)] + [article("3")]
    operation = run(Kind.PUBLISH, made)
    assert operation.result == {"changed": 3, "same": 1, "failed": 0, "named": []}
    assert set(statuses()) == {"published"}
    Article.objects.filter(pk=made[0].pk).update(status="withdrawn")
    undone = perform.undo(operation, None)
    assert statuses() == ["withdrawn", "proposed", "proposed", "published"]
    assert undone.undo_result == {
        "restored": 2,
        "left": 1,
        "named": [["archive.article", made[0].pk, "changed"]],
    }


def test_a_draft_is_carried_out_once() -> None:
    made = article("0", status="proposed")
    draft = perform.draft(Kind.PUBLISH, {}, [made.pk], None)
    perform.carry_out(draft, None)
    Article.objects.update(status="proposed")
    perform.carry_out(draft, None)
    assert statuses() == ["proposed"]


def test_a_publisher_set_by_a_person_is_noted_and_unnoted() -> None:
    first, second = article("أول", publisher="الغد"), article("ثان")
    second.edited_fields = ["title"]
    second.save()
    alaraby = Publisher.objects.create(name="العربي")
    operation = run(Kind.PUBLISHER, [first, second], publisher=alaraby.pk)
    second.refresh_from_db()
    assert (second.publisher, second.edited_fields) == (alaraby, ["publisher", "title"])
    second.edited_fields = ["body", *second.edited_fields]  # edited since, which must not be forgotten
    second.save()
    perform.undo(operation, None)
    for one in (first, second):
        one.refresh_from_db()
    assert (first.publisher.name, first.edited_fields) == ("الغد", [])
    assert (second.publisher, second.edited_fields) == (None, ["body", "title"])


def test_tags_stand_on_the_name_or_on_the_article(client: Client) -> None:
    google = company("google", "غوغل")
    named, silent = article("خبر", "قالت وغوغل كذا"), article("خبر آخر", "لا اسم هنا")
    tagged = article("خبر ثالث", companies=["google"])
    rejected = article("خبر رابع", companies=["google"], state="rejected")
    operation = run(Kind.TAG, [named, silent, tagged, rejected], kind="company", entity=google.pk)
    assert (operation.result["changed"], operation.result["same"]) == (3, 1)
    mention = named.mentions.get()
    assert (mention.surface, mention.start, mention.state, mention.rule) == ("غوغل", 6, "confirmed", "")
    assert silent.mentions.get().surface == ""
    assert set(Article.objects.naming(google)) == {named, silent, tagged, rejected}
    page = client.get(silent.get_absolute_url()).text
    assert "/companies/google/" in page
    assert 'href="#m-' not in page
    perform.undo(operation, None)
    assert set(Article.objects.naming(google)) == {tagged}
    assert Mention.objects.count() == 2


def test_untag_rejects_and_takes_back() -> None:
    google = company("google", "غوغل")
    made = [article("خبر", companies=["google"]), article("خبر ثان")]
    operation = run(Kind.UNTAG, made, kind="company", entity=google.pk)
    assert operation.result["changed"] == 1
    assert Mention.objects.get().state == "rejected"
    perform.undo(operation, None)
    assert Mention.objects.get().state == "asserted"


def test_reindex_puts_articles_in_the_outbox() -> None:
    made = [article("خبر"), article("خبر ثان")]
    Outbox.objects.all().delete()
    operation = run(Kind.REINDEX, made)
    assert set(Outbox.objects.values_list("article_id", flat=True)) == {one.pk for one in made}
    assert not operation.can_be_undone


def test_reparse_says_what_it_could_not_read() -> None:
    made = article("خبر")
    assert run(Kind.REPARSE, [made]).result["named"] == [[made.pk, "no capture"]]


@pytest.fixture
def many() -> list[Article]:
    rows = [Article(title=str(n), body="نص", text_hash=str(n), status="proposed") for n in range(60)]
    return Article.objects.bulk_create(rows)


def test_a_large_batch_is_a_job_that_can_be_killed(
    many: list[Article], monkeypatch: pytest.MonkeyPatch, admin_client: Client
) -> None:
    class Killed(BaseException):
        pass

    monkeypatch.setattr(Publish, "chunk", STEP)
    monkeypatch.setattr(perform, "AT_ONCE", 1)
    operation = run(Kind.PUBLISH, many)
    assert statuses().count("published") == 0
    real, calls = Publish.apply, []

    def killed_at_third(self: Publish, *args: object) -> object:
        calls.append(1)
        done = real(self, *args)  # type: ignore[arg-type]  # handed through
        if len(calls) == 3:
            raise Killed
        return done

    monkeypatch.setattr(Publish, "apply", killed_at_third)
    with pytest.raises(Killed):
        run_all()
    assert statuses().count("published") == 2 * STEP
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("running", 2 * STEP, 60)
    assert run_all() == 1
    operation.refresh_from_db()
    job.refresh_from_db()
    assert (operation.state, operation.result["changed"], job.interruptions) == ("done", 60, 1)
    assert statuses().count("published") == 60
    page = admin_client.get(f"/admin/archive/operation/{operation.pk}/change/").text
    assert "انقطعت المهمّة واستُؤنفت من حيث توقّفت" in page
    perform.undo(operation, None)
    run_all()
    assert statuses().count("proposed") == 60


def test_queries_do_not_grow_with_the_articles(
    many: list[Article], django_assert_max_num_queries: object
) -> None:
    operation = perform.draft(Kind.PUBLISH, {}, [one.pk for one in many], None)
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a fixture that counts
        perform.carry_out(operation, None)


def test_history_says_who_and_why(many: list[Article]) -> None:
    person = User.objects.create(username="سلمى")
    operation = perform.draft(Kind.PUBLISH, {}, [many[0].pk], person)
    perform.carry_out(operation, person)
    note = many[0].history.latest()
    assert (note.history_user, note.history_change_reason, note.batch) == (person, "نشر", operation.batch)
    assert note.history_date.date() >= date(2020, 1, 1)
