"""The gazetteer's TOML files as entries. Pure; refuses what it does not understand, with the line.

The files say what they hold in the comments at their top: `words.toml` (lists of words that guards
share as `@name`), `companies.toml` and `campaigns.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from archive.gazetteer.braces import expand
from archive.gazetteer.checks import (
    refuse_collisions,
    refuse_defeated_guards,
    refuse_empty_spellings,
    refuse_repeated,
)
from archive.gazetteer.entry import Entry, Guard, Name, Subject
from archive.gazetteer.source import GazetteerError, Table, tables
from archive.ingest.fold import fold_name

SHIPPED = Path(__file__).resolve().parent
FILES: dict[Literal["company", "campaign"], str] = {"company": "companies.toml", "campaign": "campaigns.toml"}

_COMMON = {
    "slug",
    "name_ar",
    "name_en",
    "description_ar",
    "description_en",
    "spellings",
    "as_written",
    "except",
    "brands",
    "guarded",
    "label",
}
_KEYS = {"company": _COMMON, "campaign": _COMMON | {"category", "companies", "subject"}}
_GUARD_LISTS = ("near", "before", "never", "avoid", "doubt", "after", "not_near", "topic", "instead")
_GUARD_FLAGS = ("quoted", "sure", "exact", "bare")
_GUARD_KEYS = {"text", "brand", "window", *_GUARD_LISTS, *_GUARD_FLAGS}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

CATEGORIES = frozenset(
    {
        "campaign",
        "boycott",
        "movement",
        "strike",
        "contract",
        "union",
        "hashtag",
        "leak",
        "organisation",
        "law",
        "system",
    }
)


def load(folder: Path | None = None) -> list[Entry]:
    """The entries of a folder's `companies.toml` and `campaigns.toml`, the shipped ones by default.

    Raises `GazetteerError`, naming file, line and key, for unknown keys, duplicate slugs, guards that
    make no sense, unknown word lists or companies, and a spelling that is sure for two entities.
    """
    folder = folder or SHIPPED
    words = word_lists(folder / "words.toml")
    companies = [
        read_entry("company", table, words) for table in tables(folder / FILES["company"], "company")
    ]
    campaigns = [
        read_entry("campaign", table, words) for table in tables(folder / FILES["campaign"], "campaign")
    ]
    _refuse_duplicates([*companies, *campaigns])
    known = {entry.slug for entry, _ in companies}
    for entry, table in campaigns:
        _refuse_unknown_companies(entry, table, known)
    refuse_collisions([*companies, *campaigns])
    return [entry for entry, _ in (*companies, *campaigns)]


def word_lists(path: Path) -> dict[str, tuple[str, ...]]:
    """The named lists of words; a folder may do without them."""
    if not path.is_file():
        return {}
    lists: dict[str, tuple[str, ...]] = {}
    for table in tables(path, "words"):
        name, words = table.text("name"), table.strings("list")
        lists[name] = _expand(table, "list", words, lists)
    return lists


def _expand(
    table: Table, key: str, words: Sequence[str], lists: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The words with every `@name` replaced by that list's words, each once."""
    found: dict[str, None] = {}
    for word in words:
        if not word.startswith("@"):
            found[word] = None
        elif word[1:] in lists:
            found.update(dict.fromkeys(lists[word[1:]]))
        else:
            raise table.error(key, f"no word list is called {word[1:]!r}")
    return tuple(found)


def read_entry(
    kind: Literal["company", "campaign"], table: Table, lists: Mapping[str, tuple[str, ...]]
) -> tuple[Entry, Table]:
    """The entry of one `[[company]]` or `[[campaign]]`. Raises `GazetteerError` naming line and key."""
    table.refuse_unknown(_KEYS[kind])
    slug = table.text("slug")
    if not _SLUG.fullmatch(slug):
        raise table.error("slug", f"{slug!r} is not made of a-z, 0-9 and single hyphens")
    out = set(table.strings("except"))
    guarded = [
        name for part in table.parts("guarded") for name in _guarded(part, lists) if name.text not in out
    ]
    entry = Entry(
        kind=kind,
        slug=slug,
        name_ar=table.text("name_ar"),
        name_en=table.text("name_en"),
        names=(*_sure_names(table, {name.text for name in guarded}), *guarded),
        description_ar=table.text("description_ar", default=""),
        description_en=table.text("description_en", default=""),
        companies=tuple(table.strings("companies")),
        category=_category(table) if kind == "campaign" else "",
        subjects=tuple(_subject(part, lists) for part in table.parts("subject")),
    )
    refuse_empty_spellings(entry, table)
    refuse_defeated_guards(entry, table)
    refuse_repeated(entry, table)
    return entry, table


