"""Brings the gazetteer files into the database, keeping what curators changed.

A three-way merge: the files now, the values shipped last time (kept in `Entity.shipped`), and the
database. A value still as shipped follows the files; a value a curator changed stays. What a curator merged
into another is not made again; what got another slug keeps it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.db.models import Prefetch

from archive.gazetteer.entry import Entry, Name, Subject
from archive.gazetteer.guard_json import GuardError, guard_from_json, guard_to_json
from archive.models import Alias, Campaign, Company, Redirect

logger = logging.getLogger(__name__)
Spelling = dict[str, Any]
Row = tuple[Any, ...]
ROW = "pk", "text", "brand", "guard"
"""What is read of a spelling: thousands of them, too many to make objects of."""
FIELDS = ("name_ar", "name_en", "description_ar", "description_en")


@dataclass(slots=True)
class Counts:
    """What a load did, for the line it prints."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    merged: int = 0
    """Left out, since a curator made them part of another."""


@transaction.atomic
def load(entries: Sequence[Entry]) -> Counts:
    """Bring every entry into the database. Idempotent; nothing is deleted but spellings the files dropped."""
    counts = Counts()
    for kind, model in (("company", Company), ("campaign", Campaign)):
        known = _known(kind, model)
        merged = set(Redirect.objects.filter(kind=kind).values_list("old", flat=True)) - known.keys()
        mine = [entry for entry in entries if entry.kind == kind and entry.slug not in merged]
        counts.merged += sum(entry.kind == kind and entry.slug in merged for entry in entries)
        new = [entry for entry in mine if entry.slug not in known]
        _create(model, new)
        counts.created += len(new)
        for entry in mine:
            if entry.slug in known and _update(known[entry.slug], entry):
                counts.changed += 1
    counts.unchanged = len(entries) - counts.created - counts.changed - counts.merged
    return counts


def _known(kind: str, model: type[Company] | type[Campaign]) -> dict[str, Company | Campaign]:
    """The rows by the slug of the files: one that a curator gave another slug answers to both."""
    rows: list[Company | Campaign] = list(model._default_manager.all())
    found = {row.shipped.get("slug", row.slug): row for row in rows}
    return found | {row.slug: row for row in rows}


def _company_keys(slugs: Iterable[str]) -> set[int]:
    """Ids of the companies with these slugs, by which they may have been called before."""
    wanted = set(slugs)
    keys = set(Company.objects.filter(slug__in=wanted).values_list("pk", flat=True))
    moved = Redirect.objects.filter(kind="company", old__in=wanted).values("target")
    return keys | set(Company.objects.filter(pk__in=moved).values_list("pk", flat=True))


def _create(model: type[Company] | type[Campaign], entries: Sequence[Entry]) -> None:
    """New entities with their spellings and companies, in a few statements."""
    rows = [model(slug=e.slug, **_own_fields(e), shipped=_shipped_form(e)) for e in entries]
    model._default_manager.bulk_create(rows)  # type: ignore[arg-type]  # rows are of this model
    Alias.objects.bulk_create(
        Alias(**{_field(row): row}, text=text, **spelling)
        for row in rows
        for text, spelling in row.shipped["names"].items()
    )
    pks = {slug: {pk} for slug, pk in Company.objects.values_list("slug", "pk")}
    for slug, target in Redirect.objects.filter(kind="company").values_list("old", "target"):
        pks.setdefault(slug, {target})
    Campaign.companies.through.objects.bulk_create(
        Campaign.companies.through(campaign_id=row.pk, company_id=pk)
        for row in rows
        if isinstance(row, Campaign)
        for pk in set().union(*(pks.get(slug, set()) for slug in row.shipped["companies"]))
    )


def _update(found: Company | Campaign, entry: Entry) -> bool:
    """Bring one entry's changes; whether there were any."""
    wanted = _shipped_form(entry)
    before = found.shipped
    if {**before, "slug": entry.slug} == wanted:
        return False
    for name, value in _own_fields(entry).items():
        if getattr(found, name) == before.get(name, getattr(found, name)):
            setattr(found, name, value)
    found.shipped = wanted
    found.save()
    _merge_spellings(found, before.get("names", {}), wanted["names"])
    if isinstance(found, Campaign) and entry.companies:
        added = set(entry.companies) - set(before.get("companies", ()))
        found.companies.add(*_company_keys(added))
    return True


