"""The curators' workshop: every screen opens, in Arabic, with evidence; captures are never changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from archive.models import Article, Capture, Job, Mention, Opening, Operation, SiteLine
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label == "archive"]


@pytest.fixture
def stored() -> Article:
    company("google", "غوغل")
    campaign("nimbus", "نيمبوس")
    made = article(
        "موظفو غوغل",
        "نص",
        companies=["google"],
        campaigns=["nimbus"],
        publisher="الغد",
        published_on=date(2024, 1, 2),
    )
    made.date_evidence = {"text": "2 يناير 2024", "line": 3, "rule": "date.line"}
    made.save()
    Operation.objects.create(kind="publish", targets=[made.pk])
    Job.objects.create(kind="retag")
    Capture.objects.create(
        article=made,
        sha256="a" * 64,
        size=10,
        encoding="utf-8",
        origins=[{"path": "x.txt", "at": "2024-01-02T00:00:00+00:00"}],
        ledger=[[1, "موظفو غوغل", "\n", "title", ""], [2, "شارك <b>", "\n", "removed", "share.strip"]],
        rules_version="1",
    )
    user = get_user_model().objects.create_user("huda")
    Opening.objects.create(capture=made.captures.get(), user=user, reason="غوغل")
    SiteLine.objects.create(site="news.example", text="خدمة القراء", articles=3, counted=4)
    return made


def test_the_seven_screens_are_there() -> None:
    assert {model._meta.model_name for model in OURS} >= {
        *("article", "capture", "company", "campaign", "publisher", "alias", "mention"),
    }


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_and_record_opens_in_arabic(model: type, admin_client: Client, stored: Article) -> None:
    name = model._meta.model_name
    page = admin_client.get(reverse(f"admin:archive_{name}_changelist"), {"q": "غوغل"})
    assert page.status_code == 200
    assert 'dir="rtl"' in page.text
    assert 'lang="ar"' in page.text
    record = model._default_manager.first()
    assert admin_client.get(reverse(f"admin:archive_{name}_change", args=[record.pk])).status_code == 200


@pytest.mark.parametrize("query", ["status__exact=published", "dated=no", "dated=yes", "year=2024"])
def test_articles_are_filtered(query: str, admin_client: Client, stored: Article) -> None:
    page = admin_client.get(f"{reverse('admin:archive_article_changelist')}?{query}")
    assert page.status_code == 200
    assert ("موظفو غوغل" in page.text) is (query != "dated=no")


def test_evidence_and_removed_lines_are_shown_escaped(admin_client: Client, stored: Article) -> None:
    page = admin_client.get(reverse("admin:archive_article_change", args=[stored.pk])).text
    assert "2 يناير 2024" in page
    assert "share.strip" in page
    assert "شارك &lt;b&gt;" in page
    assert "شارك <b>" not in page


def test_captures_are_read_only_and_articles_are_not_deleted(admin_client: Client, stored: Article) -> None:
    capture = stored.captures.get()
    assert admin_client.get(reverse("admin:archive_capture_add")).status_code == 403
    assert (
        admin_client.post(reverse("admin:archive_capture_change", args=[capture.pk]), {}).status_code == 403
    )
    for name, pk in (("capture", capture.pk), ("article", stored.pk)):
        assert (
            admin_client.post(reverse(f"admin:archive_{name}_delete", args=[pk]), {"post": "yes"}).status_code
            == 403
        )
    assert Article.objects.exists()


def filled(value: object) -> object:
    return "" if value is None else value


def test_what_a_person_changes_is_noted(admin_client: Client, stored: Article) -> None:
    page = admin_client.get(reverse("admin:archive_article_change", args=[stored.pk]))
    form = page.context["adminform"].form
    data = {name: filled(form[name].value()) for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
        for row in inline.formset.forms:
            data |= {row.add_prefix(name): filled(row[name].value()) for name in row.fields}
    answer = admin_client.post(
        reverse("admin:archive_article_change", args=[stored.pk]), data | {"title": "عنوان صححه محرر"}
    )
    assert answer.status_code == 302, answer.context["errors"]
    stored.refresh_from_db()
    assert stored.title == "عنوان صححه محرر"
    assert stored.edited_fields == ["title"]
    assert Mention.objects.count() == 2


@pytest.mark.parametrize("guard", ['{"near": ["شركة"], "nonsense": 1}', '["near"]', '"x"'])
def test_a_guard_that_the_tagger_cannot_read_is_refused(
    guard: str, admin_client: Client, stored: Article
) -> None:
    page = admin_client.post(
        reverse("admin:archive_alias_add"),
        {"text": "كريم", "company": company("careem").pk, "campaign": "", "brand": "", "guard": guard},
    )
    assert page.status_code == 200
    assert page.context["errors"]


def test_strangers_are_sent_to_the_login(client: Client) -> None:
    for model in OURS:
        assert client.get(reverse(f"admin:archive_{model._meta.model_name}_changelist")).status_code == 302
