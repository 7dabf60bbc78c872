"""The review screen: what it shows, lines, going on, what it refuses, taking steps back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from archive.models import Article, Publisher, Review
from archive.review import steps
from tests.review.buttons import address, mention, press, surfaces
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("do", ["", "explode", "back:999999", "out:1", "date:1:0", f"back:{10**40}"])
def test_actions_that_make_no_sense_change_nothing(do: str, workshop: Client, stored: Article) -> None:
    answer = press(workshop, stored, do)
    assert answer.status_code == 400
    assert "errornote" in answer.text or "error" in answer.text
    after = Article.objects.get(pk=stored.pk)
    assert (after.body, after.published_on) == (stored.body, None)


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
