"""Merging and splitting: everything follows, nothing is lost, and undoing is exact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import models

from archive.dataset.tables import flat
from archive.merge.perform import Refused, merge, separate
from archive.models import (
    Alias,
    Article,
    Campaign,
    Capture,
    Company,
    Copy,
    CopyBand,
    Figure,
    Mention,
    Operation,
    Publisher,
    Redirect,
)
from archive.operations.perform import undo
from archive.redaction import redact
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db
TABLES: tuple[type[models.Model], ...] = (
    *(Article, Capture, Figure, Mention, Copy, CopyBand),
    *(Company, Campaign, Publisher, Alias, Redirect, Campaign.companies.through),
)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of the archive but the times of change."""
    return {
        model._meta.label: [
            {name: value for name, value in flat(row).items() if name not in ("updated_at", "seal")}
            for row in model._default_manager.order_by("pk")
        ]
        for model in TABLES
    }


def capture(made: Article, letter: str) -> Capture:
    return Capture.objects.create(
        article=made, sha256=letter * 64, size=1, encoding="utf-8", rules_version="1"
    )


@pytest.fixture
def two() -> tuple[Company, Company]:
    """Facebook and Meta, with spellings in common, a campaign against both, mentions and an old address."""
    meta, facebook = company("meta", "ميتا", "فيسبوك"), company("facebook", "فيسبوك", "فيس بوك")
    both, one = campaign("both"), campaign("one")
    both.companies.set([meta, facebook])
    one.companies.set([facebook])
    one.subjects = [{"rule": "x", "words": [["عقد"]], "companies": ["facebook", "meta"]}]
    one.save()
    article("خبر", "فيسبوك", companies=["meta", "facebook"])
    article("خبر ثان", "فيس بوك", companies=["facebook"], state="confirmed")
    Redirect.objects.create(kind="company", old="thefacebook", target=facebook.pk)
    return meta, facebook


def test_companies_become_one_and_two_again(two: tuple[Company, Company]) -> None:
    meta, facebook = two
    before = everything()
    operation = merge("company", meta.pk, facebook.pk, ["name_en"])
    assert not Company.objects.filter(slug="facebook").exists()
    meta.refresh_from_db()
    assert (meta.slug, meta.name_en) == ("meta", "facebook")
    assert set(meta.aliases.values_list("text", flat=True)) == {"ميتا", "فيسبوك", "فيس بوك"}
    assert list(meta.mentions.order_by("pk").values_list("state", flat=True)) == ["asserted", "confirmed"]
    assert set(meta.campaigns.values_list("slug", flat=True)) == {"both", "one"}
    assert Campaign.objects.get(slug="one").subjects[0]["companies"] == ["meta"]
    assert dict(Redirect.objects.values_list("old", "target")) == {
        "facebook": meta.pk,
        "thefacebook": meta.pk,
    }
    undone = undo(operation, None)
    assert undone.undo_result["left"] == 0
    assert undone.state == "undone"
    assert everything() == before


def test_the_other_slug_may_be_kept(two: tuple[Company, Company]) -> None:
    meta, facebook = two
    before = everything()
    operation = merge("company", meta.pk, facebook.pk, ["slug"])
    meta.refresh_from_db()
    assert meta.slug == "facebook"
    assert Redirect.objects.get(old="meta").target == meta.pk
    assert Campaign.objects.get(slug="one").subjects[0]["companies"] == ["facebook"]
    undo(operation, None)
    assert everything() == before


def test_later_edits_stay_and_are_named(two: tuple[Company, Company]) -> None:
    meta, facebook = two
    operation = merge("company", meta.pk, facebook.pk, ["name_en"])
    Company.objects.filter(pk=meta.pk).update(name_en="Meta Inc.")
    Mention.objects.filter(state="confirmed").update(company=company("other"))
    late = article("خبر ثالث", companies=["meta"])
    undone = undo(operation, None)
    named = {(model, why) for model, _pk, why in undone.undo_result["named"]}
    assert named == {("archive.company", "changed"), ("archive.mention", "changed")}
    meta.refresh_from_db()
    assert meta.name_en == "Meta Inc."
    assert late.mentions.get().company == meta
    assert Company.objects.filter(pk=facebook.pk).exists()


def test_a_slug_taken_since_is_said_and_nothing_breaks(two: tuple[Company, Company]) -> None:
    meta, facebook = two
    operation = merge("company", meta.pk, facebook.pk, [])
    taken = company("facebook")
    undone = undo(operation, None)
    why = {(model, pk): reason for model, pk, reason in undone.undo_result["named"]}
    assert why["archive.company", facebook.pk] == "taken"
    assert set(why.values()) >= {"taken", "orphan"}
    assert Company.objects.get(slug="facebook") == taken
    assert meta.mentions.count() == 2, "they stay where they are"


def test_an_operation_is_undone_once(two: tuple[Company, Company]) -> None:
    operation = merge("company", two[0].pk, two[1].pk, [])
    first = undo(operation, None)
    assert undo(operation, None).undone_at == first.undone_at


def test_publishers_unite_names_and_domains() -> None:
    for name, domain in (("الغد", "a.example"), ("جريدة الغد", "b.example")):
        article(name, publisher=name)
        Publisher.objects.filter(name=name).update(domains=[domain])
    keep, drop = Publisher.objects.get(name="الغد"), Publisher.objects.get(name="جريدة الغد")
    before = everything()
    operation = merge("publisher", keep.pk, drop.pk, ["name"])
    keep.refresh_from_db()
    assert (keep.name, keep.domains) == ("جريدة الغد", ["a.example", "b.example"])
    assert set(keep.spellings) == {"الغد", "جريدة الغد"}
    assert keep.articles.count() == 2
    undo(operation, None)
    assert everything() == before


