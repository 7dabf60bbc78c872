"""Spellings: what a change would do is shown first, done afterwards, and spares what a person decided."""

from __future__ import annotations

import pytest
from django.db import transaction

from archive.gazetteer.entry import Guard, Name
from archive.gazetteer.sync import entry_of
from archive.jobs.run import run_all
from archive.models import Alias, Article, Company, Job, Mention
from archive.retag import candidates as finding
from archive.retag import retagging
from archive.retag.preview import Wish, preview
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_finders", [])


def tags(made: Article) -> set[str]:
    found = Mention.objects.counted().filter(article=made)
    return {mention.entity.slug for mention in found.select_related("company", "campaign")}


def wish(entity: Company, before: Name | None, after: Name | None) -> Wish:
    return Wish(entry_of(entity), before, after)


def add(entity: Company, text: str, **rest: object) -> None:
    with transaction.atomic(), retagging([entity]):
        Alias.objects.create(company=entity, text=text, **rest)
    run_all()


def remove(entity: Company, text: str) -> None:
    with transaction.atomic(), retagging([entity]):
        entity.aliases.filter(text=text).delete()
    run_all()


@pytest.fixture
def google() -> Company:
    return company("google", "غوغل")


def test_the_preview_counts_and_shows_and_writes_nothing(google: Company) -> None:
    named = article("خبر عن الشركة", "أعلنت وجُوجل أمس عن عقد جديد.")
    article("خبر آخر", "لا شيء هنا.")
    both = article("خبر", "غوغل وجوجل اسم واحد.")
    Mention.objects.create(
        article=both, company=google, start=0, end=4, surface="غوغل", rule="name", state="asserted"
    )
    shown = preview(wish(google, None, Name("جوجل")))
    assert (shown.tagged, shown.more, shown.untagged, shown.seen) == (1, 1, 0, 3)
    assert shown.complete
    example = next(found for found in shown.examples if found.article == named)
    assert (example.before, example.words) == ("أعلنت و", "جُوجل")
    assert example.after.startswith(" أمس")
    assert tags(named) == set()


def test_a_guard_previews_what_it_takes_away(google: Company) -> None:
    made = article("خبر", "قالت غوغل إنها ستفعل.")
    Mention.objects.create(article=made, company=google, start=5, end=9, surface="غوغل", rule="name")
    shown = preview(wish(google, Name("غوغل"), Name("غوغل", guard=Guard(near=("محرك",)))))
    assert (shown.tagged, shown.untagged) == (0, 1)
    assert shown.examples[0].loses


def test_when_time_is_up_the_numbers_are_at_least(google: Company) -> None:
    for number in range(201):
        article(f"خبر {number}", "قالت جوجل.")
    shown = preview(wish(google, None, Name("جوجل")), seconds=0.0)
    assert not shown.complete
    assert shown.tagged == shown.seen == 200


def test_adding_tags_and_removing_untags(google: Company) -> None:
    made = [article(f"خبر {number}", "قالت جوجل كذا.") for number in range(3)]
    other = article("خبر", "قالت غوغل وجوجل.")
    add(google, "جوجل")
    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.result["tagged"]) == ("done", 4, 4, 4)
    assert all(tags(one) == {"google"} for one in made)
    Mention.objects.filter(article=made[0]).update(state="confirmed")
    remove(google, "جوجل")
    assert tags(made[0]) == {"google"}, "a person confirmed it"
    assert tags(made[1]) == set()
    assert tags(other) == {"google"}, "it has another spelling too"
    assert Job.objects.first().result == {"tagged": 0, "untagged": 2}


def test_what_is_as_it_was_is_the_same_row(google: Company) -> None:
    made = article("خبر", "غوغل وجوجل.")
    add(google, "جوجل")
    rows = set(Mention.objects.values_list("pk", flat=True))
    add(google, "قوقل")
    assert set(Mention.objects.values_list("pk", flat=True)) == rows
    assert made.mentions.count() == 2


def test_a_rejected_place_stays_rejected(google: Company) -> None:
    made = article("خبر", "قالت جوجل.")
    Mention.objects.create(
        article=made, company=google, start=5, end=9, surface="جوجل", rule="name", state="rejected"
    )
    assert preview(wish(google, None, Name("جوجل"))).tagged == 0
    add(google, "جوجل")
    assert tags(made) == set()


def test_a_longer_name_takes_the_place_of_a_shorter_one_and_gives_it_back(google: Company) -> None:
    cloud = company("cloud")
    made = article("خبر", "قالت غوغل كلاود.")
    add(google, "غوغل إنك")  # of no concern here
    Mention.objects.create(article=made, company=google, start=5, end=9, surface="غوغل", rule="name")
    add(cloud, "غوغل كلاود")
    assert tags(made) == {"cloud"}
    remove(cloud, "غوغل كلاود")
    assert tags(made) == {"google"}


def test_other_tags_are_left_alone(google: Company) -> None:
    company("meta", "ميتا")  # the stored articles were tagged before this spelling came
    campaign("nimbus", "نيمبوس")
    made = article("خبر", "جوجل وميتا ونيمبوس.")
    add(google, "جوجل")
    assert tags(made) == {"google"}
