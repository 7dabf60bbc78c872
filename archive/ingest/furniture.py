"""Furniture as data: `furniture.toml` compiled into one matcher.

A rule names lines that belong to a page and not to its article. Phrases are compared as word keys
(see `normalise.key`), so that punctuation, numbers, diacritics and spelling of alef, teh marbuta and
yeh do not matter; regular expressions see the folded line with its punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.ingest.data import HERE, DataError, check_keys, line_of, number, read_toml, strings, text
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key

LONGEST_LINE = 2_000
"""Characters: a longer line of a few words is no phrase of a page, and patterns would take long over it."""
SENTENCE_WORDS = 8
REMEMBERED = 20_000
SECTIONS = "menu.entry"
_LETTERS = re.compile(r"[^\W\d_]{2}")
WHERE = ("any", "outside", "before", "after", "inside")
SWALLOWS = ("", "headlines", "names", "summary", "rest", "lines")
PHRASES = ("exact", "prefix", "suffix", "contains", "regex", "vocabulary")
KEYS = (*PHRASES, "why", "max_words", "where", "swallows", "limit", "sentences")


Looks = Callable[[str], re.Match[str] | None]
"""Says whether a pattern is in a line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule.

    `where` it holds: "any" place, or only "outside" the article's prose, "before" it, "after" it.
    `swallows`: what goes with it: the "headlines" below a related heading, the "names" below an
    editors' heading, the "summary" below a summary label, the "rest" of the page, or `limit` "lines".
    `sentences`: it may be a whole sentence; other rules leave closed sentences alone, which are prose.
    """

    name: str
    where: str = "any"
    swallows: str = ""
    max_words: int = 12
    limit: int = 1
    sentences: bool = False

    def fits(self, words: int, sentence: bool) -> bool:
        """A line of so many words, a closed sentence or none, may be what the rule names: it is not too long,
        and no sentence unless the rule is about sentences."""
        return words <= self.max_words and (self.sentences or not sentence)


Index = dict[str, list[tuple[str, Rule]]]
"""Phrases with their rules, by one of their words."""


@dataclass(slots=True)
class Tables:
    """What lines are compared with: phrases at their edges or anywhere, vocabularies, patterns."""

    prefixes: Index = field(default_factory=dict)
    suffixes: Index = field(default_factory=dict)
    contained: Index = field(default_factory=dict)
    vocabularies: list[tuple[frozenset[str], int, Rule]] = field(default_factory=list)
    patterns: list[tuple[Looks, Rule]] = field(default_factory=list)

    def fitting(self, words: int, sentence: bool) -> Tables:
        """What is left of them for a line of so many words that is a closed sentence or none."""

        def fit(index: Index) -> Index:
            kept = {
                word: [item for item in items if item[1].fits(words, sentence)]
                for word, items in index.items()
            }
            return {word: items for word, items in kept.items() if items}

        return Tables(
            fit(self.prefixes),
            fit(self.suffixes),
            fit(self.contained),
            [item for item in self.vocabularies if item[2].fits(words, sentence)],
            [item for item in self.patterns if item[1].fits(words, sentence)],
        )

    def match(self, line: PageLine) -> Rule | None:
        """The first rule that names the line, whatever the line's shape."""
        return self._by_edge(line.key) or self._by_vocabulary(line.key) or self._by_pattern(line.folded)

    def _by_edge(self, key: str) -> Rule | None:
        for phrase, rule in self.prefixes.get(key.partition(" ")[0], ()):
            if key == phrase or key.startswith(phrase + " "):
                return rule
        for phrase, rule in self.suffixes.get(key.rpartition(" ")[2], ()):
            if key.endswith(" " + phrase):
                return rule
        if self.contained:
            padded = f" {key} "
            for word in filter(self.contained.__contains__, key.split(" ")):
                for phrase, rule in self.contained[word]:
                    if f" {phrase} " in padded:
                        return rule
        return None

    def _by_vocabulary(self, key: str) -> Rule | None:
        for words, longest, rule in self.vocabularies:
            if _covered(key.split(" "), words, longest) and _LETTERS.search(key):
                return rule
        return None

    def _by_pattern(self, folded: str) -> Rule | None:
        for found_in, rule in self.patterns:
            if found_in(folded):
                return rule
        return None


