"""Title, date and publisher on the review screen: typed, taken from a line, refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive.models import Article, Publisher
from archive.review import screen
from tests.review.buttons import mention, press, surfaces
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db


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
