"""Queries that no reader types, for tests and for measuring: whatever might break a parser or an engine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote

MEGABYTE = 1_000_000
_OPERATORS = r'OR AND NOT أو ليس + - * ( ) " « » | & : شركة: بعد: قبل: ناشر: company: after: ؟ ~ ^ \ /'
_WORDS = ("سري", "عقد", "غوغل", "google", "احتجاج", "كِتَابٌ", "1878م", "ابجد", "x")
_FIELDS = (
    "text",
    "exact",
    "stem",
    "root",
    "gram",
    "pk",
    "day",
    "hash",
    "length",
    "company",
    "_id",
    "django_ct",
)
_BOMBS = (
    "(a+)+$",
    "(((((a*)*)*)*)*)b",
    "(.*.*)*x",
    "[[[[",
    "a{1,99999}",
    "(?:(?=a))*",
    "^(([a-z])+.)+$",
    "\\" * 50,
)
_CONTROL = "".join(map(chr, (*range(32), 127, 0x85, 0x200B, 0x202E, 0x2066, 0xFEFF, 0xFFFF, 0x10FFFF)))
_LONG = ("س", "(", '"', "- ", "كلمة ", "ً", "\u200f", "a:", "*", "OR ", "🧨", "ش*", "%")
Make = Callable[[random.Random], str]


def _operators(chance: random.Random) -> str:
    return " ".join(chance.choices([*_OPERATORS.split(), *_WORDS], k=chance.randint(1, 30)))


def _fields(chance: random.Random) -> str:
    name, word = chance.choice(_FIELDS), chance.choice((*_WORDS, "*", "[* TO *]", "1", '"', "{!lucene}"))
    return chance.choice((f"{name}:{word}", f"+{name}:{word} *:*", f"{name}:({word} OR {word})", f"{name}:"))


def _control(chance: random.Random) -> str:
    return "".join(chance.choices(_CONTROL + 'عقدab "(', k=chance.randint(1, 60)))


def _any_letters(chance: random.Random) -> str:
    codes = (
        chance.choice((chance.randrange(0x20, 0xD800), chance.randrange(0xE000, 0x110000))) for _ in range(40)
    )
    return "".join(map(chr, codes))


def _bombs(chance: random.Random) -> str:
    return chance.choice(_BOMBS) * chance.choice((1, 3, 40)) + "a" * chance.choice((0, 30, 4000))


def _terms(chance: random.Random) -> str:
    count = chance.choice((200, 2000, 10_000))
    return " ".join(chance.choice(_WORDS) + str(chance.randrange(count)) for _ in range(count))


def _deep(chance: random.Random) -> str:
    depth = chance.choice((5, 60, 3000))
    inside = chance.choice(("عقد", "عقد OR ", "-", ""))
    return ("(" + inside) * depth + "غوغل" + ")" * chance.randint(0, depth)


_KINDS: tuple[Make, ...] = (_operators, _fields, _control, _any_letters, _bombs, _terms, _deep)
_BYTES = ("%ff%fe%00", "%ed%a0%80", "%c3%28", "%", "%zz", "%f0%9f", "+" * 300, "&q=&q=%00", "%00")


def query_strings(count: int, seed: int = 1) -> Iterator[str]:
    """`count` values of `q`, percent-encoded, always the same ones: some of a megabyte, some no UTF-8."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 100 == 0:
            piece = _LONG[number // 100 % len(_LONG)]
            yield quote(piece * (MEGABYTE // len(piece)))
        elif number % 20 == 0:
            yield chance.choice(_BYTES) + quote(chance.choice(_WORDS))
        else:
            yield quote(_KINDS[number % len(_KINDS)](chance))
