"""The reader's string as a `Query`. Pure: no Django, no engine, no error a reader can cause.

The language: words; "phrases" in any quotation marks; +required; -excluded, NOT, ليس; OR, أو, |; AND, &;
brackets; a star at a word's end; `شركة:` `حملة:` `ناشر:` `بعد:` `قبل:` and their English names. أو and ليس
are words unless a phrase, a field or a bracket stands beside them. What makes no sense is read as words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from search.clauses import (
    Clause,
    Either,
    Field,
    FieldName,
    Occur,
    Phrase,
    Query,
    Word,
    render,
    render_all,
)
from search.lexemes import Lexeme, Lexer, clean
from search.tokens import tokenize

__all__ = [
    "MAX_CLAUSES",
    "MAX_LENGTH",
    "Clause",
    "Either",
    "Field",
    "FieldName",
    "Occur",
    "Phrase",
    "Query",
    "Word",
    "parse",
    "render",
    "render_all",
    "settle",
    "unquoted",
    "without",
]

MAX_LENGTH = 1000
"""Code points of a query, after cleaning; the rest is cut."""
MAX_CLAUSES = 40
"""Words, phrases, fields and operators of a query; the rest is cut."""
MAX_DEPTH = 4
"""Brackets inside brackets; deeper ones are passed over."""


def parse(text: str) -> Query:
    """The query a reader typed. Never raises; linear in the length of `text`."""
    cleaned = clean(text)
    cut = len(cleaned) > MAX_LENGTH
    if cut:
        space = cleaned.rfind(" ", MAX_LENGTH - 100, MAX_LENGTH + 1)
        cleaned = cleaned[: space if space > 0 else MAX_LENGTH]
    lexer = Lexer(cleaned, MAX_CLAUSES)
    lexemes = _matched(lexer.run())
    if lexer.cut_at is not None:
        cleaned, cut = cleaned[: lexer.cut_at].rstrip(), True
    clauses, _ = _Parser(lexemes).group(0)
    return Query(cleaned, clauses, cut)


def without(query: Query, index: int) -> str:
    """The string for `query` with the clause at `index` left out, to search again. Raises IndexError."""
    if not 0 <= index < len(query.clauses):
        raise IndexError(index)
    return render_all(query.clauses[:index] + query.clauses[index + 1 :])


def settle(query: Query, known: Callable[[Field], bool]) -> Query:
    """`query` with each field that is not `known` (a name no one has) read as the words of its value."""
    return replace(query, clauses=_settled(query.clauses, known))


def unquoted(query: Query) -> Query | None:
    """`query` with its quoted phrases read as words; None where nothing else is asked for but phrases."""
    phrases = [c for c in query.clauses if isinstance(c, Phrase) and c.occur == "required"]
    words = [c for c in query.clauses if isinstance(c, Word) and c.occur == "optional"]
    if not phrases or not words:
        return None
    loose: list[Clause] = []
    for clause in query.clauses:
        if clause in phrases and isinstance(clause, Phrase):
            loose += [Word(token.text) for token in tokenize(clause.text)]
        else:
            loose.append(clause)
    return replace(query, clauses=tuple(loose))


def _settled(clauses: Sequence[Clause], known: Callable[[Field], bool]) -> tuple[Clause, ...]:
    settled: list[Clause] = []
    for clause in clauses:
        if isinstance(clause, Field) and not known(clause):
            if clause.occur == "prohibited":
                settled.append(Phrase(clause.value, "prohibited"))
            else:
                settled += [Word(token.text) for token in tokenize(clause.value)]
        elif isinstance(clause, Either):
            settled.append(replace(clause, options=tuple(_settled(o, known) for o in clause.options)))
        else:
            settled.append(clause)
    return tuple(settled)


def _matched(lexemes: list[Lexeme]) -> list[Lexeme]:
    """`lexemes` without brackets that have no partner or lie deeper than `MAX_DEPTH`."""
    open_at: list[int] = []
    kept: set[int] = set()
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            open_at.append(place)
        elif lexeme.kind == "close" and open_at:
            if len(open_at) <= MAX_DEPTH:
                kept.update((open_at[-1], place))
            open_at.pop()
    return [
        lexeme
        for place, lexeme in enumerate(lexemes)
        if lexeme.kind not in ("open", "close") or place in kept
    ]


@dataclass(frozen=True, slots=True)
class _Operand:
    """Clauses that stand together. `solid`: a phrase, field or bracket, beside which أو is an operator."""

    clauses: tuple[Clause, ...]
    solid: bool

    @property
    def positive(self) -> bool:
        return any(clause.occur != "prohibited" for clause in self.clauses)

    def with_occur(self, occur: Occur) -> _Operand:
        if occur == "optional" or (occur == "prohibited" and not self.positive):
            return self
        if occur == "required" or len(self.clauses) == 1:
            return replace(
                self,
                clauses=tuple(
                    clause if clause.occur == "prohibited" else replace(clause, occur=occur)
                    for clause in self.clauses
                ),
            )
        return replace(self, clauses=(Either((self.clauses,), occur),))


class _Parser:
    """Recursive descent over lexemes with matched brackets."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes

    def group(self, at: int) -> tuple[tuple[Clause, ...], int]:
        """The clauses from `at` to the closing bracket or the end, and the place after it."""
        items: list[_Operand | Lexeme] = []
        while at < len(self._lexemes):
            lexeme = self._lexemes[at]
            if lexeme.kind == "close":
                at += 1
                break
            if lexeme.kind in ("or", "and"):
                items.append(lexeme)
                at += 1
                continue
            operand, at = self._operand(at)
            if operand and operand.clauses:
                items.append(operand)
        return _joined(items), at

    def _operand(self, at: int) -> tuple[_Operand | None, int]:
        """The operand at `at` with its signs and negation, and the place after it."""
        occur: Occur = "optional"
        while at < len(self._lexemes):
            lexeme = self._lexemes[at]
            if lexeme.kind in ("plus", "minus"):
                if occur != "prohibited":
                    occur = "required" if lexeme.kind == "plus" else "prohibited"
            elif lexeme.kind == "not" and self._negates(at):
                occur = "prohibited"
            else:
                break
            at += 1
        else:
            return None, at
        if lexeme.kind in ("or", "and", "close"):
            return None, at
        if lexeme.kind == "open":
            clauses, at = self.group(at + 1)
            return _Operand(clauses, solid=True).with_occur(occur), at
        return _Operand((_clause(lexeme),), solid=lexeme.kind in ("phrase", "field")).with_occur(
            occur
        ), at + 1

    def _negates(self, at: int) -> bool:
        """Whether the NOT or ليس at `at` has something to negate; otherwise it is a word."""
        after = [lexeme.kind for lexeme in self._lexemes[at + 1 : at + 2]]
        if self._lexemes[at].strict:
            return bool(after) and after[0] not in ("or", "and", "close", "not")
        return bool(after) and after[0] in ("phrase", "field", "open")


