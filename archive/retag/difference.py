"""What a changed spelling does to the mentions of one article. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.ingest.draft import Mention as Found
from archive.models import Mention

Entity = tuple[str, str]
"""Kind and slug."""
_Span = tuple[bool, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Mentions to add, and rows to delete."""

    add: list[Found]
    drop: list[Mention]

    def __bool__(self) -> bool:
        return bool(self.add or self.drop)


def every_difference(stored: Sequence[Mention], found: Sequence[Found]) -> Difference:
    """How the stored mentions (fetched with their entities) must change to be what the tagger finds now.

    What a person decided stays, and a finding in its place is not stored.
    """
    decided = [mention for mention in stored if mention.by_hand]
    known = {_key(mention): mention for mention in stored if not mention.by_hand}
    now = {_found_key(one): one for one in found}
    return Difference(
        [one for key, one in now.items() if key not in known and not _is_decided(one, decided)],
        [mention for key, mention in known.items() if key not in now],
    )


def difference(stored: Sequence[Mention], found: Sequence[Found], entity: Entity) -> Difference:
    """How the stored mentions (fetched with their entities) must change for what the tagger finds now.

    Of other entities only what stands where the entity's own mentions come or go is touched: of overlapping
    names the longest counts.
    """
    every = every_difference(stored, found)
    add, drop = every.add, every.drop
    places = [_span(m) for m in add if (m.kind, m.slug) == entity]
    places += [_span(m) for m in drop if _entity(m) == entity]
    return Difference(
        [m for m in add if (m.kind, m.slug) == entity or _touches(m, places)],
        [m for m in drop if _entity(m) == entity or _touches(m, places)],
    )


def counted(stored: Sequence[Mention], change: Difference, entity: Entity) -> tuple[int, int]:
    """How many mentions of the entity count before and after the change."""
    before = sum(m.counts for m in stored if _entity(m) == entity)
    lost = sum(m.counts for m in change.drop if _entity(m) == entity)
    new = sum(m.state == "asserted" for m in change.add if (m.kind, m.slug) == entity)
    return before, before - lost + new


def _entity(mention: Mention) -> Entity:
    return ("company" if mention.company_id else "campaign", mention.entity.slug)


def _key(mention: Mention) -> tuple[object, ...]:
    """Rows that say the same: a change of state, rule or brand makes another."""
    return (*_entity(mention), *_span(mention), mention.state, mention.rule, mention.brand)


def _found_key(found: Found) -> tuple[object, ...]:
    return (found.kind, found.slug, *_span(found), found.state, found.rule[:200], found.brand)


def _span(mention: Mention | Found) -> _Span:
    return mention.in_title, mention.start, mention.end


def _touches(mention: Mention | Found, places: Iterable[_Span]) -> bool:
    in_title, start, end = _span(mention)
    return any(in_title == there and start < last and first < end for there, first, last in places)


def _is_decided(found: Found, decided: Sequence[Mention]) -> bool:
    """Whether a person said something of the same entity in that place."""
    mine = [_span(m) for m in decided if _entity(m) == (found.kind, found.slug)]
    return _touches(found, mine)
