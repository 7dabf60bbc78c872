"""Paragraphs and pieces: nothing is lost, spans land where they say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.marking import Span, paragraphs, without_overlaps


def mention(key: int, start: int, end: int) -> Span:
    return Span("mention", key, start, end, url=f"/{key}/")


def texts(body: str, *spans: Span) -> list[list[tuple[str, int | None]]]:
    return [
        [(p.text, p.mention.key if p.mention else None) for p in par.pieces]
        for par in paragraphs(body, spans)
    ]


def test_a_name_in_the_middle() -> None:
    assert texts("وقالت غوغل إنها", mention(1, 6, 10)) == [[("وقالت ", None), ("غوغل", 1), (" إنها", None)]]


def test_paragraphs_are_numbered_without_blank_lines() -> None:
    found = paragraphs("أول\n\n  \nثان")
    assert [(p.number, p.start, p.text) for p in found] == [(1, 0, "أول"), (2, 8, "ثان")]


def test_names_at_both_ends_and_beside_each_other() -> None:
    assert texts("أبج", mention(1, 0, 1), mention(2, 1, 3)) == [[("أ", 1), ("بج", 2)]]


def test_of_two_overlapping_mentions_the_earlier_and_longer_stands() -> None:
    kept = without_overlaps([mention(1, 2, 4), mention(2, 0, 3), mention(3, 0, 5), mention(4, 5, 5)])
    assert [span.key for span in kept] == [3]


def test_a_mention_within_a_figure_keeps_both() -> None:
    (paragraph,) = paragraphs("وقع 200 في غوغل", [Span("figure", 7, 4, 15), mention(1, 11, 15)])
    rows = [(p.text, bool(p.figure), bool(p.mention), p.opens_figure) for p in paragraph.pieces]
    assert rows == [
        ("وقع ", False, False, False),
        ("200 في ", True, False, True),
        ("غوغل", True, True, False),
    ]


def test_a_span_over_two_paragraphs_has_one_anchor() -> None:
    found = paragraphs("أب\nجد", [mention(1, 1, 4)])
    assert [[p.opens_mention for p in par.pieces] for par in found] == [[False, True], [False, False]]


def test_characters_outside_the_basic_plane_count_once() -> None:
    assert texts("😀 ميتا", mention(1, 2, 6)) == [[("😀 ", None), ("ميتا", 1)]]


@given(
    st.text(alphabet="أب \n😀\r<", max_size=40),
    st.lists(
        st.tuples(st.sampled_from(["mention", "figure"]), st.integers(0, 50), st.integers(0, 50)), max_size=8
    ),
)
def test_pieces_joined_are_the_body(body: str, raw: list[tuple[str, int, int]]) -> None:
    spans = [Span(kind, key, start, end) for key, (kind, start, end) in enumerate(raw)]  # type: ignore[arg-type]  # a sampled literal
    found = paragraphs(body, spans)
    assert ["".join(piece.text for piece in par.pieces) for par in found] == [
        line for line in body.split("\n") if line.strip()
    ]
    opened = [
        piece.mention.key for par in found for piece in par.pieces if piece.opens_mention and piece.mention
    ]
    assert len(opened) == len(set(opened))
    for par in found:
        assert body[par.start : par.start + len(par.text)] == par.text
