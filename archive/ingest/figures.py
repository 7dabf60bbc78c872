"""Figures that texts claim: signatures, dismissals, arrests, strikers, contract values, donations, fines.

A number counts where its unit and a word that says what it counts stand in the same sentence
(`figures.toml`). Ages, years, hours, percentages, wages and prices are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from archive.ingest.data import HERE, check_keys, number, read_toml, strings
from archive.ingest.draft import Figure, FigureQualifier
from archive.ingest.normalise import fold
from archive.ingest.numbers import Quantity, Token, find_quantities, tokens

_SENTENCE_END = re.compile(r"(?<!\s\S)[.؟!?…]+[\"”»’)\]]*(?=\s|$)|\n+")
_PREFIXES = ("وبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_CALENDAR = re.compile(
    r"^(?:عام|سنه|العام|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر)$"
)
YEARS = range(1900, 2101)
COUNTED_NOUN = 5
QUALIFIER_REACH = 8
"""Words: how far before a number «تجاوز عدد …» may stand."""


class Kind(NamedTuple):
    """One meaning a number can have: the words that say so and how far from it they may stand."""

    name: str
    reach: int
    stems: tuple[str, ...]
    words: frozenset[str]
    never: tuple[str, ...]

    def says(self, forms: tuple[str, ...]) -> bool:
        """One of the word's forms names this kind."""
        return any(form in self.words or form.startswith(self.stems) for form in forms)


@dataclass(frozen=True, slots=True)
class FigureRules:
    """`figures.toml`, folded."""

    people: Kind
    jobs: Kind
    other: Kind
    duals: frozenset[str]
    kinds: tuple[Kind, ...]
    money: tuple[Kind, ...]
    before: tuple[tuple[FigureQualifier, tuple[str, ...]], ...]
    after: tuple[tuple[FigureQualifier, tuple[str, ...]], ...]
    currencies: dict[str, str] = field(default_factory=dict)


