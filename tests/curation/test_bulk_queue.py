"""The review queue after batches, merges, withdrawals and spellings, and after these were taken back."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from archive import withdrawal
from archive.bulk.actions import Publish
from archive.corrections.files import draft_of
from archive.history import because
from archive.history.revert import revert
from archive.jobs.run import run_all
from archive.merge.perform import merge
from archive.models import Article, Mention, Operation, Publisher, Review
from archive.operations import perform
from archive.retag.ask import ask
from archive.review import queue
from archive.review.needs import Need
from tests.factory import article, company

pytestmark = pytest.mark.django_db
Kind = Operation.Kind


def waiting() -> dict[int, Need]:
    return {row.article_id: Need(row.needs) for row in queue.waiting()}


def known(title: str, **values: object) -> Article:
    """An article that needs nothing but what `values` leave open."""
    made = article(title, **{"publisher": "الغد", "published_on": date(2024, 5, 1), **values})  # type: ignore[arg-type]  # of several types
    queue.refresh([made.pk])
    return made


def run(done: str, articles: list[Article], /, **params: object) -> Operation:
    return perform.carry_out(perform.draft(done, params, [one.pk for one in articles], None), None)


def test_a_batch_that_settles_a_need_and_its_undoing() -> None:
    proposed, nobody = known("مقترح", status="proposed"), known("بلا ناشر", publisher="")
    publisher = Publisher.objects.get(name="الغد")
    before = waiting()
    assert before == {proposed.pk: Need.ARRIVED, nobody.pk: Need.PUBLISHER}
    published = run(Kind.PUBLISH, [proposed])
    named = run(Kind.PUBLISHER, [nobody], publisher=publisher.pk)
    assert waiting() == {}
    perform.undo(published, None)
    perform.undo(named, None)
    assert waiting() == before


def test_tags_of_a_batch() -> None:
    google = company("google", "غوغل")
    doubtful = known("وسم", companies=["google"], state="proposed")
    Mention.objects.update(rule="guard.near")
    queue.refresh([doubtful.pk])
    assert waiting() == {doubtful.pk: Need.TAG}
    operation = run(Kind.UNTAG, [doubtful], kind="company", entity=google.pk)
    assert waiting() == {}
    perform.undo(operation, None)
    assert waiting() == {doubtful.pk: Need.TAG}


def test_what_a_person_settled_stays_settled(admin_user: User) -> None:
    made = known("بلا تاريخ", published_on=None)
    queue.settle(made, admin_user)
    perform.undo(run(Kind.WITHDRAW, [made], reason="error"), None)
    assert waiting() == {}
    row = Review.objects.get(article=made)
    assert (row.settled, row.reviewed_by) == (Need.DATE, admin_user)


def test_a_large_batch_refreshes_with_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [known(str(number), status="proposed") for number in range(5)]
    monkeypatch.setattr(Publish, "chunk", 2)
    monkeypatch.setattr(perform, "AT_ONCE", 1)
    operation = run(Kind.PUBLISH, made)
    assert len(waiting()) == 5
    run_all()
    assert waiting() == {}
    perform.undo(Operation.objects.get(pk=operation.pk), None)
    run_all()
    assert len(waiting()) == 5


def test_corrections_name_articles_and_refresh_them() -> None:
    other, made = known("آخر", published_on=None), known("بلا تاريخ", published_on=None, companies=["google"])
    lines = (f"{made.pk},published_on,2024-05-01", f"/articles/{made.pk}/,untag,google", "0,title,x")
    data = "\n".join(("id,field,value", *lines))
    operation, _found = draft_of(data.encode(), "x.csv")
    assert operation.targets == [made.pk], "article ids, not rows of the file or of mentions"
    operation.params["partial"] = True
    operation.save()
    perform.carry_out(operation, None)
    assert waiting() == {other.pk: Need.DATE}
    perform.undo(Operation.objects.get(), None)
    assert waiting() == {other.pk: Need.DATE, made.pk: Need.DATE}


def test_a_merge_of_articles_and_of_companies() -> None:
    keep, drop = known("الأول", published_on=None), known("الثاني")
    assert waiting() == {keep.pk: Need.DATE}
    operation = merge("article", keep.pk, drop.pk, ["published_on"])
    assert waiting() == {}
    perform.undo(operation, None)
    assert waiting() == {keep.pk: Need.DATE}
    keep.published_on, keep.date_precision = date(2024, 1, 1), "day"
    keep.save()

    google, alphabet = company("google", "غوغل"), company("alphabet", "ألفابت")
    Mention.objects.create(article=keep, company=google, start=0, end=1, rule="name")
    Mention.objects.create(article=keep, company=alphabet, start=2, end=3, rule="guard.near")
    queue.refresh([keep.pk])
    assert waiting() == {keep.pk: Need.TAG}
    operation = merge("company", google.pk, alphabet.pk, [])
    assert waiting() == {}, "another mention vouches for the company now"
    perform.undo(operation, None)
    assert waiting() == {keep.pk: Need.TAG}


def test_a_withdrawal_leaves_the_queue_and_its_end_comes_back() -> None:
    made = known("بلا تاريخ", published_on=None)
    mine = Article.objects.filter(pk=made.pk)
    withdrawal.withdraw(mine, "error")
    assert waiting() == {}
    assert withdrawal.restore(mine) == 1
    assert waiting() == {made.pk: Need.DATE}


def test_a_spelling_that_only_a_guard_admits_queues_what_it_tags() -> None:
    amazon = company("amazon")
    amazon.aliases.create(text="أمازون", guard={"near": ["شركة"]})
    made = known("خبر", body="قالت شركة أمازون كذا")
    ask(amazon, ["أمازون"])
    run_all()
    assert waiting() == {made.pk: Need.TAG}
    amazon.aliases.all().delete()
    ask(amazon, ["أمازون"])
    run_all()
    assert waiting() == {}


def test_a_version_of_a_mention_brought_back() -> None:
    made = known("خبر", companies=["google"], state="proposed")
    Mention.objects.update(rule="guard.near")
    mention = made.mentions.get()
    with because("x"):
        mention.state = "rejected"
        mention.save()
    queue.refresh([made.pk])
    assert waiting() == {}
    revert(mention.history.earliest())
    assert waiting() == {made.pk: Need.TAG}
