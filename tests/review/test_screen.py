"""The review screen: every button, what it refuses, and taking steps back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.models import Alias, Article, Mention, Publisher, Review
from archive.review import screen, steps
from tests.factory import article
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db


def address(made: Article) -> str:
    return reverse("review-article", args=[made.pk])


def press(browser: Client, made: Article, do: str, **typed: Any) -> HttpResponse:
    """Press a button of the page as it is now."""
    made = Article.objects.get(pk=made.pk)
    form = {"token": steps.token(made), "needs": 0, **screen.fields(made), "do": do, **typed}
    return browser.post(address(made), form)


def mention(made: Article, surface: str, number: int = 0) -> Mention:
    return made.mentions.filter(surface=surface).order_by("-in_title", "start")[number]


def surfaces(made: Article) -> set[str]:
    """The words at every mention's offsets, in the text as it is now."""
    made = Article.objects.get(pk=made.pk)
    return {(made.title if m.in_title else made.body)[m.start : m.end] for m in made.mentions.all()}


def test_the_screen_shows_text_lines_and_what_is_needed(workshop: Client, stored: Article) -> None:
    page = workshop.get(address(stored)).text
    for words in (
        "بلا تاريخ",
        "ناشر غير معروف",
        "شارك المقال",
        "اقرأ أيضا: خبر آخر",
        "related.",
        'dir="rtl"',
    ):
        assert words in page
    assert page.count('data-item="') == stored.mentions.count()


def test_a_removed_line_goes_back_and_mentions_move_with_the_text(workshop: Client, stored: Article) -> None:
    kept = mention(stored, "غوغل")
    press(workshop, stored, f"accept:{kept.pk}")
    before = stored.body
    assert press(workshop, stored, "back:7").status_code == 302
    stored.refresh_from_db()
    assert "\n\nاقرأ أيضا: خبر آخر لا صلة له\n\n" in stored.body
    assert stored.edited_fields == ["body"]
    assert surfaces(stored) == {"أمازون", "غوغل"}
    kept.refresh_from_db()
    assert kept.state == "confirmed"
    assert stored.body[kept.start : kept.end] == "غوغل"
    press(workshop, stored, "out:7")
    stored.refresh_from_db()
    assert stored.body == before
    assert surfaces(stored) == {"أمازون", "غوغل"}


def test_taking_a_line_out_drops_what_only_it_named(workshop: Client, stored: Article) -> None:
    press(workshop, stored, "out:11")
    assert "غوغل" not in surfaces(stored)
    press(workshop, stored, "undo")
    stored.refresh_from_db()
    assert stored.edited_fields == []
    assert surfaces(stored) == {"أمازون", "غوغل"}


@pytest.mark.parametrize(
    ("typed", "value", "precision"),
    [
        ("2025-02-15", date(2025, 2, 15), "day"),
        ("2025-02", date(2025, 2, 1), "month"),
        ("٢٠٢٥", date(2025, 1, 1), "year"),
        ("15 فبراير 2025", date(2025, 2, 15), "day"),
        ("شباط 2025", date(2025, 2, 1), "month"),
    ],
)
def test_a_typed_date(typed: str, value: date, precision: str, workshop: Client, stored: Article) -> None:
    assert press(workshop, stored, "save", date=typed).status_code == 302
    stored.refresh_from_db()
    assert (stored.published_on, stored.date_precision) == (value, precision)
    assert stored.date_evidence == {"text": typed, "line": 0, "rule": "given"}
    assert set(stored.edited_fields) == {"published_on", "date_precision"}
    assert stored.review.needs == 32


@pytest.mark.parametrize("typed", ["أمس", "2025-13-45", "3/4/2025", "15 فبراير 2025 و16 مارس 2025", "9" * 90])
def test_a_date_that_cannot_be_read_is_refused_and_kept_in_its_field(
    typed: str, workshop: Client, stored: Article
) -> None:
    answer = press(workshop, stored, "save", date=typed, title="عنوان جديد")
    assert answer.status_code == 400
    assert f'value="{typed}"' in answer.text
    assert "عنوان جديد" in answer.text
    stored.refresh_from_db()
    assert stored.published_on is None
    assert stored.title != "عنوان جديد"


def test_a_date_is_taken_from_a_line(workshop: Client, store: Store) -> None:
    made = store(PAGE.replace("شارك المقال", "شارك المقال\n\nصورة من 12 مايو 2019", 1), publisher="الغد")
    line = next(line for line in screen.lines(made)[0] if line.dates)
    assert made.published_on is None
    press(workshop, made, f"date:{line.placed.number}:0")
    made.refresh_from_db()
    assert made.published_on == date(2019, 5, 12)
    assert made.date_evidence == {"text": "12 مايو 2019", "line": line.placed.number, "rule": "given.line"}
    assert press(workshop, made, f"date:{line.placed.number}:7").status_code == 400