def find_figures(body: str) -> list[Figure]:
    """The figures of a body in order; offsets are code points of the number's words in `body`."""
    rules = load_figure_rules()
    figures: list[Figure] = []
    for start, end in sentences(body):
        sentence = body[start:end]
        words = tokens(sentence)
        if words:
            figures.extend(_in_sentence(sentence, start, words, rules))
    return figures


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence, without the spaces around it."""
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield start + lead, start + len(piece.rstrip())
        start = end


def _in_sentence(sentence: str, offset: int, words: list[Token], rules: FigureRules) -> Iterator[Figure]:
    quantities = [item for item in find_quantities(words, sentence) if not _is_date_or_share(words, item)]
    if not quantities and not any(word.text in rules.duals for word in words):
        return
    forms = [_forms(word.text) for word in words]
    flat = " ".join(word.text for word in words)
    kinds = [kind for kind in rules.kinds if not any(phrase in flat for phrase in kind.never)]
    money = [kind for kind in rules.money if not any(phrase in flat for phrase in kind.never)]
    starts = {item.first for item in quantities}
    for quantity in [*quantities, *_duals(words, rules)]:
        currency, last = _currency(words, quantity, rules)
        if currency:
            kind, unit = _nearest(forms, quantity, money, starts), currency
        else:
            kind = _nearest(forms, quantity, kinds, starts)
            unit, last = _unit(forms, quantity, kind, rules)
            if not _free(sentence, words, quantity, last):
                continue
        if kind is None or kind.name == "other" or not unit:
            continue
        start, end = words[quantity.first].start, words[max(last, quantity.after - 1)].end
        yield Figure(
            kind.name,
            quantity.value,
            unit,
            _qualifier(words, quantity, rules),
            sentence,
            offset + start,
            offset + end,
        )


def _free(sentence: str, words: list[Token], quantity: Quantity, last: int) -> bool:
    """No punctuation parts the number from its noun (`"972+" ومجلة` counts nothing)."""
    if last < quantity.after or last >= len(words):
        return True
    return not re.search(
        r"[^\w\s\u0610-\u0670()«»]", sentence[words[quantity.after - 1].end : words[last].start]
    )


def _duals(words: list[Token], rules: FigureRules) -> list[Quantity]:
    """استقال موظفان: a dual noun is a number and its unit in one word."""
    return [
        Quantity(2, place, place + 1)
        for place, word in enumerate(words)
        if set(_forms(word.text)) & rules.duals
    ]


def _is_date_or_share(words: list[Token], quantity: Quantity) -> bool:
    """A year, a day of a month or a percentage."""
    before = words[quantity.first - 1].text if quantity.first else ""
    after = words[quantity.after].text if quantity.after < len(words) else ""
    if after in ("%", "٪", "بالمئه", "بالمائه", "بالميه") or before in ("%", "٪"):
        return True
    if (
        after in ("في", "ب")
        and quantity.after + 1 < len(words)
        and words[quantity.after + 1].text.startswith(("المئ", "المائ", "المي"))
    ):
        return True
    if before == "في" and words[quantity.first].text in ("المئه", "المائه", "الميه"):
        return True
    return quantity.digits and quantity.value in YEARS and _CALENDAR.match(before) is not None


def _currency(words: list[Token], quantity: Quantity, rules: FigureRules) -> tuple[str, int]:
    """The currency behind (or, as a sign, before) the number and the index of its last word."""
    place = quantity.after
    for length in (2, 1):
        names = [" ".join(_strip_article(word.text) for word in words[place : place + length])]
        if place + length <= len(words) and names[0] in rules.currencies:
            return rules.currencies[names[0]], place + length - 1
    if quantity.first and words[quantity.first - 1].text in ("$", "€", "£"):
        return rules.currencies[words[quantity.first - 1].text], quantity.after - 1
    return "", quantity.after - 1


def _unit(
    forms: list[tuple[str, ...]], quantity: Quantity, kind: Kind | None, rules: FigureRules
) -> tuple[str, int]:
    """people, jobs or nothing, and the index of the word that says so."""
    first = quantity.after
    if kind is None:
        return "", first
    if (
        quantity.value == 2
        and quantity.after - quantity.first == 1
        and set(forms[quantity.first]) & rules.duals
    ):
        return ("people" if _stands_before(forms, quantity, kind) else ""), quantity.first
    if first < len(forms) and rules.other.says(forms[first]):
        return "", first
    reach = 4 if any(kind.says(form) for form in forms[first : first + 4]) else 2
    for place in range(first, min(first + reach, len(forms))):
        if forms[place][0][0].isdigit():
            break
        if rules.jobs.says(forms[place]):
            return "jobs", place
        if rules.people.says(forms[place]) and (
            place == first or (place - first >= 1 and _links(forms, first, place, kind))
        ):
            return "people", place
    if first < len(forms) and forms[first][0].endswith("وا") and kind.says(forms[first]):
        return "people", quantity.after - 1
    if kind.name == "resignations" and _stands_before(forms, quantity, kind):
        return "people", quantity.after - 1
    return "", first


def _links(forms: list[tuple[str, ...]], first: int, place: int, kind: Kind) -> bool:
    """Between number and noun stand only «من»، «من بين» or a word that names the kind."""
    between = forms[first:place]
    return between[0][0] in ("من", "الف") or any(kind.says(form) for form in forms[first : place + 1])


def _stands_before(forms: list[tuple[str, ...]], quantity: Quantity, kind: Kind) -> bool:
    return any(kind.says(form) for form in forms[max(0, quantity.first - 2) : quantity.first])


def _nearest(
    forms: list[tuple[str, ...]], quantity: Quantity, kinds: list[Kind], starts: set[int]
) -> Kind | None:
    """The kind whose word stands nearest to the number; before it rather than behind.

    `starts`: where the sentence's numbers begin. A word behind this number that has a number of its own
    right after it speaks of that one.
    """
    best: tuple[float, Kind] | None = None
    for kind in kinds:
        low, high = max(0, quantity.first - kind.reach), min(len(forms), quantity.after + kind.reach)
        for place in (*range(low, quantity.first), *range(quantity.after, high)):
            if not kind.says(forms[place]):
                continue
            behind = place >= quantity.after
            if behind and starts & {place + 1, place + 2}:
                continue
            # The counted noun itself (تسعة متظاهرين) says less than the verb before it (اعتقلت).
            distance = place - quantity.after + 1.5 if behind else quantity.first - place
            distance += COUNTED_NOUN if place == quantity.after else 0
            if best is None or distance < best[0]:
                best = (distance, kind)
    return best[1] if best else None


def _qualifier(words: list[Token], quantity: Quantity, rules: FigureRules) -> FigureQualifier:
    near = " ".join(word.text for word in words[max(0, quantity.first - 4) : quantity.first])
    clause = " ".join(word.text for word in words[max(0, quantity.first - QUALIFIER_REACH) : quantity.first])
    behind = " ".join(word.text for word in words[quantity.after : quantity.after + 5])
    for name, phrases in rules.before:
        if any(_ends_with(near, phrase) for phrase in phrases):
            return name
    if quantity.vague or re.search(r"(?:^|\s)(?:و?[يت]?تجاوز|و?[يت]فوق|فاق)ت? (?:عدد|قيمه|مجموع)", clause):
        return "at_least"
    for name, phrases in rules.after:
        if any(f" {phrase} " in f" {behind} " for phrase in phrases):
            return name
    return "exact"


def _ends_with(text: str, phrase: str) -> bool:
    """The phrase ends the text; a verb may have a subject pronoun or و before it."""
    return text == phrase or text.endswith((" " + phrase, " و" + phrase)) or text == "و" + phrase


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, ...]:
    return (
        word,
        *(
            word[len(prefix) :]
            for prefix in _PREFIXES
            if word.startswith(prefix) and len(word) - len(prefix) >= 3
        ),
    )


def _strip_article(word: str) -> str:
    for prefix in ("ال", "لل"):
        if word.startswith(prefix) and len(word) > 4:
            return word[2:]
    return word


@lru_cache(maxsize=1)
def load_figure_rules(path: Path = HERE / "figures.toml") -> FigureRules:
    """Read `figures.toml`. Raises `DataError` with file and line for what it does not know."""
    tables = read_toml(path)
    check_keys(path, "", tables, ("people", "jobs", "other_units", "kind", "money", "qualifier", "currency"))
    duals = frozenset(map(fold, strings(path, "people", tables["people"], "duals")))
    names: tuple[FigureQualifier, ...] = ("at_least", "about")
    qualifiers = {
        side: tuple(
            (name, tuple(map(fold, strings(path, f"qualifier.{name}", tables["qualifier"][name], side))))
            for name in names
        )
        for side in ("before", "after")
    }
    currencies = tables["currency"]["names"]
    return FigureRules(
        _kind(path, "people", tables["people"]),
        _kind(path, "jobs", tables["jobs"]),
        _kind(path, "other_units", tables["other_units"]),
        duals,
        tuple(_kind(path, f"kind.{name}", table) for name, table in tables["kind"].items()),
        tuple(_kind(path, f"money.{name}", table) for name, table in tables["money"].items()),
        qualifiers["before"],
        qualifiers["after"],
        {
            fold(name): code
            for code in currencies
            if code != "why"
            for name in strings(path, "currency.names", currencies, code)
        },
    )


def _kind(path: Path, table: str, values: dict[str, Any]) -> Kind:
    check_keys(path, table, values, ("why", "reach", "stems", "words", "never", "duals"))
    return Kind(
        table.rpartition(".")[2],
        number(path, table, values, "reach", 0),
        tuple(map(fold, strings(path, table, values, "stems"))) or ("\0",),
        frozenset(map(fold, strings(path, table, values, "words"))),
        tuple(map(fold, strings(path, table, values, "never"))),
    )
