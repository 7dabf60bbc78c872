"""The page of an article's versions, and its copies on the article's page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from archive import captures, copies
from archive.models import Article, Capture
from tests.factory import article

pytestmark = pytest.mark.django_db
STORY = (
    "أعلن عمال المستودع في المدينة أنهم سيضربون عن العمل يوم الأحد المقبل احتجاجا على ساعات العمل.\n\n"
    "وقالت لجنتهم إن الإدارة رفضت التفاوض ثلاث مرات، وإن العمال ينتظرون ردا مكتوبا قبل نهاية الأسبوع الجاري."
)
PAGE = "عمال المستودع يعلنون الإضراب\n\n15 مارس 2021\n\n{body}\n"


def capture(made: Article, body: str, **values: object) -> Capture:
    data = PAGE.format(body=body).encode()
    return Capture.objects.create(
        article=made,
        sha256=captures.keep(data),
        size=len(data),
        encoding="utf-8",
        origins=[{"path": "a.txt", "at": ""}],
        **values,
    )


@pytest.fixture
def story(data_dir: Path) -> Article:
    return article("عمال المستودع يعلنون الإضراب", STORY)


def versions(client: Client, made: Article) -> str:
    response = client.get(f"/articles/{made.pk}/versions/")
    assert response.status_code == 200
    return response.content.decode()


def test_what_changed_is_marked(client: Client, story: Article) -> None:
    capture(story, STORY, current=False)
    capture(story, STORY.replace("الأحد", "الخميس").replace("ثلاث مرات", "<b>مرتين</b>"))
    html = versions(client, story)
    assert "<del>الأحد</del><ins>الخميس</ins>" in html
    assert "<b>مرتين" not in html, "the text of a page is never markup of ours"
    assert "أقدم لقطة" in html
    assert html.index("النسخة المعتمدة") < html.index("أقدم لقطة"), "latest first"


def test_versions_follow_the_time_of_capture(client: Client, story: Article) -> None:
    capture(story, STORY.replace("الأحد", "الخميس"), captured_at="2024-05-02T00:00:00Z")
    capture(story, STORY, captured_at="2021-03-15T00:00:00Z", current=False)
    html = versions(client, story)
    assert "<del>الأحد</del><ins>الخميس</ins>" in html
    assert html.index("2 مايو/أيار 2024") < html.index("15 مارس/آذار 2021")


def test_captures_that_say_the_same_say_so(client: Client, story: Article) -> None:
    capture(story, STORY, current=False)
    capture(story, STORY + "\n")
    assert "لم يتغيّر النص" in versions(client, story)


def test_a_lost_original_is_said(client: Client, story: Article) -> None:
    lost = capture(story, STORY, current=False)
    capture(story, STORY.replace("الأحد", "الخميس"))
    captures.path_of(lost.sha256).unlink()
    html = versions(client, story)
    assert "لا تجد القواعد" in html
    assert "لا تُقارَن" in html


def test_an_article_links_to_its_versions_where_there_are_several(client: Client, story: Article) -> None:
    capture(story, STORY)
    link = f"/articles/{story.pk}/versions/"
    assert link not in client.get(f"/articles/{story.pk}/").content.decode()
    capture(story, STORY + "\n\nأضيفت فقرة.", current=False)
    assert link in client.get(f"/articles/{story.pk}/").content.decode()


@pytest.mark.parametrize(("status", "code"), [("proposed", 404), ("withdrawn", 410)])
def test_what_the_public_may_not_see(client: Client, story: Article, status: str, code: int) -> None:
    Article.objects.update(status=status)
    assert client.get(f"/articles/{story.pk}/versions/").status_code == code


def test_an_unknown_article_has_no_versions(client: Client) -> None:
    assert client.get("/articles/999999/versions/").status_code == 404


def test_copies_are_listed_earliest_first(client: Client, story: Article) -> None:
    late = article("عنوان متأخر", STORY, publisher="صحيفة الظهيرة", published_on=date(2021, 3, 17))
    early = article("عنوان مبكر", STORY, publisher="صحيفة الصباح", published_on=date(2021, 3, 15))
    hidden = article("عنوان مسحوب", STORY, status="withdrawn")
    for made in (story, late, early, hidden):
        copies.file(made)
    html = client.get(f"/articles/{story.pk}/").content.decode()
    section = html[html.index('id="copies"') :]
    assert section.index("عنوان مبكر") < section.index("عنوان متأخر")
    assert "صحيفة الصباح" in section
    assert "عنوان مسحوب" not in html


def test_a_story_told_once_has_no_copies(client: Client, story: Article) -> None:
    copies.file(story)
    assert 'id="copies"' not in client.get(f"/articles/{story.pk}/").content.decode()
