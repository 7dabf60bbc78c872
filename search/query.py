"""The reader's string as a `Query`. Pure: no Django, no engine, no error a reader can cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldName = Literal["company", "campaign", "publisher", "after", "before"]
Occur = Literal["optional", "required", "prohibited"]


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
    """`شركة:غوغل`, `بعد:2021`. `value` as typed; names are resolved by whoever has the gazetteer."""

    name: FieldName
    value: str
    occur: Occur = "required"


@dataclass(frozen=True, slots=True)
class Either:
    """Alternatives joined by OR / أو; one of them is enough. An option is itself a group of clauses."""

    options: tuple[tuple[Clause, ...], ...]
    occur: Occur = "required"


Clause = Word | Phrase | Field | Either


@dataclass(frozen=True, slots=True)
class Query:
    """`text`: what is searched (after the cut); `cut`: whether the input was longer than allowed."""

    text: str
    clauses: tuple[Clause, ...] = ()
    cut: bool = False
