"""Why an article needs a person, as one number that sorts by severity."""

from __future__ import annotations

import pytest

from archive.review.needs import Need, Seen, of_article, of_mentions

FINE = {
    "dated": True,
    "published_by": True,
    "proposed": False,
    "warned": False,
    "copied": False,
    "mentions": (),
}


def test_an_article_of_which_everything_is_known_needs_nothing() -> None:
    sure = [Seen(("company", 1), "asserted", "name"), Seen(("campaign", 2), "proposed", "organisation")]
    assert of_article(**FINE | {"mentions": sure}) == 0


@pytest.mark.parametrize(
    ("lacking", "need"),
    [
        ({"dated": False}, Need.DATE),
        ({"published_by": False}, Need.PUBLISHER),
        ({"copied": True}, Need.COPIES),
        ({"warned": True}, Need.WARNING),
        ({"proposed": True}, Need.ARRIVED),
    ],
)
def test_each_gap_is_a_need_of_its_own(lacking: dict[str, bool], need: Need) -> None:
    assert of_article(**FINE | lacking) == need


def test_the_worst_outweighs_everything_below_it() -> None:
    needs = sorted(Need)
    for index, need in enumerate(needs):
        assert need > sum(needs[:index])
    assert max(needs) is Need.DATE


@pytest.mark.parametrize(
    ("mentions", "need"),
    [
        ([("company", 1, "asserted", "guard.near:موظفون")], Need.TAG),
        ([("company", 1, "asserted", "guard.near:موظفون"), ("company", 1, "asserted", "name")], 0),
        ([("company", 1, "asserted", "guard.near:x"), ("company", 2, "asserted", "name")], Need.TAG),
        ([("company", 1, "confirmed", "guard.near:x")], 0),
        ([("company", 1, "rejected", "guard.near:x")], 0),
        ([("company", 1, "asserted", "guard.before:شركة")], 0),
        ([("campaign", 1, "proposed", "hashtag")], Need.TAG),
        ([("campaign", 1, "proposed", "subject.ice")], Need.CAMPAIGN),
        ([("campaign", 1, "rejected", "subject.ice")], 0),
        ([("campaign", 1, "proposed", "law")], 0),
    ],
)
def test_what_mentions_ask_for(mentions: list[tuple[str, int, str, str]], need: int) -> None:
    assert of_mentions(Seen((kind, pk), state, rule) for kind, pk, state, rule in mentions) == need
