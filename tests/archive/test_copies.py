"""Copies are found as articles come and part as their texts change; nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from archive import copies
from archive.ingest.copies import shingles
from archive.models import Article, Copy, CopyBand
from archive.review import queue
from tests.factory import article
from tests.unit.test_copies import STORY, text

pytestmark = pytest.mark.django_db


def filed(body: str, **values: object) -> Article:
    made = article(f"عنوان {Article.objects.count()}", body, **values)
    copies.file(made)
    return made


def stories() -> dict[int, int]:
    return dict(Copy.objects.values_list("article_id", "story"))


def change(made: Article, body: str) -> None:
    made.body = body
    made.save()
    copies.file(made)


def test_a_lone_article_is_no_copy() -> None:
    filed(STORY)
    filed(text(2))
    assert stories() == {}


def test_copies_share_a_story_whatever_comes_first() -> None:
    first, other, second = filed(STORY), filed(text(2)), filed("كلمات مراسلنا\n\n" + STORY)
    assert stories() == {first.pk: first.pk, second.pk: first.pk}
    third = filed(STORY.replace(".", "!"))
    assert stories() == dict.fromkeys((first.pk, second.pk, third.pk), first.pk)
    assert copies.stories([first.pk, other.pk]) == {first.pk: first.pk}


def test_a_text_between_two_joins_them() -> None:
    words = STORY.split()
    first, third = filed(" ".join(words[:150])), filed(" ".join(words[40:190]))
    assert stories() == {}
    second = filed(" ".join(words[20:170]))
    assert stories() == dict.fromkeys((first.pk, second.pk, third.pk), first.pk)


def test_filing_again_changes_nothing(django_assert_num_queries: Callable[..., object]) -> None:
    first, _second = filed(STORY), filed(STORY)
    before = stories(), set(CopyBand.objects.values_list("article_id", "key"))
    with django_assert_num_queries(1):
        copies.file(first)
    assert (stories(), set(CopyBand.objects.values_list("article_id", "key"))) == before


def test_a_changed_text_leaves_its_story() -> None:
    first, second, third = filed(STORY), filed(STORY), filed(STORY)
    change(first, text(5))
    assert stories() == dict.fromkeys((second.pk, third.pk), second.pk)
    change(second, text(6))
    assert stories() == {}
    change(first, STORY)
    assert stories() == dict.fromkeys((first.pk, third.pk), first.pk)


def test_those_whom_a_text_joined_part_without_it() -> None:
    words = STORY.split()
    second = filed(" ".join(words[20:170]))
    first, third = filed(" ".join(words[:150])), filed(" ".join(words[40:190]))
    fourth = filed(" ".join(words[42:192]))
    assert set(stories()) == {first.pk, second.pk, third.pk, fourth.pk}
    change(second, text(5))
    assert stories() == dict.fromkeys((third.pk, fourth.pk), third.pk)


def test_a_text_cut_short_is_no_copy_of_anything() -> None:
    first, _second = filed(STORY), filed(STORY)
    change(first, "كلمتان هنا")
    assert stories() == {}
    assert not CopyBand.objects.filter(article=first).exists()


def test_the_earliest_known_is_first() -> None:
    undated = filed(STORY)
    late = filed(STORY, published_on=date(2021, 5, 2))
    early = filed(STORY, published_on=date(2021, 5, 1))
    same_day = filed(STORY, published_on=date(2021, 5, 1))
    hidden = filed(STORY, published_on=date(2020, 1, 1), status="withdrawn")
    assert list(copies.of(hidden)) == [early, same_day, late, undated]
    assert list(copies.of(early)) == [same_day, late, undated]


def test_sizes_count_what_the_public_may_see() -> None:
    first, second = filed(STORY), filed(STORY)
    filed(STORY, status="withdrawn")
    other, _hidden = filed(text(2)), filed(text(2), status="proposed")
    assert copies.sizes([first.pk, second.pk, other.pk]) == {first.pk: 2, second.pk: 2}


def test_many_ids_are_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = filed(STORY), filed(STORY)
    few = copies.stories([first.pk, second.pk])
    monkeypatch.setattr(copies, "MANY", 1)
    assert copies.stories([first.pk, second.pk]) == few


def test_finding_copies_takes_the_same_queries_in_a_large_archive(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for seed in range(20, 40):
        filed(text(seed))
    filed(STORY)
    made = article("آخر", STORY)
    with django_assert_max_num_queries(11):
        copies.file(made)
    assert len(stories()) == 2


def test_articles_go_with_their_keys(tmp_path: Path) -> None:
    first, second = filed(STORY), filed(STORY)
    first.delete()
    assert set(CopyBand.objects.values_list("article_id", flat=True)) == {second.pk}
    assert copies.sizes([second.pk]) == {}


def test_a_story_outlives_the_article_that_numbered_it() -> None:
    first, second, third = filed(STORY), filed(STORY), filed(STORY)
    first.delete()
    fourth = filed(STORY)
    assert len({stories()[made.pk] for made in (second, third, fourth)}) == 1


def test_an_edited_copy_of_many_asks_as_little_as_one_of_few(
    django_assert_max_num_queries: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [filed(STORY) for _number in range(30)]
    other = filed("كلمات مراسلنا\n\n" + STORY)
    read: list[str] = []
    monkeypatch.setattr(copies, "shingles", lambda body: read.append(body) or shingles(body))
    with django_assert_max_num_queries(35):
        change(made[15], STORY + " " + text(3)[:400])
    assert len(read) <= 6, "each text is read once, however many articles carry it"
    assert stories() == dict.fromkeys([row.pk for row in (*made, other)], made[0].pk)


def test_an_edited_text_does_not_queue_the_copies_that_a_person_reviewed(admin_user: User) -> None:
    first, second, third = filed(STORY), filed(STORY), filed(STORY)
    for one in (first, second):
        queue.settle(one, admin_user)
    change(third, STORY.replace(".", " ثم", 3))
    waiting = set(queue.waiting().values_list("article_id", flat=True))
    assert waiting == {third.pk}
    change(third, text(5))
    assert stories() == dict.fromkeys((first.pk, second.pk), first.pk)
    assert first.pk not in set(queue.waiting().values_list("article_id", flat=True))
