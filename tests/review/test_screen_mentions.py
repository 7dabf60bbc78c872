"""Mentions on the review screen: judged, added, rejected for good in a context."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from archive.models import Alias, Article
from tests.factory import article
from tests.review.buttons import mention, press
from tests.review.conftest import PAGE, Store

pytestmark = pytest.mark.django_db


def test_accept_reject_and_undo(workshop: Client, stored: Article) -> None:
    found = mention(stored, "أمازون", 1)
    for verb, state in (
        ("accept", "confirmed"),
        ("reject", "rejected"),
        ("undo", "confirmed"),
        ("undo", "asserted"),
    ):
        assert press(workshop, stored, verb if verb == "undo" else f"{verb}:{found.pk}").status_code == 302
        found.refresh_from_db()
        assert found.state == state
    assert press(workshop, stored, "undo").status_code == 400


def test_always_rejecting_teaches_the_tagger(workshop: Client, stored: Article, store: Store) -> None:
    forest = mention(stored, "أمازون", 2)
    assert press(workshop, stored, f"always:{forest.pk}:غابات").status_code == 302
    assert Alias.objects.get(text="أمازون").guard == {"not_near": ["غابات"]}
    forest.refresh_from_db()
    assert forest.state == "rejected"
    other = store(PAGE.replace("موظفو أمازون", "عمال أمازون", 1).replace("300", "900"), name="b.txt")
    assert [m.state for m in other.mentions.filter(surface="أمازون")] == ["asserted", "asserted"]
    press(workshop, stored, "undo")
    assert Alias.objects.get(text="أمازون").guard is None
    assert mention(stored, "أمازون", 2).state == "asserted"


def test_a_mention_is_added_by_its_place_or_by_its_words(workshop: Client, stored: Article) -> None:
    start = stored.body.index("عريضة")
    press(workshop, stored, "add", entity="nimbus", start=start, end=start + 5)
    press(workshop, stored, "add", entity="نيمبوس", words="الحوسبة السحابية")
    press(workshop, stored, "add", entity="google", words="أمازون", start=0, end=5, in_title="1")
    added = stored.mentions.filter(rule="", state="confirmed").order_by("-in_title", "start")
    assert [(str(m.entity), m.surface) for m in added] == [
        ("غوغل", "موظفو"[:5]),
        ("nimbus", "عريضة"),
        ("nimbus", "الحوسبة السحابية"),
    ]


@pytest.mark.parametrize(
    "place",
    [
        {"start": 0, "end": 10**9},
        {"start": 5, "end": 5},
        {"start": 9, "end": 3},
        {"start": "-1", "end": "4"},
        {"start": "x", "end": "4"},
        {"start": 0, "end": 10**30},
        {"start": 0, "end": 299},
        {"words": "ليست في النص"},
        {"words": ""},
    ],
)
def test_places_outside_the_text_are_refused(
    place: dict[str, Any], workshop: Client, stored: Article
) -> None:
    before = stored.mentions.count()
    assert press(workshop, stored, "add", entity="nimbus", **place).status_code == 400
    assert press(workshop, stored, "add", entity="لا أحد", words="عريضة").status_code == 400
    assert stored.mentions.count() == before


def test_a_mention_of_another_article_is_not_touched(workshop: Client, stored: Article) -> None:
    foreign = article("آخر", "غوغل", companies=["google"]).mentions.get()
    for do in (
        f"accept:{foreign.pk}",
        f"reject:{foreign.pk}",
        f"always:{foreign.pk}:غابات",
        "accept:x",
        "accept:",
    ):
        assert press(workshop, stored, do).status_code == 400
    foreign.refresh_from_db()
    assert foreign.state == "asserted"


def test_a_word_that_does_not_stand_near_is_no_context(workshop: Client, stored: Article) -> None:
    assert press(workshop, stored, f"always:{mention(stored, 'أمازون').pk}:قطار").status_code == 400
    assert Alias.objects.get(text="أمازون").guard is None
