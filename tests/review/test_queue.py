"""The queue: who is in it, in which order, and how it stays fast."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from archive.models import Article, Mention, Review
from archive.review import queue
from archive.review.needs import Need
from archive.review.queue import Filters
from tests.factory import article, campaign
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db


def waiting(filters: Filters = queue.ALL) -> list[int]:
    return list(queue.waiting(filters).values_list("article_id", flat=True))


def known(title: str, **fields: object) -> Article:
    """An article of which everything is known but what `fields` leaves out."""
    made = article(title, **({"publisher": "الغد", "published_on": date(2025, 1, 1)} | fields))
    queue.refresh([made.pk])
    return made


def test_ingest_queues_what_it_left_open(stored: Article) -> None:
    assert Need(stored.review.needs) == Need.DATE | Need.PUBLISHER


def test_an_article_of_which_all_is_known_is_not_queued(store: Store) -> None:
    made = store(url="https://example.org/2025/02/15/x", publisher="الغد")
    assert made.published_on == date(2025, 2, 15)
    assert not Review.objects.exists()


def test_worst_first_and_of_equals_the_newest(db: None) -> None:
    undated = known("بلا تاريخ", published_on=None)
    nobody = known("بلا ناشر", publisher="")
    both = known("بلا شيء", published_on=None, publisher="")
    later = known("بلا تاريخ أيضا", published_on=None)
    known("كامل")
    assert waiting() == [both.pk, later.pk, undated.pk, nobody.pk]
    total, each = queue.counts()
    assert total == 4
    assert (each[Need.DATE], each[Need.PUBLISHER], each[Need.TAG]) == (3, 2, 0)


def test_filters_narrow_and_counts_agree(db: None) -> None:
    mine = known("بلا تاريخ", published_on=None)
    known("بلا تاريخ ولا ناشر", published_on=None, publisher="")
    known("بلا ناشر", publisher="")
    publisher = mine.publisher_id
    assert waiting(Filters(publisher=publisher)) == [mine.pk]
    assert len(waiting(Filters(publisher=0))) == 2
    assert len(waiting(Filters(need=Need.PUBLISHER))) == 2
    assert waiting(Filters(need=Need.DATE, publisher=publisher)) == [mine.pk]
    assert len(waiting(Filters(added=mine.created_at.date()))) == 3
    assert waiting(Filters(added=date(2001, 1, 1))) == []
    for need in Need:
        assert queue.counts()[1][need] == len(waiting(Filters(need=need)))


def test_a_reviewed_article_leaves_and_comes_back_with_a_new_warning(stored: Article, curator: User) -> None:
    queue.settle(stored, curator)
    assert waiting() == []
    queue.refresh([stored.pk])
    assert waiting() == []
    stored.warnings = ["title.derived"]
    stored.save()
    queue.refresh([stored.pk])
    assert waiting() == [stored.pk]
    assert Review.objects.get().needs == Need.WARNING


def test_reading_the_page_again_brings_back_only_what_is_new(store: Store, curator: User) -> None:
    first = store(url="https://example.org/a")
    queue.settle(first, curator)
    again = store(PAGE + "\nوقال آخر إن العريضة ستُنشر غدا في موقع الحملة.\n", url="https://example.org/a")
    assert again.pk == first.pk
    assert again.captures.count() == 2
    assert waiting() == []


def test_a_need_settled_that_goes_and_comes_back_is_asked_for_again(curator: User) -> None:
    made = known("بلا تاريخ", published_on=None)
    queue.settle(made, curator)
    Article.objects.filter(pk=made.pk).update(published_on=date(2025, 1, 1), date_precision="day")
    queue.refresh([made.pk])
    Article.objects.filter(pk=made.pk).update(published_on=None, date_precision="")
    queue.refresh([made.pk])
    assert waiting() == [made.pk]


def test_proposed_campaigns_and_copies_are_needs(store: Store) -> None:
    made = known("حملة", campaigns=["x"], state="proposed")
    assert made.mentions.get().rule == ""
    assert Review.objects.get(article=made).needs == Need.CAMPAIGN
    Mention.objects.filter(article=made).update(state="rejected", campaign=campaign("x"))
    queue.refresh([made.pk])
    assert waiting() == []
    given = {"publisher": "الغد", "published_on": "2025-02-15"}
    first = store(**given)
    copy = store(PAGE.replace("موظفو أمازون", "عمال أمازون", 1), name="b.txt", **given)
    assert waiting(Filters(need=Need.COPIES)) == [copy.pk, first.pk]


def test_next_goes_down_and_then_round(db: None) -> None:
    worst, second, third = (known(str(n), published_on=None) for n in range(3))
    order = waiting()
    assert order == [third.pk, second.pk, worst.pk]
    assert queue.next_one(queue.ALL, Need.DATE, third.pk) == second.pk
    assert queue.next_one(queue.ALL, Need.DATE, worst.pk) == third.pk
    Review.objects.exclude(article=worst).delete()
    assert queue.next_one(queue.ALL, Need.DATE, worst.pk) is None


def test_the_page_takes_the_same_queries_however_long_the_queue(
    workshop: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    known("أول", published_on=None)
    workshop.get(reverse("review-queue"))  # the first page of a process fills caches
    with django_assert_num_queries(6):
        workshop.get(reverse("review-queue"))
    for number in range(60):
        known(f"مقال {number}", published_on=None, publisher=f"ناشر {number % 7}")
    with django_assert_num_queries(6):
        page = workshop.get(reverse("review-queue"))
    assert page.text.count("بلا تاريخ</li>") == queue.PAGE
    assert "الصفحة 1 من 2" in page.text
    assert workshop.get(reverse("review-queue"), {"page": "2"}).text.count("بلا تاريخ</li>") == 11


@pytest.mark.parametrize(
    "query",
    ["need=nonsense", "publisher=99999999999999999999", "publisher=x", "added=2025-13-40", "page=-3"],
)
def test_filters_that_make_no_sense_are_passed_over(query: str, workshop: Client) -> None:
    known("مقال", published_on=None)
    page = workshop.get(f"{reverse('review-queue')}?{query}")
    assert page.status_code == 200
    assert "مقال" in page.text


def test_the_first_page_opens_the_worst_article(workshop: Client) -> None:
    assert workshop.get(reverse("review-first")).url == reverse("review-queue")
    made = known("مقال", published_on=None)
    assert workshop.get(reverse("review-first"), {"need": "date"}).url == (
        f"{reverse('review-article', args=[made.pk])}?need=date"
    )
