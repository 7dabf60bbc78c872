"""Checks over the gazetteer as a whole: spellings that vanish or that two entities claim. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from archive.gazetteer.entry import Entry
from archive.gazetteer.source import Table
from archive.ingest.fold import fold_name

SHORTEST = 2
"""Letters a spelling needs without a guard; a single letter names nothing by itself."""


def refuse_empty_spellings(entry: Entry, table: Table) -> None:
    """Raise for a spelling of which folding leaves nothing or, without a guard, next to nothing."""
    for name in entry.names:
        folded = fold_name(name.text)
        if not folded or (name.guard is None and len(folded) < SHORTEST):
            raise table.error("spellings", f"{name.text!r} is too short to be a name without a guard")


def refuse_repeated(entry: Entry, table: Table) -> None:
    """Raise for a spelling that an entity lists twice, letter for letter."""
    seen: set[str] = set()
    for name in entry.names:
        if name.text in seen:
            raise table.error("spellings", f"{name.text!r} is listed twice")
        seen.add(name.text)


def refuse_collisions(entries: Sequence[tuple[Entry, Table]]) -> None:
    """Raise if one spelling, as texts are folded, is sure for two entities of the same kind."""
    owners: dict[tuple[str, str], Entry] = {}
    for entry, table in entries:
        for name in entry.names:
            if name.guard is not None:
                continue
            owner = owners.setdefault((entry.kind, fold_name(name.text)), entry)
            if owner is not entry:
                key = name.brand or "spellings"
                raise table.error(key, f"{name.text!r} is already a sure spelling of {owner.slug!r}")


def refuse_defeated_guards(entry: Entry, table: Table) -> None:
    """Raise if a spelling is listed as sure although, as texts are folded, it is also guarded."""
    guarded = {
        fold_name(name.text) for name in entry.names if name.guard is not None and not name.guard.exact
    }
    for name in entry.names:
        if name.guard is None and fold_name(name.text) in guarded:
            raise table.error("spellings", f"{name.text!r} is read like a spelling that a guard holds")
