"""What a newer reading of a capture changes, in lines a person can read. Pure."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LINE_LENGTH = 120
"""Letters of a text shown before it is cut."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An article as it is stored at one moment.

    `fields`: name → value as text; `lines`: the ledger's `(number, text, kind, rule)`; `mentions` and
    `figures`: one line of text each.
    """

    fields: dict[str, str] = field(default_factory=dict)
    body: str = ""
    lines: Sequence[tuple[int, str, str, str]] = ()
    mentions: Sequence[str] = ()
    figures: Sequence[str] = ()


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """What changed, field by field and line by line; empty if nothing did."""
    return [
        *_fields(before.fields, after.fields),
        *_lines(before.lines, after.lines),
        *_body(before.body, after.body),
        *_listed("mention", before.mentions, after.mentions),
        *_listed("figure", before.figures, after.figures),
    ]


def _fields(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield f"{name}: {_quoted(old)} → {_quoted(new)}"


def _lines(
    before: Sequence[tuple[int, str, str, str]], after: Sequence[tuple[int, str, str, str]]
) -> Iterator[str]:
    """Lines of the file that are now something else, or that are read otherwise (another decoding)."""
    old = {number: (text, kind, rule) for number, text, kind, rule in before}
    new = {number: (text, kind, rule) for number, text, kind, rule in after}
    for number in sorted({*old, *new}):
        was, now = old.get(number), new.get(number)
        if was != now:
            text = (now or was or ("", "", ""))[0]
            yield f"line {number}: {_kind(was)} → {_kind(now)}: {_cut(text)}"


def _kind(line: tuple[str, str, str] | None) -> str:
    if line is None:
        return "absent"
    _text, kind, rule = line
    return f"{kind} ({rule})" if rule else kind


def _body(before: str, after: str) -> Iterator[str]:
    """Paragraphs that went and came."""
    for row in difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0):
        if row[:3] not in ("---", "+++") and row[:2] != "@@" and row[1:].strip():
            yield f"body {row[0]} {_cut(row[1:])}"


def _listed(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    for sign, rows in (("-", gone), ("+", come)):
        for row in rows.elements():
            yield f"{name} {sign} {_cut(row)}"


def _quoted(value: str) -> str:
    return f"«{_cut(value)}»" if value else "nothing"


def _cut(text: str) -> str:
    return text if len(text) <= LINE_LENGTH else f"{text[:LINE_LENGTH]}…"
