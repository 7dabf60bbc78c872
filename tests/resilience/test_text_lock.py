"""A text changed by a person while another process stores its copy: on PostgreSQL one waits for the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from archive import copies, locks, redaction
from archive.history import because
from archive.history.revert import revert
from archive.models import Article, Copy
from archive.review import edit
from tests.curation.forms import as_shown
from tests.factory import article
from tests.postgres import ON_THE_SERVER

pytestmark = ON_THE_SERVER
BODY = "\n\n".join(
    f"قال العمال في الفقرة {n} إنهم سلّموا الرسالة إلى إدارة الشركة ولم يصلهم رد." for n in range(9)
)
LONG = 30.0


class Elsewhere(threading.Thread):
    """Runs `action` over a connection of its own; `join_or_fail` raises what it raised."""

    def __init__(self, action: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.action = action
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.action()
        except BaseException as error:  # handed to the test, which raises it
            self.error = error
        finally:
            connections.close_all()

    def join_or_fail(self) -> None:
        self.join(LONG)
        assert not self.is_alive()
        if self.error:
            raise self.error


@contextmanager
def storing(made: Article, changer: Callable[[], object]) -> Iterator[None]:
    """Another process stores a copy; `changer` begins meanwhile and must wait until it is through."""
    with transaction.atomic():
        locks.one_writer()
        other = Elsewhere(changer)
        other.join(0.4)
        assert other.is_alive(), "it did not wait"
        # Ingest, which holds the lock, may write the very article: who holds its row meanwhile stops both.
        Article.objects.select_for_update(nowait=True).get(pk=made.pk)
        yield
    other.join_or_fail()


def by_form(made: Article, user: User) -> None:
    client = Client()
    client.force_login(user)
    address = reverse("admin:archive_article_change", args=[made.pk])
    answer = client.post(address, as_shown(client, address) | {"body": BODY})
    assert answer.status_code == 302, answer.content.decode()


def by_review(made: Article, user: User) -> None:
    edit.change(Article.objects.get(pk=made.pk), {"body": BODY}, user)


def by_revert(made: Article, user: User) -> None:
    revert(made.history.earliest())


@pytest.mark.parametrize("change", [by_form, by_review, by_revert])
def test_a_changed_text_waits_and_then_finds_the_copy(
    change: Callable[[Article, User], None], admin_user: User
) -> None:
    made = article("خبر", BODY if change is by_revert else "نص آخر.")
    with because("x"):
        made.body = "نص آخر تمامًا."
        made.save()
    copies.file(made)
    with storing(made, lambda: change(made, admin_user)):
        copies.file(article("خبر ثان", BODY))
    assert set(Copy.objects.values_list("article_id", flat=True)) == set(
        Article.objects.values_list("pk", flat=True)
    )


def test_a_redaction_waits_too(admin_user: User) -> None:
    made = article("خبر", BODY)
    copies.file(made)
    with storing(made, lambda: redaction.redact(made, "إدارة الشركة", "طلبت أسرته")):
        copies.file(article("خبر ثان", BODY))
    made.refresh_from_db()
    assert "إدارة الشركة" not in made.body