def _clause(lexeme: Lexeme) -> Clause:
    if lexeme.kind == "phrase":
        return Phrase(lexeme.text)
    if lexeme.kind == "field":
        return Field(lexeme.name, lexeme.text)
    return Word(lexeme.text, prefix=lexeme.prefix)


def _joined(items: list[_Operand | Lexeme]) -> tuple[Clause, ...]:
    """The clauses of one bracket, with AND and OR applied where they have operands."""
    clauses: list[Clause] = []
    items = _with_and(items)
    at = 0
    while at < len(items):
        item = items[at]
        end = at + 1
        if isinstance(item, Lexeme):
            clauses += _as_word(item)
        else:
            while (
                end + 1 < len(items)
                and isinstance(items[end], Lexeme)
                and isinstance(items[end + 1], _Operand)
            ):
                end += 2
            clauses += _alternatives(items[at:end])
        at = end
    return tuple(clauses)


def _with_and(items: list[_Operand | Lexeme]) -> list[_Operand | Lexeme]:
    """`items` without AND; the words on both its sides are required."""
    kept: list[_Operand | Lexeme] = []
    required = False
    for place, item in enumerate(items):
        if isinstance(item, _Operand):
            kept.append(item.with_occur("required") if required else item)
            required = False
        elif item.kind == "or":
            kept.append(item)
        else:
            before, after = (items[place - 1] if place else None), (*items, None)[place + 1]
            if isinstance(before, _Operand) and isinstance(after, _Operand):
                kept[-1] = before.with_occur("required")
                required = True
            else:
                kept += [_Operand(tuple(_as_word(item)), solid=False)] if _as_word(item) else []
    return kept


def _alternatives(chain: Sequence[_Operand | Lexeme]) -> list[Clause]:
    """The clauses of `operand or operand or …`: one Either, or all of them in turn if it joins nothing."""
    operands = [item for item in chain if isinstance(item, _Operand)]
    joins = [item for item in chain if isinstance(item, Lexeme)]
    meant = any(join.strict for join in joins) or any(operand.solid for operand in operands)
    if not joins or not meant or not all(operand.positive for operand in operands):
        return [
            clause
            for item in chain
            for clause in (item.clauses if isinstance(item, _Operand) else _as_word(item))
        ]
    options: list[tuple[Clause, ...]] = []
    for operand in operands:
        first = operand.clauses[0]
        nested = isinstance(first, Either) and len(operand.clauses) == 1
        options += first.options if nested and isinstance(first, Either) else [operand.clauses]
    return [Either(tuple(options))]


def _as_word(operator: Lexeme) -> list[Clause]:
    """An operator without operands, searched as a word; a sign alone is nothing."""
    return [Word(token.text) for token in tokenize(operator.text)]
