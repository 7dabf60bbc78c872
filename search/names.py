"""Names in a query: which companies and campaigns it names, and their other spellings. Pure.

One spelling of a company finds little more than half of the articles that name it, so a query is expanded
from the gazetteer. A spelling that is also an ordinary word counts only if its guard is satisfied by the
rest of the query; otherwise it is offered, never added. Words in quotation marks are taken as written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.gazetteer.entry import Entry, Name
from search.clauses import Clause, Either, Phrase, Query, Word
from search.clitics import ARTICLES, bare_forms
from search.guards import Spot, opposes, supports
from search.normalize import normalize, surface_of
from search.tokens import tokenize
from search.vocabulary import Vocabulary, default_vocabulary

Kind = Literal["company", "campaign"]
Path = tuple[tuple[int, int], ...]
Spellings = dict[tuple[str, ...], tuple[str, ...]]
"""Normalised words → the words as written."""

PARTICLE_GUARD = 0.3
"""A name behind a particle counts if it is at least this often a word as the two together."""
LONGEST_JOIN = 6
"""Letters from which a name is recognised however its words are spaced."""
_FIRMS = frozenset(map(normalize, ("شركة", "شركات", "حملة", "company", "campaign")))


@dataclass(frozen=True, slots=True)
class Group:
    """An entity named by the clauses from `first` to `last` (inclusive; places in their list of clauses).

    `within`: the way to that list, a (clause, option) for each `Either` entered; empty for the query's own.
    `alternatives`: its other spellings, each as its words as the gazetteer writes them; those that contain
    another one (غوغل كلاود beside غوغل) are left out. `typed`: the spelling found, as in the gazetteer.
    `whole`: it names the entity itself, not one of its brands.
    """

    slug: str
    kind: Kind
    first: int
    last: int
    alternatives: tuple[tuple[str, ...], ...]
    typed: str = ""
    within: Path = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a query names, in order.

    `groups`: among its own clauses, for certain; `inner`: the same inside alternatives and brackets (their
    `within` is not empty); `offers`: what it may name, for the page to propose.
    """

    groups: tuple[Group, ...] = ()
    inner: tuple[Group, ...] = ()
    offers: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelling:
    entry: Entry
    name: Name
    words: tuple[str, ...]
    """Normalised."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of clauses: as typed, normalised, and for each its clause, or -1 where no name may be."""

    typed: list[str]
    words: list[str]
    places: list[int]


@dataclass(frozen=True, slots=True)
class _Match:
    """One entity's spellings that fit the words of a line from `first` to `end` (exclusive); never none."""

    spellings: tuple[_Spelling, ...]
    first: int
    end: int

    @property
    def entry(self) -> Entry:
        return self.spellings[0].entry