def _own_fields(entry: Entry) -> dict[str, Any]:
    """The values of an entry that are fields of its own row."""
    fields: dict[str, Any] = {name: getattr(entry, name) for name in FIELDS}
    if entry.kind == "campaign":
        fields["category"] = entry.category
        fields["subjects"] = [
            {"rule": s.rule, "words": [list(group) for group in s.words], "companies": list(s.companies)}
            for s in entry.subjects
        ]
    return fields


def _shipped_form(entry: Entry) -> dict[str, Any]:
    names = {
        name.text: {"brand": name.brand, "guard": guard_to_json(name.guard) if name.guard else None}
        for name in entry.names
    }
    own = _own_fields(entry)
    return {"slug": entry.slug, **own, "names": names, "companies": sorted(entry.companies)}


def _merge_spellings(
    entity: Company | Campaign, before: dict[str, Spelling], now: dict[str, Spelling]
) -> None:
    """Add what the files added, drop what they dropped; leave alone what a curator changed or removed."""
    present = {alias.text: alias for alias in entity.aliases.all()}
    added = [text for text in now if text not in before and text not in present]
    Alias.objects.bulk_create(Alias(**{_field(entity): entity}, text=text, **now[text]) for text in added)
    for text, alias in present.items():
        shipped = before.get(text)
        if shipped is None or {"brand": alias.brand, "guard": alias.guard} != shipped:
            continue
        if text not in now:
            alias.delete()
        elif now[text] != shipped:
            alias.brand, alias.guard = str(now[text]["brand"]), now[text]["guard"]
            alias.save()


def _field(entity: Company | Campaign) -> Literal["company", "campaign"]:
    return "company" if isinstance(entity, Company) else "campaign"


def entries_from_database(say: Callable[[str], object] = logger.warning) -> list[Entry]:
    """Companies and campaigns with the spellings they have now, curators' changes included.

    A spelling whose stored guard cannot be read is left out, and `say` is told which and why.
    """
    spellings: defaultdict[tuple[int | None, int | None], list[Row]] = defaultdict(list)
    for company, campaign, *row in Alias.objects.values_list("company", "campaign", *ROW):
        spellings[company, campaign].append(tuple(row))
    slugs = Prefetch("companies", Company.objects.only("slug"))
    companies, campaigns = Company.objects.all(), Campaign.objects.prefetch_related(slugs)
    return [
        *(_entry(entity, spellings[entity.pk, None], say) for entity in companies.defer("shipped")),
        *(_entry(entity, spellings[None, entity.pk], say) for entity in campaigns.defer("shipped")),
    ]


def entry_of(entity: Company | Campaign, say: Callable[[str], object] = logger.warning) -> Entry:
    """A company or campaign with the spellings it has now, as the tagger wants it; `say`: see above."""
    return _entry(entity, list(entity.aliases.values_list(*ROW)), say)


def _entry(entity: Company | Campaign, spellings: Iterable[Row], say: Callable[[str], object]) -> Entry:
    companies: tuple[str, ...] = ()
    if isinstance(entity, Campaign):
        companies = tuple(company.slug for company in entity.companies.all())
    return Entry(
        kind=_field(entity),
        slug=entity.slug,
        name_ar=entity.name_ar,
        name_en=entity.name_en,
        names=tuple(_names(entity.slug, spellings, say)),
        description_ar=entity.description_ar,
        description_en=entity.description_en,
        companies=companies,
        category=getattr(entity, "category", ""),
        subjects=tuple(_subject(value) for value in getattr(entity, "subjects", [])),
    )


def _names(slug: str, spellings: Iterable[Row], say: Callable[[str], object]) -> Iterator[Name]:
    for key, text, brand, guard in spellings:
        try:
            yield Name(text, brand, guard_from_json(guard))
        except GuardError as error:
            spelling = f"spelling {key} «{text}» of {slug}"
            say(f"{spelling} is left out, its guard is wrong: {error}")


def _subject(value: dict[str, Any]) -> Subject:
    words = tuple(tuple(group) for group in value["words"])
    return Subject(value["rule"], words, tuple(value.get("companies", ())))
