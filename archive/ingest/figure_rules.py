"""`figures.toml`: what a number can count, by the words around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from archive.ingest.data import HERE, check_keys, number, read_toml, strings
from archive.ingest.draft import FigureQualifier
from archive.ingest.normalise import fold
from archive.ingest.remembered import Remembered

_PREFIXES = ("وبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_PREFIX_LETTERS = frozenset(prefix[0] for prefix in _PREFIXES)
SHORTEST = 3
"""Letters that a word has at least without its prefix."""
REMEMBERED = 20_000
UNRECORDED = ("other", "uncounted")
"""Kinds of numbers that are read so that they are taken for no other kind."""
KEYS = ("why", "reach", "stems", "words", "weak", "close", "verbs", "parted", "never", "duals")
TABLES = ("people", "jobs", "other_units", "kind", "money", "qualifier", "currency")
Phrases = tuple[tuple[FigureQualifier, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One meaning a number can have: the words that say so and how far from it they may stand (words).

    `weak` words say so only in a sentence with one of `verbs`, `close` ones only right before the number;
    one that is in both needs the verb too. `parted`: words that keep a number apart from the word that
    would count it («وقعت عقدا يشمل 500 عامل»). `never`: phrases that mean something else.
    """

    name: str
    reach: int
    stems: tuple[str, ...]
    words: frozenset[str]
    never: tuple[tuple[str, ...], ...]
    weak: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    close: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    weakly: str = field(init=False)
    """The meaning of a word that says so weakly."""
    closely: str = field(init=False)
    """The meaning of a word that says so right before a number."""
    both: str = field(init=False)
    """The meaning of a word that says so there, in a sentence with one of `verbs`."""
    apart: str = field(init=False)
    """The meaning of one of `parted`."""
    verbally: str = field(init=False)
    """The meaning of one of `verbs`."""

    @property
    def says(self) -> tuple[str, ...]:
        """Meanings of its words without which no number is of this kind."""
        told = all(verb.startswith(self.stems) for verb in self.verbs)  # then the verb says so by itself
        return (
            (self.name, self.weakly, self.closely)
            if told
            else (self.name, self.weakly, self.closely, self.both)
        )

    def __post_init__(self) -> None:
        """Spell out the names of the meanings once."""
        object.__setattr__(self, "weakly", f"weak {self.name}")
        object.__setattr__(self, "closely", f"close {self.name}")
        object.__setattr__(self, "both", f"close and weak {self.name}")
        object.__setattr__(self, "apart", f"apart {self.name}")
        object.__setattr__(self, "verbally", f"verb {self.name}")


