"""What of a query a highlighter marks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.clauses import Clause, Either, Phrase, Word


@dataclass(frozen=True, slots=True)
class Marks:
    """Words at any level, phrases word by word, prefixes, and the spellings of names, all as written.

    `proper`: those of the words that are names, which have no root.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    prefixes: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    proper: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[str, ...]:
        """What was searched, for people: words, phrases, prefixes."""
        return (*self.words, *(" ".join(phrase) for phrase in self.phrases), *self.prefixes)

    def __add__(self, other: Marks) -> Marks:
        return Marks(
            self.words + other.words,
            self.phrases + other.phrases,
            self.prefixes + other.prefixes,
            self.names + other.names,
            self.proper | other.proper,
        )


def marks_of(clauses: Iterable[Clause]) -> Marks:
    """The marks of clauses and of the options inside them; excluded ones mark nothing."""
    marks = Marks()
    for clause in clauses:
        if clause.occur == "prohibited":
            continue
        if isinstance(clause, Word):
            marks += Marks(prefixes=(clause.text,)) if clause.prefix else Marks(words=(clause.text,))
        elif isinstance(clause, Phrase):
            marks += Marks(phrases=(tuple(clause.text.split()),))
        elif isinstance(clause, Either):
            for option in clause.options:
                marks += marks_of(option)
    return marks
