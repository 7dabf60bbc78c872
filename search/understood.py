"""What the search understood of the reader's string: one removable piece a clause. No queries."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from search.addresses import address
from search.query import Clause, Either, Field, Phrase, Query, Word, without
from search.results import Results

MOST_PIECES = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause in words, and the address of the search without it."""

    label: str
    url: str


def _word(clause: Word) -> str:
    text = _("ما يبدأ بـ%(text)s") % {"text": clause.text} if clause.prefix else clause.text
    return _("ولا بدّ من %(text)s") % {"text": text} if clause.occur == "required" else text


def _field(clause: Field) -> str:
    sentences = {
        "company": _("الشركة: %(value)s"),
        "campaign": _("الحملة: %(value)s"),
        "publisher": _("الناشر: %(value)s"),
        "after": _("بعد %(value)s"),
        "before": _("قبل %(value)s"),
    }
    return sentences[clause.name] % {"value": clause.value}


def in_words(clause: Clause) -> str:
    """A clause as a reader would say it."""
    match clause:
        case Word():
            text = _word(clause)
        case Phrase():
            text = f"«{clause.text}»"
        case Field():
            text = _field(clause)
        case Either():
            either = _("أو")
            text = f" {either} ".join(" ".join(map(in_words, option)) for option in clause.options)
    return _("من غير %(text)s") % {"text": text} if clause.occur == "prohibited" else text


def _is_plain(query: Query) -> bool:
    return all(isinstance(c, Word) and c.occur == "optional" and not c.prefix for c in query.clauses)


def pieces(results: Results) -> list[Piece]:
    """The clauses, each removable; none where there is but one word, or plain words only."""
    query = results.query
    if _is_plain(query):
        return []
    return [
        Piece(in_words(clause), address(replace(results.params, q=without(query, index), page=1)))
        for index, clause in enumerate(query.clauses[:MOST_PIECES])
    ]
