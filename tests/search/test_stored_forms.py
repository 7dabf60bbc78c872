"""Forms kept as articles are indexed, and passed over when they no longer fit."""

from __future__ import annotations

import pytest

from archive.models import Article
from search.backends.base import SijilBackend
from search.drain import drain
from search.engine import search
from search.models import StoredForms
from search.params import SearchParams
from search.stored_forms import of_articles
from tests.factory import article


@pytest.fixture
def stored(index: SijilBackend) -> Article:
    made = article("عنوان", "وصل العقدُ إلى النقابة.")
    drain()
    return Article.objects.with_tags().get(pk=made.pk)


def test_a_drain_stores_them_and_marks_come_out_the_same(stored: Article) -> None:
    (forms,) = of_articles([stored]).values()
    assert forms.surface.words == ["وصل", "العقد", "الي", "النقابه"]
    with_forms = search(SearchParams(q="عقد")).hits[0].snippet_html
    StoredForms.objects.all().delete()
    assert search(SearchParams(q="عقد")).hits[0].snippet_html == with_forms
    assert "<mark>العقدُ</mark>" in with_forms


def test_the_page_of_results_analyses_no_body(stored: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    from search.arabic import Analyzer

    seen: list[str] = []
    plain = Analyzer.analyze
    monkeypatch.setattr(Analyzer, "analyze", lambda self, text: (seen.append(text), plain(self, text))[1])
    assert search(SearchParams(q="عقد")).total == 1
    assert stored.body not in seen


def test_a_changed_text_is_not_marked_with_old_forms(stored: Article) -> None:
    Article.objects.filter(pk=stored.pk).update(body="نص أطول فيه العقد الجديد.")
    changed = Article.objects.with_tags().get(pk=stored.pk)
    assert of_articles([changed]) == {}
    assert "<mark>العقد</mark>" in search(SearchParams(q="عقد")).hits[0].snippet_html
    drain()
    assert list(of_articles([changed])) == [stored.pk]


def test_damaged_rows_are_passed_over(stored: Article, caplog: pytest.LogCaptureFixture) -> None:
    StoredForms.objects.update(packed=b"x")
    assert of_articles([stored]) == {}
    assert "cannot be read" in caplog.text


def test_a_withdrawn_article_leaves_none(stored: Article) -> None:
    stored.status = Article.Status.WITHDRAWN
    stored.save()
    drain()
    assert not StoredForms.objects.exists()