def test_a_typed_publisher_is_found_however_it_is_spelled(workshop: Client, stored: Article) -> None:
    known = Publisher.objects.create(name="الجزيرة")
    press(workshop, stored, "save", publisher="  الجزيره ")
    stored.refresh_from_db()
    assert stored.publisher == known
    press(workshop, stored, "save", publisher="جريدة جديدة")
    stored.refresh_from_db()
    assert str(stored.publisher) == "جريدة جديدة"
    assert stored.publisher_evidence == {"text": "جريدة جديدة", "line": 0, "rule": "given"}


def test_fields_are_saved_with_whatever_button_is_pressed(workshop: Client, stored: Article) -> None:
    found = mention(stored, "غوغل")
    press(workshop, stored, f"reject:{found.pk}", title="عنوان صححه قيّم في أمازون")
    stored.refresh_from_db()
    assert stored.title == "عنوان صححه قيّم في أمازون"
    assert surfaces(stored) == {"أمازون", "غوغل"}
    assert stored.mentions.get(in_title=True).surface == "أمازون"


def test_accept_reject_and_undo(workshop: Client, stored: Article) -> None:
    found = mention(stored, "أمازون", 1)
    for verb, state in (
        ("accept", "confirmed"),
        ("reject", "rejected"),
        ("undo", "confirmed"),
        ("undo", "asserted"),
    ):
        assert press(workshop, stored, verb if verb == "undo" else f"{verb}:{found.pk}").status_code == 302
        found.refresh_from_db()
        assert found.state == state
    assert press(workshop, stored, "undo").status_code == 400


def test_always_rejecting_teaches_the_tagger(workshop: Client, stored: Article, store: Store) -> None:
    forest = mention(stored, "أمازون", 2)
    assert press(workshop, stored, f"always:{forest.pk}:غابات").status_code == 302
    assert Alias.objects.get(text="أمازون").guard == {"not_near": ["غابات"]}
    forest.refresh_from_db()
    assert forest.state == "rejected"
    other = store(PAGE.replace("موظفو أمازون", "عمال أمازون", 1).replace("300", "900"), name="b.txt")
    assert [m.state for m in other.mentions.filter(surface="أمازون")] == ["asserted", "asserted"]
    press(workshop, stored, "undo")
    assert Alias.objects.get(text="أمازون").guard is None
    assert mention(stored, "أمازون", 2).state == "asserted"


def test_a_mention_is_added_by_its_place_or_by_its_words(workshop: Client, stored: Article) -> None:
    start = stored.body.index("عريضة")
    press(workshop, stored, "add", entity="nimbus", start=start, end=start + 5)
    press(workshop, stored, "add", entity="نيمبوس", words="الحوسبة السحابية")
    press(workshop, stored, "add", entity="google", words="أمازون", start=0, end=5, in_title="1")
    added = stored.mentions.filter(rule="", state="confirmed").order_by("-in_title", "start")
    assert [(str(m.entity), m.surface) for m in added] == [
        ("غوغل", "موظفو"[:5]),
        ("nimbus", "عريضة"),
        ("nimbus", "الحوسبة السحابية"),
    ]


@pytest.mark.parametrize(
    "place",
    [
        {"start": 0, "end": 10**9},
        {"start": 5, "end": 5},
        {"start": 9, "end": 3},
        {"start": "-1", "end": "4"},
        {"start": "x", "end": "4"},
        {"start": 0, "end": 10**30},
        {"start": 0, "end": 299},
        {"words": "ليست في النص"},
        {"words": ""},
    ],
)
def test_places_outside_the_text_are_refused(
    place: dict[str, Any], workshop: Client, stored: Article
) -> None:
    before = stored.mentions.count()
    assert press(workshop, stored, "add", entity="nimbus", **place).status_code == 400
    assert press(workshop, stored, "add", entity="لا أحد", words="عريضة").status_code == 400
    assert stored.mentions.count() == before


def test_a_mention_of_another_article_is_not_touched(workshop: Client, stored: Article) -> None:
    foreign = article("آخر", "غوغل", companies=["google"]).mentions.get()
    for do in (
        f"accept:{foreign.pk}",
        f"reject:{foreign.pk}",
        f"always:{foreign.pk}:غابات",
        "accept:x",
        "accept:",
    ):
        assert press(workshop, stored, do).status_code == 400
    foreign.refresh_from_db()
    assert foreign.state == "asserted"


