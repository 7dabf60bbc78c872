"""Whether an ambiguous spelling counts where it stands: the guards of the gazetteer at work. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from archive.gazetteer.entry import Guard
from archive.ingest.clitics import ARTICLES, PROCLITICS
from archive.ingest.fold import BREAK, fold_name

SELF = "~"
_PREFIX = "(?:" + "|".join(sorted((p for p in PROCLITICS | ARTICLES if p), key=len, reverse=True)) + ")?"
_LAST_WORD = re.compile(r"(\w+)[ \"'()\[\]]*$")
_NEXT_WORD = re.compile(r"[ \"']+(\w+)")
_DESCRIBED = re.compile(
    rf"(?<!\w){_PREFIX}(شركه|منصه|تطبيق|مجموعه|متجر|موقع|عملاق|عملاقه)(?: (?:ال|لل)\w+){{1,2}} $"
)
"""What kind of company it is, then what it does: «شركة الأمن السيبراني», before an opening quotation mark."""
_NEIGHBOURHOOD = 48
_LONGEST_WORD = 32
_REACH = 10  # characters a word, generously: the window is cut by characters first, then by words


@dataclass(frozen=True, slots=True)
class Place:
    """A spelling in folded text: the name is `text[start:end]`, its word begins at `word`.

    `whole`: all of the article, title and body, for the conditions that look everywhere.
    """

    text: str
    start: int
    end: int
    word: int
    whole: tuple[str, ...] = ()


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The condition that lets a spelling count and, in folded text, the word that satisfies it."""

    condition: Literal["clear", "before", "after", "near", "quoted"]
    span: Span | None = None


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of these words or phrases, folded, behind attached particles."""
    choices = sorted({_spelled(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w){_PREFIX}(?:{'|'.join(choices)})(?!\w)")


def _spelled(phrase: str) -> str:
    """The expression of one word or phrase of a guard; `*` ends a word in any way."""
    words = [re.escape(fold_name(word)) for word in phrase.replace("*", " * ").split()]
    return r"[\s\"']+".join(words).replace(r"[\s\"']+\*", r"\w*")


def verdict(guard: Guard, place: Place) -> Verdict | None:
    """What lets the spelling count; None when nothing speaks for it.

    A guard without positive conditions answers `clear` unless something forbids. `sure` and
    `doubt` are judged by the caller, who knows the whole text: see `forbids`.
    """
    if guard.after and (span := _after(guard.after, place)):
        return Verdict("after", span)
    if forbids(guard, place):
        return None
    if not guard.is_conditional and not guard.doubt:
        return None if guard.instead and anywhere(guard.instead, place) else Verdict("clear")
    if guard.before and (span := _before(guard.before, place)):
        return Verdict("before", span)
    if guard.instead and anywhere(guard.instead, place):
        return None
    if guard.quoted and _is_quoted(place) and (not guard.topic or anywhere(guard.topic, place)):
        return Verdict("quoted")
    if guard.near and (span := _within(guard.near, guard.window, place)):
        return Verdict("near", span)
    return None


def is_rejected(guard: Guard, place: Place) -> bool:
    """Whether the spelling stands in a context in which a curator rejected it for good."""
    return bool(guard.not_near) and _within(guard.not_near, guard.window, place) is not None


def forbids(guard: Guard, place: Place) -> bool:
    """Whether something rules the spelling out here, whatever else speaks for it."""
    if guard.avoid and _within(guard.avoid, guard.window, place):
        return True
    return bool(guard.never) and _surrounds(guard.never, place)


def anywhere(words: tuple[str, ...], place: Place) -> bool:
    """Whether the article has one of `words`, in its title or its body."""
    return any(_has(words, text) for text in place.whole or (place.text,))


@lru_cache(maxsize=64)
def _has(words: tuple[str, ...], text: str) -> bool:
    """Whether one of `words` stands in the text; an article asks the same for every hit of a name."""
    return pattern(words).search(text) is not None


def _surrounds(phrases: tuple[str, ...], place: Place) -> bool:
    """Whether one of the phrases stands around or beside the spelling."""
    first, last = _paragraph(place, _NEIGHBOURHOOD)
    before, after = place.text[first : place.word], place.text[place.end : last]
    left, right, around = _sorted(phrases, place.text[place.start : place.end])
    if left is not None and left.search(before):
        return True
    if right is not None and not _is_quoted(place) and right.match(after):
        return True  # «طلبات» اليوم: the word behind the quotation is not bound to the name
    return any(
        (cut is None or cut.search(before)) and (rest is None or rest.match(after)) for cut, rest in around
    )


_Side = re.Pattern[str] | None


@cache
def _sorted(phrases: tuple[str, ...], spelling: str) -> tuple[_Side, _Side, list[tuple[_Side, _Side]]]:
    """Phrases by where they stand: before the spelling, after it, around it. Some stand on either side."""
    before: list[str] = []
    after: list[str] = []
    around: list[tuple[_Side, _Side]] = []
    for phrase in phrases:
        marked = phrase if SELF in phrase else _marked(phrase, spelling)
        head, found, tail = (part.strip() for part in marked.partition(SELF))
        if head and tail:
            around.append((_left([head]), _right([tail])))
        elif head:
            before.append(head)
        elif tail:
            after.append(tail)
        if not found:
            after.append(head)
    return _left(before), _right(after), around


def _marked(phrase: str, spelling: str) -> str:
    """The phrase with `~` where it contains the spelling as a word."""
    return re.sub(rf"(?<!\w){re.escape(spelling)}(?!\w)", SELF, fold_name(phrase), count=1)


def _left(phrases: Sequence[str]) -> _Side:
    """Matches at the end of what precedes the name."""
    if not phrases:
        return None
    choices = "|".join(map(_spelled, phrases))
    return re.compile(rf"(?<!\w){_PREFIX}(?:{choices})[\s\"'(]*$")


def _right(phrases: Sequence[str]) -> _Side:
    """Matches at the start of what follows the name."""
    if not phrases:
        return None
    choices = "|".join(map(_spelled, phrases))
    return re.compile(rf"[\s\"')]*{_PREFIX}(?:{choices})(?!\w)")


def _paragraph(place: Place, reach: int) -> tuple[int, int]:
    """Where the text around the name begins and ends: `reach` characters away, within the paragraph."""
    first, last = max(0, place.word - reach), min(len(place.text), place.end + reach)
    first = max(first, place.text.rfind(BREAK, first, place.word) + 1)
    wall = place.text.find(BREAK, place.end, last)
    return first, last if wall < 0 else wall


def _within(words: tuple[str, ...], window: int, place: Place) -> Span | None:
    """The first of `words` within `window` words of the name, in its paragraph."""
    first, last = _paragraph(place, window * _REACH)
    before = place.text[first : place.word].rsplit(None, window)
    if len(before) > window:
        first += len(before[0])
    after = place.text[place.end : last].split(None, window)
    if len(after) > window:
        last -= len(after[-1])
    found = pattern(words)
    match = found.search(place.text, first, place.word) or found.search(place.text, place.end, last)
    return match.span() if match else None


def _before(words: tuple[str, ...], place: Place) -> Span | None:
    """The word just before the name if it is one of `words`; quotation marks may stand between.

    Before a quoted name what describes the company may stand between too: شركة المناولة «ماجوريل».
    """
    first = max(0, place.word - _LONGEST_WORD)
    last = _LAST_WORD.search(place.text, first, place.word)
    if last and pattern(words).fullmatch(last.group(1)):
        return last.span(1)
    if place.text[place.word - 1 : place.word] not in ('"', "'") or place.word == 0:
        return None
    described = _DESCRIBED.search(place.text, max(0, first - _LONGEST_WORD), place.word - 1)
    return described.span(1) if described and pattern(words).fullmatch(described.group(1)) else None


def _after(words: tuple[str, ...], place: Place) -> Span | None:
    """The word just after the name if it is one of `words`; quotation marks may stand between."""
    following = _NEXT_WORD.match(place.text, place.end)
    return following.span(1) if following and pattern(words).fullmatch(following.group(1)) else None


def _is_quoted(place: Place) -> bool:
    """Whether quotation marks enclose the name and nothing else (a particle may be attached)."""
    opening = place.text[place.word - 1 : place.word] if place.word else ""
    return opening in ('"', "'") and place.text[place.end : place.end + 1] == opening