def test_campaigns_become_one() -> None:
    first, second = campaign("first", "أولى"), campaign("second", "ثانية")
    article("خبر", campaigns=["second"])
    before = everything()
    operation = merge("campaign", first.pk, second.pk, [])
    assert first.mentions.count() == 1
    assert first.aliases.count() == 2
    undo(operation, None)
    assert everything() == before


def test_articles_become_one_and_two_again() -> None:
    company("google", "غوغل")
    text = "احتج موظفو غوغل اليوم أمام مقر الشركة في المدينة، وطالبوا بإلغاء العقد فورا. "
    keep = article("احتجاج", text, companies=[])
    drop = article("احتجاج موظفي غوغل", text + "وقالت الشركة إنها لن تفعل.", published_on=date(2024, 5, 1))
    capture(keep, "a")
    capture(drop, "b")
    place = drop.body.index("غوغل")
    Mention.objects.create(
        article=drop,
        company=company("google"),
        start=place,
        end=place + 4,
        surface="غوغل",
        rule="name",
        state="confirmed",
    )
    before = everything()
    operation = merge("article", keep.pk, drop.pk, ["title", "published_on"])
    keep.refresh_from_db()
    assert not Article.objects.filter(pk=drop.pk).exists()
    assert (keep.title, keep.published_on, keep.date_precision) == (
        "احتجاج موظفي غوغل",
        date(2024, 5, 1),
        "day",
    )
    assert keep.edited_fields == ["published_on", "title"]
    assert list(keep.captures.values_list("sha256", "current")) == [("a" * 64, True), ("b" * 64, False)]
    mentions = {(m.in_title, m.state) for m in keep.mentions.all()}
    assert mentions == {(True, "asserted"), (False, "confirmed")}
    assert Redirect.objects.get(kind="article", old=str(drop.pk)).target == keep.pk
    undone = undo(operation, None)
    assert undone.undo_result["left"] == 0, undone.undo_result
    assert everything() == before


def test_the_text_of_the_other_may_be_kept() -> None:
    keep, drop = article("أول", "نص أول من المقال."), article("ثان", "نص ثان من المقال.")
    capture(keep, "a")
    capture(drop, "b")
    before = everything()
    operation = merge("article", keep.pk, drop.pk, ["title", "body"])
    keep.refresh_from_db()
    assert keep.body == "نص ثان من المقال."
    assert list(keep.captures.values_list("sha256", "current")) == [("a" * 64, False), ("b" * 64, True)]
    undo(operation, None)
    assert everything() == before


def test_what_is_gone_or_the_same_is_refused(two: tuple[Company, Company]) -> None:
    for drop in (two[0].pk, 10**6):
        with pytest.raises(Refused):
            merge("company", two[0].pk, drop, [])
    assert not Operation.objects.exists()


def test_spellings_and_their_mentions_move_to_a_new_company() -> None:
    meta = company("meta", "ميتا", "واتساب")
    made = article("خبر", "قالت ميتا وواتساب")
    for surface in ("ميتا", "واتساب", "وَاتساب"):
        Mention.objects.create(article=made, company=meta, start=1, end=2, surface=surface, rule="name")
    before = everything()
    new = {"slug": "whatsapp", "name_ar": "واتساب", "name_en": "WhatsApp"}
    operation = separate("company", meta.pk, [Alias.objects.get(text="واتساب").pk], new)
    whatsapp = Company.objects.get(slug="whatsapp")
    assert whatsapp.mentions.count() == 2
    assert meta.mentions.get().surface == "ميتا"
    assert whatsapp.aliases.get().text == "واتساب"
    undo(operation, None)
    assert everything() == before
    company("whatsapp")
    with pytest.raises(Refused):
        separate("company", meta.pk, [], new)


def test_what_was_redacted_since_stays_hidden_when_undone() -> None:
    keep, drop = (
        article("أول", "قالت سلمى حداد إنها فُصلت."),
        article("ثان", "وقالت سلمى حداد إن 300 موظف وقّعوا."),
    )
    Figure.objects.create(
        article=drop, kind="signatures", value=300, unit="people", text="وقالت سلمى حداد", start=0, end=3
    )
    operation = merge("article", keep.pk, drop.pk, [])
    keep.refresh_from_db()
    redact(keep, "سلمى حداد", "سلامتها")
    undo(operation, None)
    back = Article.objects.get(pk=drop.pk)
    assert "سلمى" not in back.body
    assert back.is_redacted
    assert back.redactions.count() == 1
    assert not Figure.objects.filter(text__contains="سلمى").exists()
    assert "سلمى" not in Article.objects.get(pk=keep.pk).body


def test_a_redaction_goes_along_with_the_article() -> None:
    keep, drop = article("أول", "نص أول."), article("ثان", "قالت سلمى حداد إنها فُصلت.")
    redact(drop, "سلمى حداد", "سلامتها")
    keep.body = "قالت سلمى حداد كذا."
    keep.save()
    operation = merge("article", keep.pk, drop.pk, [])
    keep.refresh_from_db()
    assert "سلمى" not in keep.body
    assert keep.redactions.count() == 1
    undo(operation, None)
    assert Article.objects.get(pk=drop.pk).redactions.count() == 1
