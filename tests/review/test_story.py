"""Copies by a person's word: confirmed, parted for good, joined, put in order."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from archive import copies
from archive.models import Apart, Article, Copy, Review
from archive.review import pairs, queue
from archive.review.needs import Need
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(store: Store) -> list[Article]:
    """Three pages with one story."""
    heads = ("موظفو أمازون", "عمال أمازون", "عاملون في أمازون")
    return [store(PAGE.replace(heads[0], head, 1), name=f"{n}.txt") for n, head in enumerate(heads)]


def send(browser: Client, made: Article, do: str, **form: object) -> None:
    assert browser.post(reverse("review-copies", args=[made.pk]), {"do": do, **form}).status_code == 302


def test_copies_are_shown_side_by_side_with_what_differs(workshop: Client, story: list[Article]) -> None:
    page = workshop.get(reverse("review-copies", args=[story[1].pk])).text
    assert "<del>موظفو</del>" in page
    assert "<ins>عمال</ins>" in page
    assert all(made.title in page for made in story)
    third = workshop.get(reverse("review-copies", args=[story[1].pk]), {"with": story[2].pk}).text
    assert "<ins>عاملون في</ins>" in third


def test_confirmed_copies_leave_the_queue(workshop: Client, story: list[Article]) -> None:
    assert all(Review.objects.get(article=made).needs & Need.COPIES for made in story)
    send(workshop, story[0], "confirm")
    assert not any(Review.objects.get(article=made).needs & Need.COPIES for made in story)


def test_a_new_copy_of_a_confirmed_story_is_queued_alone(
    workshop: Client, story: list[Article], store: Store
) -> None:
    send(workshop, story[0], "confirm")
    new = store(PAGE.replace("موظفو أمازون", "مهندسو أمازون", 1), name="new.txt")
    wait = queue.waiting(queue.Filters(need=Need.COPIES)).values_list("article_id", flat=True)
    assert list(wait) == [new.pk]


def test_a_parted_article_stays_apart(workshop: Client, story: list[Article], store: Store) -> None:
    first, second, third = story
    send(workshop, first, f"part:{third.pk}")
    assert set(copies.of(first)) == {second}
    assert not copies.of(third).exists()
    for made in story:
        made.body += "\n\nوأضاف المنظمون أنهم سيواصلون جمع التوقيعات."
        made.save()
        copies.file(made)
    assert set(copies.of(first)) == {second}
    fourth = store(PAGE.replace("موظفو أمازون", "مهندسو أمازون", 1), name="4.txt")
    together = {*copies.of(fourth), fourth}
    assert not {first, third} <= together
    assert not {second, third} <= together


def test_a_pair_that_is_parted_is_no_story(workshop: Client, store: Store) -> None:
    one, two = store(), store(PAGE.replace("موظفو أمازون", "عمال أمازون", 1), name="b.txt")
    send(workshop, one, f"part:{one.pk}")
    assert not Copy.objects.exists()
    assert Apart.objects.count() == 1
    assert not any(made.needs & Need.COPIES for made in Review.objects.all())
    send(workshop, one, "join", other=two.pk)
    assert not Apart.objects.exists()
    assert set(copies.of(one)) == {two}


def test_the_first_one_is_whom_a_person_puts_first(workshop: Client, story: list[Article]) -> None:
    send(workshop, story[0], f"first:{story[2].pk}")
    assert [made.pk for made in pairs.story_of(story[0])] == [story[2].pk, story[0].pk, story[1].pk]
    assert [made.pk for made in copies.of(story[1])] == [story[2].pk, story[0].pk]


@pytest.mark.parametrize("do", ["", "part:1000000", "first:x", "part:", "explode"])
def test_what_makes_no_sense_changes_nothing(do: str, workshop: Client, story: list[Article]) -> None:
    before = list(Copy.objects.order_by("pk").values_list())
    send(workshop, story[0], do)
    for other in ("", "x", "10000000", "9" * 40, str(story[0].pk)):
        send(workshop, story[0], "join", other=other)
    assert list(Copy.objects.order_by("pk").values_list()) == before


def test_an_article_without_copies_says_so(workshop: Client, stored: Article) -> None:
    send(workshop, stored, "confirm")
    assert "لا مكرّرات" in workshop.get(reverse("review-copies", args=[stored.pk])).text
