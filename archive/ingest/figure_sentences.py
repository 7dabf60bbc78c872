"""The sentences of a text that may claim a figure: most hold no number, or nothing that numbers count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.ingest.figure_rules import load_figure_rules
from archive.ingest.numbers import Token, begins_number, tokens, tokens_of
from archive.ingest.remembered import Remembered

_SENTENCE_END = re.compile(
    r"[.؟!?…\n](?:(?<=\n)\n*|(?<!\s\S.)[.؟!?…]*[\"”»’)\]]*(?=\s|$))"  # a letter alone is an initial
)


def claims(body: str) -> Iterator[tuple[int, str, list[Token]]]:
    """Where each such sentence begins, the sentence and its words."""
    for start, end in sentences(body):
        text = body[start:end]
        pieces = text.split()
        if any(map(_may_count, pieces)) and any(map(_says_what, pieces)):
            yield start, text, tokens(text, pieces)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence, without the spaces around it."""
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        bare = text[start:end].strip()
        if bare:
            first = text.index(bare, start)
            yield first, first + len(bare)
        start = end


def _counts(piece: str) -> bool:
    """Whether something between two spaces has a number, its beginning or a dual: else nothing is counted."""
    is_dual = load_figure_rules().is_dual
    return any(begins_number(word) or is_dual(word) for word, _start, _end in tokens_of(piece))


def _is_counted(piece: str) -> bool:
    """Whether something between two spaces may say what a number counts: else no number is a figure."""
    rules = load_figure_rules()
    return any(not rules.counted.isdisjoint(rules.meanings(word)) for word, _start, _end in tokens_of(piece))


_may_count = Remembered(_counts).__getitem__
_says_what = Remembered(_is_counted).__getitem__