@pytest.mark.parametrize("do", ["", "explode", "back:999999", "out:1", "date:1:0", f"back:{10**40}"])
def test_actions_that_make_no_sense_change_nothing(do: str, workshop: Client, stored: Article) -> None:
    answer = press(workshop, stored, do)
    assert answer.status_code == 400
    assert "errornote" in answer.text or "error" in answer.text
    after = Article.objects.get(pk=stored.pk)
    assert (after.body, after.published_on) == (stored.body, None)


def test_a_word_that_does_not_stand_near_is_no_context(workshop: Client, stored: Article) -> None:
    assert press(workshop, stored, f"always:{mention(stored, 'أمازون').pk}:قطار").status_code == 400
    assert Alias.objects.get(text="أمازون").guard is None


def test_done_goes_to_the_next_and_settles(workshop: Client, store: Store) -> None:
    first, second = store(), store(PAGE.replace("أمازون", "غوغل"), name="b.txt")
    answer = press(workshop, second, "done", needs=96)
    assert answer.url == f"{address(first)}?prev={second.pk}"
    review = Review.objects.get(article=second)
    assert (review.needs, str(review.reviewed_by)) == (0, "سعاد")
    press(workshop, second, "undo")
    assert Review.objects.get(article=second).needs == 96
    press(workshop, second, "done")
    assert press(workshop, first, "done").url == reverse("review-queue")
    assert "لم يبقَ في القائمة مقال ينتظر" in workshop.get(reverse("review-queue")).text


def test_publishing_a_proposed_article(workshop: Client, stored: Article) -> None:
    Article.objects.filter(pk=stored.pk).update(status="proposed")
    press(workshop, stored, "publish")
    stored.refresh_from_db()
    assert stored.status == "published"
    press(workshop, stored, "undo")
    stored.refresh_from_db()
    assert stored.status == "proposed"


def test_the_second_of_two_curators_is_told_and_loses_nothing(workshop: Client, stored: Article) -> None:
    old = steps.token(stored)
    press(workshop, stored, "save", title="عنوان الأولى")
    answer = press(workshop, stored, "save", title="عنوان الثانية", token=old)
    assert answer.status_code == 409
    assert "سعاد" in answer.text
    assert "عنوان الثانية" in answer.text
    stored.refresh_from_db()
    assert stored.title == "عنوان الأولى"


def test_nobody_undoes_what_another_did(workshop: Client, stored: Article, client: Client) -> None:
    press(workshop, stored, "save", title="عنوان الأولى")
    other = User.objects.create_superuser("ليلى", "l@example.org", "x")
    client.force_login(other)
    assert press(client, stored, "undo").status_code == 400


def test_who_may_not_is_kept_out(client: Client, stored: Article) -> None:
    assert client.get(address(stored)).status_code == 302
    assert "login" in client.post(address(stored), {"do": "done"}).url
    staff = User.objects.create_user("زائر", password="x", is_staff=True)
    client.force_login(staff)
    for name in ("review-queue", "review-first", "review-add"):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(address(stored)).status_code == 403
    assert press(client, stored, "done").status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="change_article"))
    client.force_login(User.objects.get(pk=staff.pk))
    assert client.get(address(stored)).status_code == 200
    assert press(client, stored, f"always:{mention(stored, 'أمازون', 2).pk}:غابات").status_code == 403
    assert press(client, stored, "save", publisher="جريدة لا يعرفها أحد").status_code == 400
    assert not Publisher.objects.exists()


def test_a_form_without_its_token_is_refused(curator: User, stored: Article) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator)
    assert strict.post(address(stored), {"do": "done"}).status_code == 403
    assert strict.post(reverse("review-add"), {"text": PAGE}).status_code == 403
    assert strict.post(reverse("review-copies", args=[stored.pk]), {"do": "confirm"}).status_code == 403
    assert Review.objects.get().needs


def test_no_page_for_an_article_that_is_not_there(workshop: Client) -> None:
    assert workshop.get(reverse("review-article", args=[10**6])).status_code == 404
    assert workshop.get(reverse("review-copies", args=[10**6])).status_code == 404


def test_a_text_changed_in_the_plain_form_is_tagged_again(workshop: Client, stored: Article) -> None:
    page = workshop.get(reverse("admin:archive_article_change", args=[stored.pk]))
    form = page.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
        for row in inline.formset.forms:
            data |= {row.add_prefix(n): "" if row[n].value() is None else row[n].value() for n in row.fields}
    answer = workshop.post(page.request["PATH_INFO"], data | {"body": "مقدمة من قيّم.\n\n" + stored.body})
    assert answer.status_code == 302, answer.context["errors"]
    assert surfaces(stored) == {"أمازون", "غوغل"}
