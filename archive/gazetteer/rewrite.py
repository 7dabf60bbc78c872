"""Brings a gazetteer file up to what curators made of it, changing as few lines as it can. Pure.

Every edited entry is read back and must say what was wanted; where the small edits do not get there, the
entry is written anew as a whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

from archive.gazetteer.entry import Entry, Guard, Name
from archive.gazetteer.load import read_entry
from archive.gazetteer.render import AS_WRITTEN, entry_lines, guarded, key
from archive.gazetteer.source import GazetteerError, Table
from archive.gazetteer.toml_lines import (
    add_to_list,
    listed,
    quoted,
    remove_string,
    set_value,
    top,
)
from archive.ingest.fold import fold_name

Kind = Literal["company", "campaign"]
_Told = tuple[str, str, Guard | None]
Lists = Mapping[str, tuple[str, ...]]
FIELDS = ("name_ar", "name_en", "category", "description_ar", "description_en")


def rewrite(text: str, kind: Kind, wanted: Sequence[Entry], lists: Lists) -> str:
    """The file's text with every entry as wanted, in the file's order; new ones at the end, others gone.

    `lists`: the shared words of words.toml. Raises GazetteerError for an entry that the format cannot hold.
    """
    left = {entry.slug: entry for entry in wanted}
    out: list[str] = []
    for lines in _blocks(text.split("\n"), kind):
        if not lines[0].startswith(f"[[{kind}]]"):
            out += lines
            continue
        block, rest = _body(lines)
        entry = left.pop(read(block, kind, lists).slug, None)
        if entry is not None:
            out += edited(block, entry, lists)
        out += rest if entry is not None else [line for line in rest if line.startswith("#")]
    while out and not out[-1]:
        out.pop()
    for entry in left.values():
        out += ["", *checked(entry_lines(entry), entry, lists)]
    return "\n".join(out) + "\n"


def _blocks(lines: list[str], kind: Kind) -> list[list[str]]:
    """The lines before the first entry, then those of each entry."""
    starts = [n for n, line in enumerate(lines) if line.startswith(f"[[{kind}]]")]
    bounds = [0, *starts, len(lines)]
    return [lines[a:b] for a, b in pairwise(bounds) if a < b]


def _body(lines: list[str]) -> tuple[list[str], list[str]]:
    """An entry's own lines, and the blank lines and comments below, which belong to what comes next."""
    end = len(lines)
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return lines[:end], lines[end:]


def read(block: list[str], kind: Kind, lists: Lists) -> Entry:
    """The entry that the lines say. Raises GazetteerError."""
    try:
        values = tomllib.loads("\n".join(block))[kind][0]
    except tomllib.TOMLDecodeError as error:
        raise GazetteerError(f"{block[:2]}: {error}") from error
    return read_entry(kind, Table(Path(f"{kind}.toml"), values, block, 0, len(block)), lists)[0]


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same, in whatever order."""
    alike = all(getattr(one, name) == getattr(other, name) for name in (*FIELDS, "slug", "subjects"))
    return alike and set(one.companies) == set(other.companies) and _names(one) == _names(other)


def _names(entry: Entry) -> set[_Told]:
    return {_told(name) for name in entry.names}


def _told(name: Name) -> _Told:
    """What tells spellings apart: sure ones that the folding of texts makes one are one."""
    return (fold_name(name.text) if name.guard is None else name.text), name.brand, name.guard


def edited(block: list[str], wanted: Entry, lists: Lists) -> list[str]:
    """The entry's lines with few of them changed so that they say what is wanted."""
    found = read(block, wanted.kind, lists)
    if same(found, wanted):
        return block
    lines = list(block)
    _set_fields(lines, found, wanted)
    gone = set(found.names) - set(wanted.names)
    for name in sorted(gone, key=lambda name: name.text):
        _remove(lines, name)
    _add(lines, wanted.kind, [name for name in wanted.names if name not in set(found.names)])
    try:
        return checked(lines, wanted, lists)
    except GazetteerError:
        return checked(entry_lines(wanted), wanted, lists)


def _set_fields(lines: list[str], found: Entry, wanted: Entry) -> None:
    for name in FIELDS:
        if getattr(found, name) != getattr(wanted, name):
            set_value(lines, name, [f"{name} = {quoted(getattr(wanted, name))}"])
    if set(found.companies) != set(wanted.companies):
        set_value(lines, "companies", listed("companies", sorted(wanted.companies)))


def _remove(lines: list[str], name: Name) -> None:
    """Take a spelling out of the lists; one that follows from a name or a choice is excepted later."""
    if name.guard is None or name.guard == AS_WRITTEN:
        first = next((n for n, line in enumerate(lines) if re.match(r"\[\w+\.brands\]", line)), None)
        if name.brand and first is not None:
            remove_string(lines, name.text, first, _next_table(lines, first))
        else:
            remove_string(lines, name.text, 1, top(lines))
        return
    for first in [n for n, line in enumerate(lines) if re.match(r"\[\[\w+\.guarded\]\]", line)]:
        last = _next_table(lines, first)
        if lines[first + 1] == f"text = {quoted(name.text)}":
            del lines[first:last]
            return
        if remove_string(lines, name.text, first, first + 2):
            return


def _next_table(lines: list[str], first: int) -> int:
    return next((n for n in range(first + 1, len(lines)) if lines[n].startswith("[")), len(lines))


def _add(lines: list[str], kind: str, names: Sequence[Name]) -> None:
    for list_name, texts in (
        ("spellings", [n.text for n in names if n.guard is None and not n.brand]),
        ("as_written", [n.text for n in names if n.guard == AS_WRITTEN and not n.brand]),
    ):
        if texts and not add_to_list(lines, list_name, texts, 0, top(lines)):
            set_value(lines, list_name, listed(list_name, texts))
    for name in names:
        if name.guard is None and name.brand:
            _add_to_brand(lines, kind, name)
        elif name.guard is not None and (name.brand or name.guard != AS_WRITTEN):
            end = next((n for n, x in enumerate(lines) if x.startswith("[[campaign.subject")), len(lines))
            lines[end:end] = guarded(kind, name)


def _add_to_brand(lines: list[str], kind: str, name: Name) -> None:
    header = f"[{kind}.brands]"
    texts = [name.text] if name.text != name.brand else []
    if header not in lines:
        lines[top(lines) : top(lines)] = [header, *listed(key(name.brand), texts)]
        return
    first = lines.index(header)
    last = _next_table(lines, first)
    if not add_to_list(lines, name.brand, texts, first, last):
        lines[first + 1 : first + 1] = listed(key(name.brand), texts)


def checked(lines: list[str], wanted: Entry, lists: Lists) -> list[str]:
    """The lines once they say what is wanted, with `except` for what follows from them and is not.

    Raises GazetteerError where that cannot be.
    """
    found = read(lines, wanted.kind, lists)
    extra = [name.text for name in found.names if _told(name) not in _names(wanted)]
    if extra:
        lines = list(lines)
        if not add_to_list(lines, "except", extra, 0, top(lines)):
            set_value(lines, "except", listed("except", extra))
        found = read(lines, wanted.kind, lists)
    if not same(found, wanted):
        raise GazetteerError(f"{wanted.kind} {wanted.slug!r} cannot be written in the format of the files")
    return lines
