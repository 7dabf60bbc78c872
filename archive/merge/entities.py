"""Two companies, campaigns or publishers made one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archive.merge.moves import move_addresses, move_references
from archive.models import Campaign, Company, Publisher
from archive.operations.record import Recorder

FIELDS = {
    "company": ("slug", "name_ar", "name_en", "description_ar", "description_en"),
    "campaign": ("slug", "name_ar", "name_en", "category", "description_ar", "description_en"),
    "publisher": ("slug", "name", "name_en"),
}
"""What a person chooses from one or the other, by kind."""

Entity = Company | Campaign | Publisher


def merge(recorder: Recorder, kind: str, keep: Any, drop: Any, from_drop: Iterable[str]) -> None:
    """Make `drop` part of `keep`, both locked. `from_drop`: the fields whose value is taken from `drop`.

    What referred to `drop` refers to `keep`; `drop` is deleted; the slug that is not kept leads to `keep`.
    """
    taken = {name: getattr(drop, name) for name in from_drop if name in FIELDS[kind]}
    slugs, gone = {keep.slug, drop.slug}, drop.pk
    move_references(recorder, drop, keep)
    recorder.delete([drop])  # first: the slug or name taken from it must be free
    recorder.update([keep], {**taken, **_united(keep, drop)})
    (old,) = slugs - {keep.slug}
    move_addresses(recorder, kind, (gone, old), (keep.pk, keep.slug))
    if kind == "company":
        rename_in_subjects(recorder, old, keep.slug)


def _united(keep: Entity, drop: Entity) -> dict[str, Any]:
    """Columns that are not chosen but joined."""
    if not isinstance(keep, Publisher) or not isinstance(drop, Publisher):
        return {}
    names = dict.fromkeys([*keep.spellings, *drop.spellings, keep.name, drop.name])
    return {
        "domains": list(dict.fromkeys([*keep.domains, *drop.domains])),
        "spellings": [name for name in names if name],
    }


def rename_in_subjects(recorder: Recorder, old: str, new: str) -> None:
    """Let the subjects of campaigns, which name companies by their slugs, name this one by the new slug."""
    rows = [c for c in Campaign.objects.all() if any(old in _companies(s) for s in c.subjects)]

    def rename(campaign: Campaign) -> None:
        campaign.subjects = [
            {**s, "companies": list(dict.fromkeys(new if slug == old else slug for slug in _companies(s)))}
            for s in campaign.subjects
        ]

    recorder.alter(rows, rename)


def _companies(subject: Mapping[str, Any]) -> list[str]:
    return list(subject.get("companies", ()))