def _category(table: Table) -> str:
    category = table.text("category")
    if category not in CATEGORIES:
        raise table.error("category", f"{category!r} is not one of {', '.join(sorted(CATEGORIES))}")
    return category


def _sure_names(table: Table, guarded: set[str]) -> list[Name]:
    """The names and spellings without a guard; the two names count unless they are labels or guarded.

    Of spellings that fold to the same string only the first is kept.
    """
    shown = [] if table.flag("label") else [table.text("name_ar"), table.text("name_en")]
    as_written, out = table.spellings("as_written"), set(table.strings("except"))
    names = [Name(text) for text in (*shown, *table.spellings("spellings"))]
    for brand, spellings in _brands(table).items():
        names += [Name(text, brand) for text in (brand, *spellings)]
    kept: dict[str, Name] = {}
    for name in names:
        if name.text not in guarded and name.text not in as_written and name.text not in out:
            kept.setdefault(fold_name(name.text), name)
    exact = (Name(text, guard=Guard(exact=True)) for text in as_written if text not in out)
    return [*kept.values(), *exact]


def _brands(table: Table) -> dict[str, list[str]]:
    """The brands with their spellings, choices spelled out."""
    brands: Any = table.values.get("brands", {})
    if not isinstance(brands, dict):
        raise table.error("brands", "must be a table of lists: a brand's name and its spellings")
    for brand, spellings in brands.items():
        if not isinstance(spellings, list) or not all(isinstance(text, str) for text in spellings):
            raise table.error(brand, "a brand's spellings must be a list of strings")
    return {brand: list(chain.from_iterable(map(expand, spellings))) for brand, spellings in brands.items()}


def _guarded(part: Table, lists: Mapping[str, tuple[str, ...]]) -> list[Name]:
    part.refuse_unknown(_GUARD_KEYS)
    texts = part.spellings("text")
    if not texts:
        raise part.error("text", "a guard needs at least one spelling")
    words = {key: _expand(part, key, part.strings(key), lists) for key in _GUARD_LISTS}
    flags = {key: part.flag(key) for key in _GUARD_FLAGS}
    if not any((*words.values(), *flags.values())):
        raise part.error("text", "a guard needs a condition; without one list the spelling in `spellings`")
    if words["topic"] and not flags["quoted"]:
        raise part.error("topic", "says what `quoted` needs; without `quoted` it says nothing")
    conditions: dict[str, Any] = {**words, **flags, "window": _window(part)}
    guard = Guard(**conditions)
    brand = part.text("brand", default="")
    return [Name(text, brand, guard) for text in texts]


def _window(part: Table) -> int:
    window = part.values.get("window", 8)
    if not isinstance(window, int) or isinstance(window, bool) or not 1 <= window <= 40:
        raise part.error("window", "must be a number of words from 1 to 40")
    return window


def _subject(part: Table, lists: Mapping[str, tuple[str, ...]]) -> Subject:
    part.refuse_unknown({"rule", "words", "companies"})
    groups = part.values.get("words")
    if (
        not isinstance(groups, list)
        or not groups
        or not all(isinstance(group, list) and group for group in groups)
    ):
        raise part.error("words", "must be a list of non-empty lists")
    return Subject(
        rule=part.text("rule"),
        words=tuple(_expand(part, "words", group, lists) for group in groups),
        companies=tuple(part.strings("companies")),
    )


def _refuse_duplicates(entries: Sequence[tuple[Entry, Table]]) -> None:
    seen: set[tuple[str, str]] = set()
    for entry, table in entries:
        if (entry.kind, entry.slug) in seen:
            raise table.error("slug", f"{entry.slug!r} is used twice")
        seen.add((entry.kind, entry.slug))


def _refuse_unknown_companies(entry: Entry, table: Table, known: set[str]) -> None:
    mentioned = {*entry.companies, *(slug for subject in entry.subjects for slug in subject.companies)}
    if unknown := sorted(mentioned - known):
        raise table.error("companies", f"no company has the slug {unknown[0]!r}")


__all__ = ["CATEGORIES", "FILES", "SHIPPED", "GazetteerError", "load", "read_entry", "word_lists"]
