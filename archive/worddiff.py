"""What changed between two versions of a text, word by word. Pure.

Paragraphs are matched first, then the words of those that changed, so that a long text stays quick and
a moved comma does not colour a page. Nothing here is HTML: the template escapes each piece's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
Opcode = tuple[str, int, int, int, int]

# A word with its vocalisation; a run of spaces; any other sign. Joined, the tokens give the text back.
_TOKEN = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+|\n|[^\S\n]+|.")
MOST_PAIRS = 4_000_000
"""Pairs of words beyond which a changed block is shown whole, old then new, instead of word by word."""
CONTEXT = 1
"""Unchanged paragraphs shown on each side of a change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of both versions together; without pieces, `skipped` unchanged ones left out here."""

    pieces: tuple[Piece, ...] = ()
    skipped: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything in it was added or removed."""
        return any(piece.kind != "same" for piece in self.pieces)


def compare(old: str, new: str) -> list[Paragraph]:
    """Both texts as one, with what was removed and added marked; blank lines are left out.

    Paragraphs far from any change are only counted. Of the others, the `same` and `removed` pieces, joined,
    give the old text; `same` and `added` the new one.
    """
    before = [line for line in old.split("\n") if line.strip()]
    after = [line for line in new.split("\n") if line.strip()]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if pieces:
            pieces.append(Piece("same", "\n"))
        if tag == "equal":
            pieces.append(Piece("same", "\n".join(before[i:j])))
        else:
            pieces += _words("\n".join(before[i:j]), "\n".join(after[k:m]))
    return _folded(list(_paragraphs(pieces)))


def _words(old: str, new: str) -> Iterator[Piece]:
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    if not first or not second or len(first) * len(second) > MOST_PAIRS:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for tag, i, j, k, m in _joined(matcher.get_opcodes(), first):
        if tag == "equal":
            yield Piece("same", "".join(first[i:j]))
        else:
            yield from _replaced("".join(first[i:j]), "".join(second[k:m]))


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)


def _joined(opcodes: Sequence[Opcode], first: list[str]) -> Iterator[Opcode]:
    """Changes with nothing but a space between them as one, so that replaced words read as a phrase."""
    held: Opcode | None = None
    for position, (tag, i, j, k, m) in enumerate(opcodes):
        inside = 0 < position < len(opcodes) - 1
        if tag != "equal" or (inside and "".join(first[i:j]).isspace() and "\n" not in first[i:j]):
            held = ("replace", held[1], j, held[3], m) if held else ("replace", i, j, k, m)
            continue
        if held:
            yield held
            held = None
        yield tag, i, j, k, m
    if held:
        yield held


def _paragraphs(pieces: list[Piece]) -> Iterator[Paragraph]:
    """Pieces cut at the ends of lines, in either version."""
    line: list[Piece] = []
    for piece in pieces:
        head, *rest = piece.text.split("\n")
        if head:
            line.append(Piece(piece.kind, head))
        for part in rest:
            if line:
                yield Paragraph(tuple(line))
            line = [Piece(piece.kind, part)] if part else []
    if line:
        yield Paragraph(tuple(line))


def _folded(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Unchanged paragraphs far from any change replaced by their number."""
    near = {
        index + step
        for index, paragraph in enumerate(paragraphs)
        if paragraph.changed
        for step in range(-CONTEXT, CONTEXT + 1)
    }
    folded: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        if index in near:
            folded.append(paragraph)
        elif folded and folded[-1].skipped:
            folded[-1] = Paragraph(skipped=folded[-1].skipped + 1)
        else:
            folded.append(Paragraph(skipped=1))
    return folded
