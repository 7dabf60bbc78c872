"""What was counted for a search is kept while it is used, and never more than is allowed."""

from __future__ import annotations

import pytest

from search.backends import tantivy_facets
from search.backends.tantivy_facets import Counts, Remembered, apart
from search.plan import All, Days, Everything, Node, Not, Term


def counted(slugs: int) -> Counts:
    return Counts({"company": {str(number): 1 for number in range(slugs)}}, {2020: 1}, 1, 1)


def test_what_was_used_longest_ago_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy_facets, "MOST_ROWS", 100)
    kept = Remembered()
    first, second, third = (Term("stem", word) for word in ("عقد", "نقابة", "إضراب"))
    kept.keep(first, None, counted(30))
    kept.keep(second, None, counted(30))
    assert kept.get(first, None) == counted(30)
    kept.keep(third, None, counted(30))
    assert [kept.get(term, None) is not None for term in (first, second, third)] == [True, False, True]


def test_a_count_that_is_too_large_alone_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy_facets, "MOST_ROWS", 100)
    kept = Remembered()
    kept.keep(Everything(), None, counted(500))
    assert kept.get(Everything(), None) is None
    kept.keep(Everything(), None, counted(5))
    assert kept.get(Everything(), None) == counted(5)


def test_dates_tell_counts_apart() -> None:
    kept = Remembered()
    kept.keep(Everything(), Days(5), counted(1))
    assert kept.get(Everything(), None) is None
    assert kept.get(Everything(), Days(5)) == counted(1)


TERM = Term("stem", "عقد")


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (All((TERM, Days(5))), (TERM, Days(5))),
        (All((TERM, Not(TERM), Days(5, 9))), (All((TERM, Not(TERM))), Days(5, 9))),
        (All((Days(5), TERM)), (All((Days(5), TERM)), None)),
        (All((TERM, Days(9, 5))), (All((TERM, Days(9, 5))), None)),
        (TERM, (TERM, None)),
        (Days(5), (Days(5), None)),
    ],
)
def test_only_dates_that_come_last_are_taken_out(node: Node, expected: tuple[Node, Days | None]) -> None:
    assert apart(node) == expected
