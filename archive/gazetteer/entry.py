"""The shape of a gazetteer entry, shared by the TOML files, the database and the tagger. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Guard:
    """When an ambiguous spelling counts. Any one satisfied condition is enough; `never` forbids.

    `near`: one of these words stands within `window` words; `before`: the word just before is one
    of these (شركة، منصة); `after`: the word just after is one of these (ليفت الأميركية), which
    outweighs `never`; `quoted`: it stands alone inside quotation marks; `sure`: the same entity is
    named elsewhere in the text by a spelling without a guard or by one whose guard was satisfied;
    `never`: phrases that, where the spelling is part of them or stands next to them, rule it out
    (نهر الأمازون); in a phrase `~` stands for the spelling itself (`أحمد ~`: only just before it);
    `avoid`: words that rule it out anywhere within `window` words; `doubt`: phrases that cast doubt
    on it wherever the text has them (نيكولا تسلا): without one it needs no condition; `exact`: it
    must be written with the same hamzas, the same final ة or ى and the same capitals (آبل is not
    ابل, Apple not apple); `bare`: no letter may be attached to its front (زوم, but not لزوم);
    `not_near`: words that rule it out within `window` words whatever speaks for it, the contexts in
    which a curator rejected it. A guard of nothing else leaves the spelling sure everywhere else;
    `topic`: words of which the text must have one, wherever, for `quoted` to count (quotation marks
    say that «ألفا» is a name, الاتصالات elsewhere that it is the operator's); `instead`: phrases that,
    wherever the text has them, say that another bears the name there (مالكوم إكس): then only `before`
    and `after` count.

    In every list a word ending in `*` matches any ending (موظف* matches موظفو and الموظفين), and a
    word also matches behind و ف ب ل ك and ال. A guard that lists no positive condition (`near`,
    `before`, `after`, `quoted`, `sure`) lets the spelling count unless something forbids it.
    """

    near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    quoted: bool = False
    sure: bool = False
    never: tuple[str, ...] = ()
    window: int = 8
    avoid: tuple[str, ...] = ()
    exact: bool = False
    bare: bool = False
    doubt: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def is_exception(self) -> bool:
        """Whether it only names contexts in which the spelling does not count."""
        return bool(self.not_near) and self == Guard(not_near=self.not_near, window=self.window)

    @property
    def is_conditional(self) -> bool:
        """Whether the spelling needs something to speak for it in every text."""
        return not self.doubt and bool(self.near or self.before or self.after or self.quoted or self.sure)


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an entity. `brand`: the product it names (إنستغرام for Meta), if not the entity."""

    text: str
    brand: str = ""
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article speaks of when it is about a campaign without naming it.

    Every group in `words` must have one of its words or phrases in the text, and, where
    `companies` (slugs) are given, one of them must be named. `rule` is a short name for the evidence.
    """

    rule: str
    words: tuple[tuple[str, ...], ...]
    companies: tuple[str, ...] = ()


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
    subjects: tuple[Subject, ...] = ()
    """For campaigns: the subjects by which it may be proposed, never asserted."""
