"""Articles like one article."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Copy
from search.backends.base import SijilBackend
from search.drain import drain
from search.related import related
from tests.factory import article

STORM = "ضربت عاصفة رملية مدينة البصرة فأغلقت المدارس وتعطلت الرحلات في مطار المدينة بسبب الغبار."
STRIKE = "أعلن عمال المستودعات إضرابا عن العمل بعد فشل مفاوضات الأجور مع الإدارة في المستودعات الكبرى."


@pytest.fixture(autouse=True)
def fillers(index: SijilBackend) -> None:
    for number in range(6):
        article(f"خبر قصير {number}", f"تفاصيل أخرى لا صلة لها بغيرها رقمها {number} في هذا اليوم الهادئ.")


def test_what_shares_its_strong_words_and_nothing_else() -> None:
    storm, again = (
        article("عاصفة في البصرة", STORM),
        article("غبار البصرة", f"{STORM} ثم هدأت العاصفة الرملية."),
    )
    strike = article("إضراب المستودعات", STRIKE)
    drain()
    assert related(storm) == [again]
    assert related(again) == [storm]
    assert related(strike) == []


def test_no_copies_and_nothing_unpublished() -> None:
    storm, copied, near = (article(f"عاصفة البصرة {n}", STORM) for n in range(3))
    article("عاصفة البصرة", STORM, status="proposed")
    Copy.objects.bulk_create(Copy(article=one, story=storm.pk) for one in (storm, copied))
    drain()
    assert related(storm) == [near]


def test_most_and_an_article_without_words() -> None:
    many = [article(f"عاصفة البصرة {n}", STORM) for n in range(5)]
    empty = article("؟", "...")
    drain()
    assert len(related(many[0], most=3)) == 3
    assert related(empty) == []


def test_the_page_shows_them_and_lives_without_an_index(
    client: Client, index: SijilBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    storm, again = (article(f"عاصفة البصرة {n}", STORM) for n in range(2))
    drain()
    html = client.get(storm.get_absolute_url()).content.decode()
    assert f'<a href="{again.get_absolute_url()}">عاصفة البصرة 1</a>' in html
    monkeypatch.setattr(index, "folder", index.folder / "absent")  # type: ignore[attr-defined]
    response = client.get(storm.get_absolute_url())
    assert response.status_code == 200
    assert "مقالات قريبة" not in response.content.decode()