@dataclass(slots=True)
class FigureRules:
    """All kinds by name; `before`, `after`: phrases; `currencies`: names to ISO 4217."""

    units: tuple[Kind, ...]
    counts: tuple[Kind, ...]
    money: tuple[Kind, ...]
    duals: frozenset[str]
    before: Phrases
    after: Phrases
    currencies: dict[str, str]
    currency_words: frozenset[str] = field(init=False)
    """First words of the currencies' names."""
    meanings: Callable[[str], frozenset[str]] = field(init=False)
    """Names of all kinds a folded word can stand for; remembered, since texts repeat their words."""
    counted: frozenset[str] = field(init=False)
    """Meanings of words that say what a number counts, in people or in money."""
    leading: frozenset[str] = field(init=False)
    """Words of the phrases that may stand between such a word and the number («أكثر من»)."""
    _words: dict[str, set[str]] = field(init=False)
    _stems: dict[str, set[str]] = field(init=False)
    _lengths: list[int] = field(init=False)
    _duals: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Turn the kinds around: from a word, or the beginning of one, to all that it can stand for."""
        self.counted = frozenset(
            name for kind in (*self.counts, *self.money) if kind.name not in UNRECORDED for name in kind.says
        )
        self.leading = frozenset(
            word for _name, endings in self.before for ending in endings for word in ending.split()
        )
        self.currency_words = frozenset(name.split(" ")[0] for name in self.currencies)
        self._words, self._stems = defaultdict(set), defaultdict(set)
        for kind in (*self.units, *self.counts, *self.money):
            for meaning, words in (
                (kind.name, kind.words),
                (kind.weakly, kind.weak - kind.close),
                (kind.closely, kind.close - kind.weak),
                (kind.both, kind.close & kind.weak),
                (kind.verbally, kind.verbs),
                (kind.apart, kind.parted),
            ):
                for word in words:
                    self._words[word].add(meaning)
            for stem in kind.stems:
                self._stems[stem].add(kind.name)
        for word in self.duals:
            self._words[word].add("dual")
        self._lengths = sorted(set(map(len, self._stems)))
        prefixed = (prefix + word for prefix in _PREFIXES for word in self.duals if len(word) >= SHORTEST)
        self._duals = self.duals.union(prefixed)
        self.meanings = Remembered(self._look_up).__getitem__

    def is_dual(self, word: str) -> bool:
        """Whether a folded word counts two of something."""
        return word in self._duals

    def _look_up(self, word: str) -> frozenset[str]:
        named: set[str] = set()
        for form in forms(word):
            named.update(self._words.get(form, ()))
            for end in self._lengths:
                named.update(self._stems.get(form[:end], ()))
        return frozenset(named)


@lru_cache(maxsize=REMEMBERED)
def forms(word: str) -> tuple[str, ...]:
    """The word, then what is left of it without conjunctions, prepositions and article."""
    if word[:1] not in _PREFIX_LETTERS:
        return (word,)
    bare = (word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix))
    return (word, *(form for form in bare if len(form) >= SHORTEST))


@lru_cache(maxsize=1)
def load_figure_rules(path: Path = HERE / "figures.toml") -> FigureRules:
    """Read the file. Raises `DataError` with file and line for what it does not know."""
    tables = read_toml(path)
    check_keys(path, "", tables, TABLES)
    return FigureRules(
        tuple(_kind(path, name, tables[name]) for name in ("people", "jobs", "other_units")),
        tuple(_kind(path, f"kind.{name}", table) for name, table in tables["kind"].items()),
        tuple(_kind(path, f"money.{name}", table) for name, table in tables["money"].items()),
        frozenset(map(fold, strings(path, "people", tables["people"], "duals"))),
        _endings(_phrases(path, tables["qualifier"], "before")),
        _phrases(path, tables["qualifier"], "after"),
        _currencies(path, tables["currency"]["names"]),
    )


def _phrases(path: Path, tables: dict[str, Any], side: str) -> Phrases:
    names: tuple[FigureQualifier, ...] = ("at_least", "about")
    return tuple(
        (name, tuple(map(fold, strings(path, f"qualifier.{name}", tables[name], side)))) for name in names
    )


def _endings(phrases: Phrases) -> Phrases:
    """The phrases as a text ends with them that has a space before it; a verb may have و before it."""
    return tuple(
        (name, tuple(f" {lead}{word}" for word in words for lead in ("", "و", "ب", "ل")))
        for name, words in phrases
    )


def _currencies(path: Path, table: dict[str, Any]) -> dict[str, str]:
    codes = (code for code in table if code != "why")
    return {fold(name): code for code in codes for name in strings(path, "currency.names", table, code)}


def _kind(path: Path, table: str, values: dict[str, Any]) -> Kind:
    check_keys(path, table, values, KEYS)
    return Kind(
        table.rpartition(".")[2],
        number(path, table, values, "reach", 0),
        tuple(map(fold, strings(path, table, values, "stems"))),
        frozenset(map(fold, strings(path, table, values, "words"))),
        tuple(tuple(fold(phrase).split(" ")) for phrase in strings(path, table, values, "never")),
        frozenset(map(fold, strings(path, table, values, "weak"))),
        frozenset(map(fold, strings(path, table, values, "verbs"))),
        frozenset(map(fold, strings(path, table, values, "close"))),
        frozenset(map(fold, strings(path, table, values, "parted"))),
    )
