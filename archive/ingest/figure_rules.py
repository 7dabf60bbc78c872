"""`figures.toml`: what a number can count, by the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from archive.ingest.data import HERE, check_keys, number, read_toml, strings
from archive.ingest.draft import FigureQualifier
from archive.ingest.normalise import fold

_PREFIXES = ("وبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
REMEMBERED = 20_000
KEYS = ("why", "reach", "stems", "words", "weak", "verbs", "never", "duals")
TABLES = ("people", "jobs", "other_units", "kind", "money", "qualifier", "currency")
Phrases = tuple[tuple[FigureQualifier, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One meaning a number can have: the words that say so and how far from it they may stand (words).

    `weak` words say so only in a sentence with one of `verbs`; `never`: phrases that mean something else.
    """

    name: str
    reach: int
    stems: tuple[str, ...]
    words: frozenset[str]
    never: tuple[tuple[str, ...], ...]
    weak: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()

    def says(self, word: str) -> bool:
        """The folded word, with or without its prefixes, names this kind."""
        return any(form in self.words or form.startswith(self.stems) for form in forms(word))


@dataclass(slots=True)
class FigureRules:
    """All kinds by name; `before` and `after`: qualifying phrases; `currencies`: names to ISO 4217."""

    units: tuple[Kind, ...]
    counts: tuple[Kind, ...]
    money: tuple[Kind, ...]
    duals: frozenset[str]
    before: Phrases
    after: Phrases
    currencies: dict[str, str]
    seen: dict[str, frozenset[str]] = field(default_factory=dict)

    def meanings(self, word: str) -> frozenset[str]:
        """Names of all kinds a folded word can stand for; remembered, since texts repeat their words."""
        if word not in self.seen:
            if len(self.seen) >= REMEMBERED:
                self.seen.clear()
            kinds = (*self.units, *self.counts, *self.money)
            named = {kind.name for kind in kinds if kind.says(word)}
            named.update(f"weak {kind.name}" for kind in kinds if kind.weak & set(forms(word)))
            named.update(f"verb {kind.name}" for kind in kinds if kind.verbs & set(forms(word)))
            if self.duals & set(forms(word)):
                named.add("dual")
            self.seen[word] = frozenset(named)
        return self.seen[word]


@lru_cache(maxsize=REMEMBERED)
def forms(word: str) -> tuple[str, ...]:
    """The word, then what is left of it without conjunctions, prepositions and article."""
    bare = (word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix))
    return (word, *(form for form in bare if len(form) >= 3))


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
        _phrases(path, tables["qualifier"], "before"),
        _phrases(path, tables["qualifier"], "after"),
        _currencies(path, tables["currency"]["names"]),
    )


def _phrases(path: Path, tables: dict[str, Any], side: str) -> Phrases:
    names: tuple[FigureQualifier, ...] = ("at_least", "about")
    return tuple(
        (name, tuple(map(fold, strings(path, f"qualifier.{name}", tables[name], side)))) for name in names
    )


def _currencies(path: Path, table: dict[str, Any]) -> dict[str, str]:
    codes = (code for code in table if code != "why")
    return {fold(name): code for code in codes for name in strings(path, "currency.names", table, code)}


def _kind(path: Path, table: str, values: dict[str, Any]) -> Kind:
    check_keys(path, table, values, KEYS)
    return Kind(
        table.rpartition(".")[2],
        number(path, table, values, "reach", 0),
        tuple(map(fold, strings(path, table, values, "stems"))) or ("\0",),
        frozenset(map(fold, strings(path, table, values, "words"))),
        tuple(tuple(fold(phrase).split(" ")) for phrase in strings(path, table, values, "never")),
        frozenset(map(fold, strings(path, table, values, "weak"))),
        frozenset(map(fold, strings(path, table, values, "verbs"))),
    )
