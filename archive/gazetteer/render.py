"""An entry as the TOML text that the gazetteer's files are made of. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from archive.gazetteer.entry import Entry, Guard, Name, Subject
from archive.gazetteer.toml_lines import listed, quoted

AS_WRITTEN = Guard(exact=True)
_DEFAULTS = asdict(Guard())


def key(text: str) -> str:
    """A text as a TOML key."""
    bare = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if bare else quoted(text)


def guarded(kind: str, name: Name) -> list[str]:
    """A spelling with its guard."""
    guard = name.guard or Guard()
    lines = [f"[[{kind}.guarded]]", f"text = {quoted(name.text)}"]
    if name.brand:
        lines.append(f"brand = {quoted(name.brand)}")
    for part, value in asdict(guard).items():
        if value != _DEFAULTS[part]:
            lines += _value(part, value)
    return lines


def _value(name: str, value: Any) -> list[str]:
    if isinstance(value, tuple):
        return listed(name, list(value))
    return [f"{name} = {str(value).lower()}"]


def subject(found: Subject) -> list[str]:
    """What a campaign is about."""
    groups = ", ".join(f"[{', '.join(map(quoted, group))}]" for group in found.words)
    lines = ["[[campaign.subject]]", f"rule = {quoted(found.rule)}", f"words = [{groups}]"]
    return lines + (listed("companies", list(found.companies)) if found.companies else [])


def brands(kind: str, names: list[Name]) -> list[str]:
    """The spellings of brands, each under its brand; the brand's own name is one by itself."""
    by_brand: dict[str, list[str]] = {}
    for name in names:
        texts = by_brand.setdefault(name.brand, [])
        if name.text != name.brand:
            texts.append(name.text)
    if not by_brand:
        return []
    rows = [line for brand, texts in by_brand.items() for line in listed(key(brand), texts)]
    return [f"[{kind}.brands]", *rows]


def entry_lines(entry: Entry) -> list[str]:
    """The whole entry; spellings that follow from its names and do not count are not excepted yet."""
    lines = [f"[[{entry.kind}]]"]
    fields = ("slug", "name_ar", "name_en", "category", "description_ar", "description_en")
    lines += [f"{name} = {quoted(getattr(entry, name))}" for name in fields if getattr(entry, name)]
    if entry.companies:
        lines += listed("companies", list(entry.companies))
    shown = {entry.name_ar, entry.name_en}
    sure = [n for n in entry.names if n.guard is None]
    plain = [n.text for n in sure if not n.brand and n.text not in shown]
    exact = [n.text for n in entry.names if n.guard == AS_WRITTEN and not n.brand]
    lines += listed("spellings", plain) if plain else []
    lines += listed("as_written", exact) if exact else []
    lines += brands(entry.kind, [n for n in sure if n.brand])
    for name in entry.names:
        if name.guard is not None and (name.brand or name.guard != AS_WRITTEN):
            lines += guarded(entry.kind, name)
    for found in entry.subjects:
        lines += subject(found)
    return lines
