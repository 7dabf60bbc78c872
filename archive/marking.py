"""An article's body cut into paragraphs and pieces, so that a template can link the names in it. Pure.

Offsets count code points of the body from 0, `end` exclusive, as everywhere in the archive. Nothing here
is HTML: the template escapes each piece's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the body worth marking: a mention or a figure. `key` is its number on the page."""

    kind: Literal["mention", "figure"]
    key: int
    start: int
    end: int
    url: str = ""
    label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with what it belongs to. `opens_*`: the first piece of its span, which carries the anchor."""

    text: str
    mention: Span | None = None
    figure: Span | None = None
    opens_mention: bool = False
    opens_figure: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-blank line of the body. `number` counts from 1, `start` is its offset in the body."""

    number: int
    start: int
    text: str
    pieces: tuple[Piece, ...]


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, the earlier and longer one kept where two overlap; empty ones dropped."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start < span.end and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept


def _covering(spans: list[Span], start: int) -> Span | None:
    return next((span for span in spans if span.start <= start < span.end), None)


def _pieces(text: str, start: int, mentions: list[Span], figures: list[Span]) -> Iterator[Piece]:
    """Cut one paragraph at every border of a span; a span over several paragraphs opens only once."""
    end = start + len(text)
    here = [[s for s in spans if s.start < end and start < s.end] for spans in (mentions, figures)]
    borders = {start, end} | {b for s in (*here[0], *here[1]) for b in (s.start, s.end) if start < b < end}
    cuts = sorted(borders)
    for left, right in pairwise(cuts):
        mention, figure = _covering(here[0], left), _covering(here[1], left)
        yield Piece(
            text=text[left - start : right - start],
            mention=mention,
            figure=figure,
            opens_mention=mention is not None and left == mention.start,
            opens_figure=figure is not None and left == figure.start,
        )


def paragraphs(body: str, spans: Iterable[Span] = ()) -> list[Paragraph]:
    """The body's non-blank lines as paragraphs whose pieces, joined, give the line back exactly.

    Spans outside the body are ignored; of two overlapping mentions (or figures) the earlier one stands.
    """
    known = list(spans)
    mentions = without_overlaps(s for s in known if s.kind == "mention")
    figures = without_overlaps(s for s in known if s.kind == "figure")
    result: list[Paragraph] = []
    for line in _LINE.finditer(body):
        text = line.group()
        if text.strip():
            pieces = tuple(_pieces(text, line.start(), mentions, figures))
            result.append(Paragraph(len(result) + 1, line.start(), text, pieces))
    return result
