"""What a query consists of, and how a clause is written back as a reader would type it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from search.normalize import normalize

FieldName = Literal["company", "campaign", "publisher", "after", "before"]
Occur = Literal["optional", "required", "prohibited"]

LABELS: dict[FieldName, str] = {
    "company": "شركة",
    "campaign": "حملة",
    "publisher": "ناشر",
    "after": "بعد",
    "before": "قبل",
}
"""The field names the page shows and `render` writes."""
SIGNS: dict[Occur, str] = {"optional": "", "required": "+", "prohibited": "-"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed (without operators); `prefix`: typed with a star at its end."""

    text: str
    occur: Occur = "optional"
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words between quotation marks, exact and in order."""

    text: str
    occur: Occur = "required"


@dataclass(frozen=True, slots=True)
class Field:
    """`شركة:غوغل`, `بعد:2021`.

    `value`: a name as typed, to be resolved by whoever has the gazetteer; for `after` and `before` a date
    that exists, as YYYY, YYYY-MM or YYYY-MM-DD.
    """

    name: FieldName
    value: str
    occur: Occur = "required"


@dataclass(frozen=True, slots=True)
class Either:
    """Alternatives joined by OR / أو; one of them is enough.

    An option is a group of clauses: it matches where all its clauses do (whatever their `occur`, except
    `prohibited`), and at least one of them is not prohibited. One single option is a bracket, which only
    occurs excluded: `-(أ ب)`.
    """

    options: tuple[tuple[Clause, ...], ...]
    occur: Occur = "required"


Clause = Word | Phrase | Field | Either


@dataclass(frozen=True, slots=True)
class Query:
    """`text`: what is searched (after the cut); `cut`: whether the input was longer than allowed."""

    text: str
    clauses: tuple[Clause, ...] = ()
    cut: bool = False


_STRICT_OPERATORS = frozenset({"OR", "NOT", "AND"})
_LOOSE_OPERATORS = frozenset({"او", "ليس"})


def render(clause: Clause) -> str:
    """`clause` in the query language; alone, it parses back into itself."""
    match clause:
        case Word():
            return SIGNS[clause.occur] + clause.text + ("*" if clause.prefix else "")
        case Phrase():
            return f'{_minus(clause)}"{clause.text}"'
        case Field():
            bare = clause.name in ("after", "before") or clause.value.isalnum()
            return f"{_minus(clause)}{LABELS[clause.name]}:" + (clause.value if bare else f'"{clause.value}"')
        case Either():
            options = [_option(option) for option in clause.options]
            return f"{_minus(clause)}({' OR '.join(options) if len(options) > 1 else options[0]})"


def render_all(clauses: Sequence[Clause]) -> str:
    """`clauses` one after the other; parsing gives them back.

    A word that would be read as an operator where it stands is followed by a comma, which says it is none.
    """
    written = []
    for place, clause in enumerate(clauses):
        around = (*clauses[max(place - 1, 0) : place], *clauses[place + 1 : place + 2])
        alone = all(isinstance(neighbour, Word) for neighbour in around)
        written.append(render(clause) + ("،" if _is_operator(clause, loose=not alone) else ""))
    return " ".join(written)


def _is_operator(clause: Clause, *, loose: bool) -> bool:
    """Whether `clause` is a word without sign that is spelled as an operator."""
    if not isinstance(clause, Word) or clause.occur != "optional" or clause.prefix:
        return False
    return clause.text in _STRICT_OPERATORS or (loose and normalize(clause.text) in _LOOSE_OPERATORS)


def _minus(clause: Clause) -> str:
    return SIGNS["prohibited"] if clause.occur == "prohibited" else ""


def _option(clauses: tuple[Clause, ...]) -> str:
    if len(clauses) > 1:
        return f"({render_all(clauses)})"
    return render(clauses[0]) + ("،" if _is_operator(clauses[0], loose=True) else "")