class Names:
    """The spellings of a gazetteer, ready to be found in queries. Immutable."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary | None = None) -> None:
        """`vocabulary` tells particles from first letters (وابل); the shipped one by default."""
        self._count = (vocabulary or default_vocabulary()).count
        self._spellings: dict[str, list[_Spelling]] = defaultdict(list)
        self._slugs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._sure: dict[tuple[str, str, str], Spellings] = {}
        self._longest = 1
        for entry in entries:
            self._add(entry)

    def expand(self, query: Query) -> Expansion:
        """The entities `query` names, in order. Excluded words, prefixes, phrases and fields name none."""
        groups, offers = self._expand(query.clauses, ())
        own = tuple(group for group in groups if not group.within)
        return Expansion(own, tuple(group for group in groups if group.within), tuple(offers))

    def resolve(self, kind: str, value: str) -> tuple[str, ...]:
        """The slugs of the companies or campaigns called `value` (any spelling, or the slug); () if none."""
        key = _key(_words(value))
        found = self._slugs.get((kind, key)) or self._slugs.get((kind, key.removeprefix("ال")))
        return tuple(found or ())

    def spelled(self) -> Iterator[tuple[Entry, Name, tuple[str, ...]]]:
        """Every spelling with its entity and its normalised words."""
        for spellings in self._spellings.values():
            for spelling in spellings:
                yield spelling.entry, spelling.name, spelling.words

    def _add(self, entry: Entry) -> None:
        for text in (entry.slug, entry.name_ar, entry.name_en, *(name.text for name in entry.names)):
            self._slugs[entry.kind, _key(_words(text))][entry.slug] = None
        for name in entry.names:
            words = _words(name.text)
            if words:
                self._spellings[_key(words)].append(_Spelling(entry, name, words))
                self._longest = max(self._longest, len(words) + 1)

    def _expand(self, clauses: Sequence[Clause], within: Path) -> tuple[list[Group], list[Group]]:
        groups: list[Group] = []
        offers: list[Group] = []
        line = _line(clauses)
        for match, certain in _judged(self._matches(line), line.words):
            (groups if certain else offers).append(self._group(match, line, within))
        for place, clause in enumerate(clauses):
            if isinstance(clause, Either) and clause.occur != "prohibited":
                for option, inner in enumerate(clause.options):
                    more, maybe = self._expand(inner, (*within, (place, option)))
                    groups += more
                    offers += maybe
        return groups, offers

    def _group(self, match: _Match, line: _Line, within: Path) -> Group:
        typed = tuple(line.words[match.first : match.end])
        spelling = min(match.spellings, key=lambda spelling: spelling.words != typed)
        entry, brand = spelling.entry, spelling.name.brand
        key = (entry.kind, entry.slug, brand)
        if key not in self._sure:
            self._sure[key] = _sure_spellings(entry, brand)
        alternatives = (written for words, written in self._sure[key].items() if not _contains(words, typed))
        first, last = line.places[match.first], line.places[match.end - 1]
        return Group(
            entry.slug, entry.kind, first, last, tuple(alternatives), spelling.name.text, within, not brand
        )

    def _matches(self, line: _Line) -> list[list[_Match]]:
        """From the front, the longest runs of words that are a spelling, each with all it may name."""
        found: list[list[_Match]] = []
        at = 0
        while at < len(line.words):
            end = min(at + self._longest, len(line.words))
            while end > at and not (matches := self._at(line, at, end)):
                end -= 1
            if end > at:
                found.append(matches)
            at = max(end, at + 1)
        return found

    def _at(self, line: _Line, first: int, end: int) -> list[_Match]:
        """The entities that the words from `first` to `end` together may name."""
        if line.places[first] < 0 or line.places[end - 1] - line.places[first] != end - 1 - first:
            return []
        rest = "".join(line.words[first + 1 : end])
        for particle, bare in bare_forms(line.words[first]):
            fitting: dict[str, list[_Spelling]] = defaultdict(list)
            for spelling in self._spellings.get(bare + rest, ()):
                if self._fits(spelling, particle, line.typed[first], end - first):
                    fitting[spelling.entry.slug].append(spelling)
            if fitting:
                return [_Match(tuple(spellings), first, end) for spellings in fitting.values()]
        return []

    def _fits(self, spelling: _Spelling, particle: str, typed: str, length: int) -> bool:
        """Whether the spelling may be meant by `length` words, the first `typed` so, with `particle`."""
        if length != len(spelling.words) and len("".join(spelling.words)) < LONGEST_JOIN:
            return False
        if not particle:
            return True
        guard = spelling.name.guard
        if guard and (guard.bare or (particle in ARTICLES and guard.is_conditional)):
            return False
        if guard and guard.exact and not typed.endswith(spelling.name.text):
            return False
        word = surface_of(typed)
        together = self._count(word)
        return length > 1 or not together or self._count(word[len(particle) :]) >= PARTICLE_GUARD * together


def _words(text: str) -> tuple[str, ...]:
    return tuple(surface_of(token.text) for token in tokenize(text))


def _key(words: Iterable[str]) -> str:
    return "".join(words)


def _line(clauses: Sequence[Clause]) -> _Line:
    """The words of all clauses that are not excluded. Names stand only among plain words."""
    line = _Line([], [], [])
    for place, clause in enumerate(clauses):
        if clause.occur == "prohibited" or not isinstance(clause, Word | Phrase):
            continue
        plain = isinstance(clause, Word) and not clause.prefix
        for token in tokenize(clause.text):
            line.typed.append(token.text)
            line.words.append(surface_of(token.text))
            line.places.append(place if plain else -1)
    return line


def _judged(spans: list[list[_Match]], words: list[str]) -> list[tuple[_Match, bool]]:
    """The matches that stand, each with whether it is certain; of one span, doubtful ones only alone."""
    sure = {match.entry.slug for span in spans for match in span if _certain(match, words, ())}
    judged: list[tuple[_Match, bool]] = []
    for span in spans:
        certain = [match for match in span if _certain(match, words, sure)]
        if certain:
            judged += [(match, True) for match in certain]
        else:
            judged += [(match, False) for match in span if not _ruled_out(match, words)]
    return judged


def _ruled_out(match: _Match, words: list[str]) -> bool:
    spot = Spot(words, match.first, match.end)
    return any(spelling.name.guard and opposes(spelling.name.guard, spot) for spelling in match.spellings)


def _certain(match: _Match, words: list[str], sure: Container[str]) -> bool:
    """Whether the match counts; `sure`: slugs of entities that the query names for certain elsewhere."""
    if _ruled_out(match, words):
        return False
    guards = [spelling.name.guard for spelling in match.spellings]
    if any(guard is None or not guard.is_conditional for guard in guards):
        return True
    before = words[match.first - 1] if match.first else ""
    if any(bare in _FIRMS for _, bare in bare_forms(before)):
        return True
    spot = Spot(words, match.first, match.end)
    return any(guard and supports(guard, spot, sure=match.entry.slug in sure) for guard in guards)


def _sure_spellings(entry: Entry, brand: str) -> Spellings:
    """The spellings of `entry` (of its `brand` if there is one) that are sure and contain no shorter one."""
    written: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in entry.names:
        if (brand and name.brand != brand) or (name.guard and name.guard.is_conditional):
            continue
        written.setdefault(_words(name.text), tuple(token.text for token in tokenize(name.text)))
    kept: set[tuple[str, ...]] = set()
    for words in sorted(written, key=len):
        if words and not any(_contains(words, shorter) for shorter in kept):
            kept.add(words)
    return {words: spelling for words, spelling in written.items() if words in kept}


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))
