"""`manage.py reparse`: newer rules are taken over, what a person did stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive import captures
from archive.gazetteer.entry import Entry
from archive.gazetteer.sync import load
from archive.models import (
    Alias,
    Article,
    Capture,
    Company,
    Copy,
    CopyBand,
    Figure,
    Mention,
    Outbox,
    Publisher,
)
from tests.ingest.conftest import BODY, Ingest

Page = Callable[..., Path]


def reparse(*ids: int, **options: Any) -> tuple[int, str]:
    """The exit code and what was said."""
    said = StringIO()
    try:
        call_command("reparse", *map(str, ids), stdout=said, stderr=said, **options)
    except SystemExit as stopped:
        return int(stopped.code or 0), said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def gazetteer_loaded(db: None, entries: list[Entry]) -> None:
    """A few names of the gazetteer: all of them take a second a test."""
    load([entry for entry in entries if entry.slug in ("amazon", "google", "microsoft", "project-nimbus")])


@pytest.fixture
def stored(page: Page, ingest: Ingest) -> Article:
    """One article as ingest makes it."""
    ingest(page())
    return Article.objects.get()


def older_reading(stored: Article) -> None:
    """As if older rules had kept the share line, missed the date and found nothing."""
    Article.objects.update(
        body=stored.body + "\n\nشارك المقال", published_on=None, date_precision="", date_evidence=None
    )
    capture = Capture.objects.get()
    ledger = [[n, t, e, "body" if kind == "removed" else kind, ""] for n, t, e, kind, _rule in capture.ledger]
    Capture.objects.update(ledger=ledger, rules_version="older")
    Mention.objects.all().delete()
    Figure.objects.all().delete()


def test_what_the_rules_read_alike_is_unchanged(stored: Article) -> None:
    Capture.objects.update(rules_version="older")
    Outbox.objects.all().delete()
    assert reparse(all=True) == (0, "1 unchanged\n")
    assert Capture.objects.get().rules_version != "older", "the capture is known to agree with today's rules"
    assert not Outbox.objects.exists(), "nothing to index again"


def test_a_newer_reading_replaces_text_date_ledger_and_findings(stored: Article) -> None:
    mentions = list(Mention.objects.values_list("surface", "start"))
    older_reading(stored)
    code, said = reparse(stored.pk)
    assert code == 0
    article = Article.objects.get()
    assert article.body == BODY
    assert article.published_on == date(2025, 2, 15)
    assert list(Mention.objects.values_list("surface", "start")) == mentions
    assert [figure.value for figure in Figure.objects.all()] == [300]
    capture = Capture.objects.get()
    assert [line["text"] for line in capture.removed_lines] == ["شارك المقال"]
    assert capture.rules_version != "older"
    assert Outbox.objects.filter(article_id=article.pk).exists()
    assert said.splitlines()[0] == f"article {article.pk}: {article.title}"
    assert "  published_on: nothing → «2025-02-15»" in said
    assert "  body - شارك المقال" in said
    assert "line 9: body → removed (" in said
    assert "  mention + amazon «أمازون» title" in said
    assert "  figure + signatures" in said
    assert said.endswith("1 changed\n")


def test_a_dry_run_shows_the_same_and_changes_nothing(stored: Article) -> None:
    older_reading(stored)
    Outbox.objects.all().delete()
    before = list(Article.objects.values()), list(Capture.objects.values()), Mention.objects.count()
    code, said = reparse(all=True, dry_run=True)
    assert code == 0
    assert "published_on: nothing → «2025-02-15»" in said
    assert said.endswith("dry run: 1 changed\n")
    after = list(Article.objects.values()), list(Capture.objects.values()), Mention.objects.count()
    assert after == before
    assert not Outbox.objects.exists()


def test_a_publisher_met_in_a_dry_run_is_met_again(page: Page, ingest: Ingest) -> None:
    for number in (1, 2):
        ingest(page(f"{number}.txt", title=f"خبر عن أمازون رقم {number}"), publisher="صحيفة الغد")
    Article.objects.update(publisher=None, publisher_evidence=None)
    Publisher.objects.all().delete()
    assert reparse(all=True, dry_run=True)[1].endswith("dry run: 2 changed\n")
    assert not Publisher.objects.exists()
    assert reparse(all=True)[1].endswith("2 changed\n")
    assert Publisher.objects.get().articles.count() == 2


def test_what_a_person_said_at_ingest_holds_in_every_reading(page: Page, ingest: Ingest) -> None:
    ingest(page(), publisher="صحيفة الغد", source_url="https://news.example/1")
    assert reparse(all=True) == (0, "1 unchanged\n")
    assert Article.objects.get().publisher == Publisher.objects.get(name="صحيفة الغد")


@pytest.mark.parametrize(
    ("edited", "values"),
    [
        (["title"], {"title": "عنوان صححه محرر"}),
        (["published_on"], {"published_on": date(2024, 1, 1), "date_evidence": None}),
        (["published_on"], {"published_on": None, "date_precision": "", "date_evidence": None}),
        (["author"], {"author": "كاتب عرفه محرر", "author_evidence": None}),
        (["place"], {"place": "حيفا"}),
        (["publisher"], {"publisher_evidence": None}),
    ],
)
def test_what_a_person_edited_stays(stored: Article, edited: list[str], values: dict[str, Any]) -> None:
    older_reading(stored)
    Article.objects.update(
        edited_fields=edited, **{"published_on": "2020-01-01", "date_precision": "year", **values}
    )
    code, _said = reparse(all=True)
    assert code == 0
    article = Article.objects.get()
    assert {name: getattr(article, name) for name in values} == values
    assert article.body == BODY, "what nobody edited is read anew"


def test_an_edited_text_keeps_its_letters_and_is_tagged_as_it_stands(stored: Article) -> None:
    text = "كتب المحرر هذه الفقرة عن مايكروسوفت بدل النص كله."
    Article.objects.update(body=text, edited_fields=["body"])
    code, _said = reparse(all=True)
    assert code == 0
    assert Article.objects.get().body == text
    in_body = Mention.objects.get(in_title=False)
    assert (in_body.company.slug, text[in_body.start : in_body.end]) == ("microsoft", in_body.surface)
    assert not Figure.objects.exists()


def test_a_new_spelling_is_found(stored: Article) -> None:
    union = Company.objects.create(slug="union", name_ar="المنظمون", name_en="Organisers")
    Alias.objects.create(company=union, text="المنظمون")
    code, said = reparse(stored.pk)
    assert code == 0
    assert "mention + union «المنظمون» body" in said
    assert Mention.objects.filter(company=union).count() == 1


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_a_person_judged_stays_and_moves_with_its_words(stored: Article, state: str) -> None:
    judged = Mention.objects.filter(in_title=False, company__slug="amazon").get()
    before = "سطر في الأعلى لم تحذفه القواعد القديمة.\n\n"
    Article.objects.update(body=before + stored.body)
    judged.start, judged.end, judged.state = judged.start + len(before), judged.end + len(before), state
    judged.save()
    assert reparse(all=True)[0] == 0
    mentions = Mention.objects.filter(in_title=False, company__slug="amazon")
    assert [(m.pk, m.state) for m in mentions] == [(judged.pk, state)]
    kept = mentions.get()
    assert Article.objects.get().body[kept.start : kept.end] == kept.surface == "أمازون"


def test_a_judgement_goes_with_the_last_of_its_words(stored: Article) -> None:
    company = Company.objects.get(slug="google")
    gone = "فقرة عن غوغل كانت هنا."
    Article.objects.update(body=f"{stored.body}\n\n{gone}")
    start = len(stored.body) + 2 + gone.index("غوغل")
    Mention.objects.create(
        article=stored, company=company, start=start, end=start + 4, surface="غوغل", state="confirmed"
    )
    code, said = reparse(all=True)
    assert code == 0
    assert "mention - google «غوغل»" in said
    assert not Mention.objects.filter(company=company).exists()


def test_a_missing_original_leaves_the_article_as_it_is(stored: Article, page: Page, ingest: Ingest) -> None:
    older_reading(stored)
    ingest(page("other.txt", title="خبر آخر عن مايكروسوفت"))
    captures.path_of(Capture.objects.get(article=stored).sha256).unlink()
    code, said = reparse(all=True)
    assert code == 1
    assert f"article {stored.pk}: stays as it is" in said
    assert said.endswith("1 unchanged, 1 failed\n")
    assert Article.objects.get(pk=stored.pk).published_on is None
    assert reparse(stored.pk)[0] == 2


def test_what_rules_no_longer_accept_stays_and_is_said(
    stored: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest.parse.MIN_BODY_LETTERS", 10_000)
    code, said = reparse(all=True)
    assert code == 2
    assert "no article text is left" in said
    assert Article.objects.get().body == BODY


@pytest.mark.parametrize(("ids", "options"), [((), {}), ((1,), {"all": True})])
def test_either_ids_or_all(db: None, ids: tuple[int, ...], options: dict[str, bool]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("reparse", *map(str, ids), **options)
    assert refused.value.returncode == 2


def test_unknown_ids_are_named_and_nothing_is_read(stored: Article) -> None:
    older_reading(stored)
    code, said = reparse(stored.pk, 987654)
    assert code == 2
    assert "987654" in said
    assert Article.objects.get().published_on is None


def test_an_empty_archive_has_nothing_to_read(db: None) -> None:
    assert reparse(all=True)[0] == 2


def test_keys_of_copies_are_made_where_an_older_archive_has_none(stored: Article) -> None:
    keys = CopyBand.objects.count()
    CopyBand.objects.all().delete()
    assert reparse(all=True) == (0, "1 unchanged\n")
    assert CopyBand.objects.count() == keys > 0
    assert not Copy.objects.exists()
