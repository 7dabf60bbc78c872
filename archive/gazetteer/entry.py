"""The shape of a gazetteer entry, shared by the TOML files, the database and the tagger. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Guard:
    """When an ambiguous spelling counts. Any one satisfied condition is enough; `never` forbids.

    `near`: one of these words stands within `window` words; `before`: the word just before is one
    of these (شركة، منصة); `quoted`: it stands inside quotation marks; `sure`: the same entity is
    named elsewhere in the text by a spelling without a guard; `never`: phrases that, where the
    spelling is part of them or stands next to them, rule it out (نهر الأمازون).
    """

    near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    quoted: bool = False
    sure: bool = False
    never: tuple[str, ...] = ()
    window: int = 8


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an entity. `brand`: the product it names (إنستغرام for Meta), if not the entity."""

    text: str
    brand: str = ""
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A company or a campaign with every spelling by which texts name it."""

    kind: Literal["company", "campaign"]
    slug: str
    name_ar: str
    name_en: str
    names: tuple[Name, ...]
    description_ar: str = ""
    description_en: str = ""
    companies: tuple[str, ...] = ()
    """Slugs of the companies a campaign is directed at."""
    category: str = ""
    """For campaigns: campaign, contract, organisation, union, hashtag, law …"""
