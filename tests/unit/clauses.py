"""What the tests of the query language compare with."""

from __future__ import annotations

from search.query import Either, Word


def word(text, occur="optional", prefix=False):
    return Word(text, occur, prefix)


def either(*options, occur="required"):
    return Either(tuple(option if isinstance(option, tuple) else (option,) for option in options), occur)


A, B, C = word("ألف"), word("باء"), word("جيم")
