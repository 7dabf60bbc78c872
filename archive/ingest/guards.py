"""Whether an ambiguous spelling counts where it stands: the guards of the gazetteer at work. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from archive.gazetteer.entry import Guard
from archive.ingest.clitics import ARTICLES, PROCLITICS
from archive.ingest.fold import BREAK, fold_name

SELF = "~"
_PREFIX = "(?:" + "|".join(sorted((p for p in PROCLITICS | ARTICLES if p), key=len, reverse=True)) + ")?"
_LAST_WORDS = re.compile(r"(\w+)[\s\"'()\[\]]*$")
_NEXT_WORD = re.compile(r"[\s\"']+(\w+)")
_NEIGHBOURHOOD = 48
_REACH = 10  # characters a word, generously: the window is cut by characters first, then by words


@dataclass(frozen=True, slots=True)
class Place:
    """A spelling in folded text: the name is `text[start:end]`, its word begins at `word`."""

    text: str
    start: int
    end: int
    word: int


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that finds any of these words or phrases, folded, behind attached particles."""
    choices = sorted({_spelled(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w){_PREFIX}(?:{'|'.join(choices)})(?!\w)")


def _spelled(phrase: str) -> str:
    """The expression of one word or phrase of a guard; `*` ends a word in any way."""
    words = [re.escape(fold_name(word)) for word in phrase.replace("*", " * ").split()]
    return r"[\s\"']+".join(words).replace(r"[\s\"']+\*", r"\w*")


def verdict(guard: Guard, place: Place) -> str | None:
    """The condition that lets the spelling count, as `near:شركة`; None when nothing speaks for it.

    A guard without positive conditions answers `clear` unless something forbids. `sure` and
    `doubt` are judged by the caller, who knows the whole text: see `forbids`.
    """
    if guard.after and (word := _after(guard, place)):
        return f"guard.after:{word}"
    if forbids(guard, place):
        return None
    if not guard.is_conditional and not guard.doubt:
        return "clear"
    if guard.before and (word := _before(guard, place)):
        return f"guard.before:{word}"
    if guard.quoted and _is_quoted(place):
        return "guard.quoted"
    if guard.near and (word := _within(guard.near, guard.window, place)):
        return f"guard.near:{word}"
    return None


def forbids(guard: Guard, place: Place) -> bool:
    """Whether something rules the spelling out here, whatever else speaks for it."""
    if guard.avoid and _within(guard.avoid, guard.window, place):
        return True
    return bool(guard.never) and _surrounds(guard.never, place)


def _surrounds(phrases: tuple[str, ...], place: Place) -> bool:
    """Whether one of the phrases stands around or beside the spelling."""
    before, after = _sides(place, _NEIGHBOURHOOD)
    alone, left, right, holding = _sorted(phrases, place.text[place.start : place.end])
    if left is not None and left.search(before):
        return True
    if right is not None and not _is_quoted(place) and right.match(after):
        return True  # «طلبات» اليوم: the word behind the quotation is not bound to the name
    if alone is not None and (alone.search(before) or alone.match(after)):
        return True
    return any(
        (cut is None or cut.search(before)) and (rest is None or rest.match(after)) for cut, rest in holding
    )


_Side = re.Pattern[str] | None


@cache
def _sorted(phrases: tuple[str, ...], spelling: str) -> tuple[_Side, _Side, _Side, list[tuple[_Side, _Side]]]:
    """Phrases around a spelling, sorted: on either side, only before, only after, around the spelling."""
    either: list[str] = []
    before: list[str] = []
    after: list[str] = []
    around: list[tuple[_Side, _Side]] = []
    for phrase in phrases:
        marked = phrase if SELF in phrase else _marked(phrase, spelling)
        head, found, tail = marked.partition(SELF)
        head, tail = head.strip(), tail.strip()
        if not found:
            either.append(phrase)
        elif head and tail:
            around.append((_left([head]), _right([tail])))
        elif head:
            before.append(head)
        elif tail:
            after.append(tail)
    return _joined(either), _left(before), _right(after), around


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


def _joined(phrases: Sequence[str]) -> _Side:
    """Matches just before the name (searched) or just after it (matched)."""
    left, right = _left(phrases), _right(phrases)
    if left is None or right is None:
        return None
    return re.compile(f"{left.pattern}|{right.pattern}")


def _sides(place: Place, reach: int) -> tuple[str, str]:
    """Up to `reach` characters before the name's word and after the name, within the paragraph."""
    before = place.text[max(0, place.word - reach) : place.word]
    after = place.text[place.end : place.end + reach]
    return before.rpartition(BREAK)[2], after.partition(BREAK)[0]


def _within(words: tuple[str, ...], window: int, place: Place) -> str:
    """The first of `words` within `window` words of the name, in its paragraph; empty if none."""
    before, after = _sides(place, window * _REACH)
    before = " ".join(before.split()[-window:])
    after = " ".join(after.split()[:window])
    found = pattern(words)
    match = found.search(before) or found.search(after)
    return match.group() if match else ""


def _before(guard: Guard, place: Place) -> str:
    """The word just before the name if it is one that `before` lists; quotation marks may stand between."""
    last = _LAST_WORDS.search(_sides(place, 32)[0])
    if last is None or not pattern(guard.before).fullmatch(last.group(1)):
        return ""
    return last.group(1)


def _after(guard: Guard, place: Place) -> str:
    """The word just after the name if it is one that `after` lists; quotation marks may stand between."""
    following = _NEXT_WORD.match(_sides(place, 32)[1])
    if following is None or not pattern(guard.after).fullmatch(following.group(1)):
        return ""
    return following.group(1)


def _is_quoted(place: Place) -> bool:
    """Whether quotation marks enclose the name and nothing else (a particle may be attached)."""
    opening = place.text[place.word - 1 : place.word] if place.word else ""
    closing = place.text[place.end : place.end + 1]
    return opening in ('"', "'") and bool(opening) and closing == opening
