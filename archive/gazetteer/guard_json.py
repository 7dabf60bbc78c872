"""Guards as the database keeps them: JSON objects, strictly read. Pure."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from archive.gazetteer.entry import Guard

WINDOWS = range(1, 41)
"""Words within which a guard may look."""


_DEFAULTS: dict[str, object] = {field.name: field.default for field in fields(Guard)}


class GuardError(ValueError):
    """A stored guard says something the tagger does not understand. The message says what."""


def guard_to_json(guard: Guard) -> dict[str, object]:
    """A guard as JSON with lists, without the parts that say nothing."""
    empty = asdict(Guard())
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(guard).items()
        if value != empty[name]
    }


def guard_from_json(value: object) -> Guard | None:
    """The guard that `guard_to_json` wrote; None for null.

    Raises GuardError for what is no object, an unknown key and a value of the wrong kind.
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise GuardError(f'a guard is an object such as {{"near": ["شركة"]}}, not {value!r}')
    parts: dict[str, Any] = {}
    for name, part in value.items():
        if name not in _DEFAULTS:
            raise GuardError(f"unknown key {name!r}; known are {', '.join(sorted(_DEFAULTS))}")
        parts[name] = _part(name, part, _DEFAULTS[name])
    return Guard(**parts)


def _part(name: str, part: object, default: object) -> object:
    """One value, of the kind that its default is of."""
    if isinstance(default, bool):
        if isinstance(part, bool):
            return part
        raise GuardError(f"{name!r} must be true or false, not {part!r}")
    if isinstance(default, int):
        if isinstance(part, int) and part in WINDOWS:
            return part
        raise GuardError(
            f"{name!r} must be a number of words from {WINDOWS[0]} to {WINDOWS[-1]}, not {part!r}"
        )
    if isinstance(part, list | tuple) and all(isinstance(word, str) and word.strip() for word in part):
        return tuple(part)
    raise GuardError(f"{name!r} must be a list of words, not {part!r}")