@dataclass(slots=True)
class Furniture:
    """All rules, indexed so that a line costs a few dictionary look-ups and one pattern search."""

    rules: dict[str, Rule] = field(default_factory=dict)
    exact: dict[str, Rule] = field(default_factory=dict)
    tables: Tables = field(default_factory=Tables)
    fitting: dict[tuple[int, bool], Tables] = field(default_factory=dict)
    """What is left of the tables for lines of each length, sentences and others; filled as lines come."""
    longest: int = 0
    seen: dict[str, Rule | None] = field(default_factory=dict)
    """Furniture is the same on every page of a site: answers are remembered, `REMEMBERED` at most."""

    def match(self, line: PageLine) -> Rule | None:
        """The first rule that fits the line by its words, wherever the line stands; None if none does."""
        if line.words > self.longest or len(line.folded) > LONGEST_LINE:
            return None
        if line.folded not in self.seen:
            if len(self.seen) >= REMEMBERED:
                self.seen.clear()
            self.seen[line.folded] = self._match(line)
        return self.seen[line.folded]

    def is_section(self, key: str) -> bool:
        """A word key made of nothing but names of sections."""
        words, longest = self.sections
        return bool(words) and _covered(key.split(" "), words, longest)

    def begins_with(self, words: list[str]) -> bool:
        """The words of a key begin with a phrase that begins furniture, whatever follows it."""
        key = " ".join(words)
        return any(
            key == phrase or key.startswith(f"{phrase} ")
            for phrase, _ in self.tables.prefixes.get(words[0], ())
        )

    def covers(self, name: str, key: str) -> bool:
        """A word key made of nothing but the vocabulary of the rule `name`."""
        return any(
            _covered(key.split(" "), words, longest)
            for words, longest, rule in self.tables.vocabularies
            if rule.name == name
        )

    @property
    def sections(self) -> tuple[frozenset[str], int]:
        """The vocabulary of `menu.entry` and how many words its longest entry has."""
        for words, longest, rule in self.tables.vocabularies:
            if rule.name == SECTIONS:
                return words, longest
        return frozenset(), 0

    def _match(self, line: PageLine) -> Rule | None:
        rule = self.exact.get(line.key)
        if rule is not None:
            return rule
        shape = line.words, line.words >= SENTENCE_WORDS and line.ends_period
        if shape not in self.fitting:
            self.fitting[shape] = self.tables.fitting(*shape)
        return self.fitting[shape].match(line)

    def add(self, path: Path, name: str, values: Mapping[str, Any]) -> None:
        """Compile one table. Raises `DataError` for unknown keys and values."""
        check_keys(path, name, values, KEYS)
        rule = Rule(
            name,
            _choice(path, name, values, "where", WHERE, "any"),
            _choice(path, name, values, "swallows", SWALLOWS, ""),
            number(path, name, values, "max_words", 12),
            number(path, name, values, "limit", 1),
            values.get("sentences", False) is True,
        )
        tables = self.tables
        self.rules[name] = rule
        self.longest = max(self.longest, rule.max_words)
        for phrase in _phrases(path, name, values, "exact"):
            self.exact.setdefault(phrase, rule)
        for kind, index, edge in (("prefix", tables.prefixes, 0), ("suffix", tables.suffixes, -1)):
            for phrase in _phrases(path, name, values, kind):
                index.setdefault(phrase.split(" ")[edge], []).append((phrase, rule))
        for phrase in _phrases(path, name, values, "contains"):
            tables.contained.setdefault(phrase.split(" ")[0], []).append((phrase, rule))
        words = frozenset(_phrases(path, name, values, "vocabulary"))
        if words:
            tables.vocabularies.append((words, max(word.count(" ") + 1 for word in words), rule))
        sources = strings(path, name, values, "regex")
        anchored = tuple(filter(_is_anchored, sources))
        floating = tuple(source for source in sources if source not in anchored)
        # A search tries an anchored pattern at every place of the line, a match only where it can begin.
        if anchored:
            tables.patterns.append((_compile(path, name, anchored).match, rule))
        if floating:
            tables.patterns.append((_compile(path, name, floating).search, rule))


def load_furniture(path: Path = HERE / "furniture.toml") -> Furniture:
    """Read and compile the rules. Tables are `[group.rule]`; that is also the name a removed line carries."""
    furniture = Furniture()
    for group, tables in read_toml(path).items():
        if not isinstance(tables, dict):
            raise DataError(f"{path}:{line_of(path, '', group)}: {group!r} must be a table of rules")
        for name, values in tables.items():
            if not isinstance(values, dict):
                raise DataError(f"{path}:{line_of(path, group, name)}: unknown key {name!r} in [{group}]")
            furniture.add(path, f"{group}.{name}", values)
    return furniture


def _phrases(path: Path, table: str, values: Mapping[str, Any], name: str) -> Iterable[str]:
    for phrase in strings(path, table, values, name):
        folded = phrase_key(phrase)
        if not folded:
            where = f"{path}:{line_of(path, table, name)}"
            raise DataError(f"{where}: {phrase!r} in {name!r} has no words; use regex for bare punctuation")
        yield folded


def _choice(
    path: Path, table: str, values: Mapping[str, Any], name: str, known: tuple[str, ...], default: str
) -> str:
    value = text(path, table, values, name, default)
    if value not in known:
        raise DataError(f"{path}:{line_of(path, table, name)}: {name!r} must be one of {', '.join(known)}")
    return value


def _is_anchored(source: str) -> bool:
    """Whether an expression holds at the beginning of a line only: ^, and no choice outside brackets."""
    bare = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "", source)
    within = 1
    while within:
        bare, within = re.subn(r"\([^()]*\)", "", bare)
    return bare.startswith("^") and "|" not in bare


def _compile(path: Path, table: str, sources: tuple[str, ...]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(f"(?:{source})" for source in sources))
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, table, 'regex')}: {error}") from error


def _covered(words: list[str], vocabulary: frozenset[str], longest: int) -> bool:
    """Whether the words can be cut, left to right, into entries of the vocabulary; `و` may join them."""
    position = 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 0, -1):
            entry = " ".join(words[position : position + length])
            if entry in vocabulary or (position and entry[:1] == "و" and entry[1:] in vocabulary):
                position += length
                break
        else:
            return False
    return True
