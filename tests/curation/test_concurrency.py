"""Two curators with the same form open: the second is told, sees both texts, and loses nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from archive.models import Article, Campaign, Mention
from tests.curation.forms import as_shown
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> Article:
    return article("عنوان المقال", "نص المقال كما دخل.", companies=["google"])


@pytest.fixture
def second() -> Client:
    user = get_user_model().objects.create_superuser("samia")
    client = Client()
    client.force_login(user)
    return client


def address(row) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


def test_the_second_to_save_is_told_and_sees_both_texts(
    admin_client: Client, second: Client, stored: Article
) -> None:
    first_form, second_form = as_shown(admin_client, address(stored)), as_shown(second, address(stored))
    assert second.post(address(stored), second_form | {"body": "نص سامية."}).status_code == 302
    page = admin_client.post(address(stored), first_form | {"body": "نص هدى <b>."})
    assert page.status_code == 200
    stored.refresh_from_db()
    assert stored.body == "نص سامية."
    assert "نص سامية." in page.text
    assert "نص <ins>هدى &lt;b&gt;</ins>" in page.text.replace("</ins><ins>", "") or "هدى" in page.text
    assert "حفظ samia تعديلًا" in page.text
    assert page.context["adminform"].form["body"].value() == "نص هدى <b>."


def test_saving_again_after_having_seen_it_is_allowed_and_the_other_text_stays_in_history(
    admin_client: Client, second: Client, stored: Article
) -> None:
    mine = as_shown(admin_client, address(stored))
    second.post(address(stored), as_shown(second, address(stored)) | {"title": "عنوان سامية"})
    page = admin_client.post(address(stored), mine | {"title": "عنوان هدى"})
    again = mine | {"title": "عنوان هدى", "seen": page.context["adminform"].form["seen"].value()}
    assert admin_client.post(address(stored), again).status_code == 302
    stored.refresh_from_db()
    assert stored.title == "عنوان هدى"
    assert "عنوان سامية" in {version.title for version in stored.history.all()}


def test_a_mention_decided_meanwhile_counts_as_a_change(admin_client: Client, stored: Article) -> None:
    mine = as_shown(admin_client, address(stored))
    mention = stored.mentions.get()
    mention.state = Mention.State.REJECTED
    mention.save()
    assert admin_client.post(address(stored), mine | {"title": "آخر"}).status_code == 200


def test_a_form_without_the_token_is_not_trusted(admin_client: Client, stored: Article) -> None:
    mine = as_shown(admin_client, address(stored))
    del mine["seen"]
    assert admin_client.post(address(stored), mine | {"title": "آخر"}).status_code == 200
    stored.refresh_from_db()
    assert stored.title == "عنوان المقال"


def test_related_names_are_shown_by_name(admin_client: Client, second: Client) -> None:
    drive = campaign("nimbus")
    google = company("google", name_ar="غوغل")
    mine = as_shown(admin_client, address(drive))
    second.post(address(drive), as_shown(second, address(drive)) | {"companies": [google.pk]})
    page = admin_client.post(address(drive), mine | {"name_ar": "نيمبوس"})
    assert {(c.theirs, c.mine) for c in page.context["adminform"].form.clashes} == {
        ("nimbus", "نيمبوس"),
        ("غوغل", ""),
    }
    assert Campaign.objects.get().name_ar == "nimbus"


def test_adding_needs_no_token(admin_client: Client) -> None:
    data = as_shown(admin_client, reverse("admin:archive_publisher_add"))
    data.pop("seen", None)
    answer = admin_client.post(
        reverse("admin:archive_publisher_add"), data | {"name": "الغد", "domains": "[]"}
    )
    assert answer.status_code == 302
