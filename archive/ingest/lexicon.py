"""Closed word lists of `lexicon.toml`: media words, agencies, desks, first names, places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from archive.ingest.data import HERE, check_keys, read_toml, strings
from archive.ingest.normalise import phrase_key

TABLES = {
    "media": ("heads", "tails", "typical", "organisations", "never"),
    "agencies": ("names",),
    "desks": ("names",),
    "given_names": ("names", "ambiguous", "prefixes", "titles"),
    "cities": ("names", "countries"),
}
GREETINGS = ("صباح الخير", "مساء الخير", "صباح النور", "سلام عليكم", "رمضان كريم", "رمضان مبارك")
MEDIA_KINDS = frozenset(
    (
        "صحيفه",
        "جريده",
        "مجله",
        "وكاله",
        "شبكه",
        "موقع",
        "قناه",
        "تلفزيون",
        "راديو",
        "اذاعه",
        "بوابه",
        "منتديات",
    )
)
BRANDED = frozenset(("نيوز", "برس", "بريس", "ميديا", "بوست", "تايمز", "اونلاين", "تيفي", "نت", "بلس"))
"""Last words that make a first name a medium's («سهيل نيوز»)."""
SLOGAN = ("الاولي", "الاول")
"""«صحيفة العرب الأولى» praises a paper, it does not name it."""
NOW = ("الان", "اليوم")
"""Behind a country's name these make a paper's."""


@dataclass(frozen=True)
class Lexicon:
    """Word lists as sets of word keys, keyed `table.list`, and the questions asked of them.

    `publishers`: names of the publishers we know.
    """

    lists: dict[str, frozenset[str]]
    publishers: frozenset[str] = frozenset()

    @cached_property
    def places(self) -> frozenset[str]:
        """Cities and countries."""
        return self.lists["cities.names"] | self.lists["cities.countries"]

    def is_place(self, key: str) -> bool:
        """A city or country, also several of them (`واشنطن نيويورك`, `رام الله وغزة`)."""
        return key in self.places or _all_in(key.split(" "), self.places)

    def is_city(self, key: str) -> bool:
        """A city: what a dateline names, where a country may as well be the name of a section."""
        return _all_in(key.split(" "), self.lists["cities.names"])

    def is_agency(self, key: str) -> bool:
        """A credited source, or several (`وكالات ورويترز`)."""
        return _all_in(key.split(" "), self.lists["agencies.names"])

    def is_desk(self, key: str) -> bool:
        """A byline that names no person (`محرر الشؤون الدولية`)."""
        words = key.split(" ")
        desks = self.lists["desks.names"]
        return any(" ".join(words[:length]) in desks for length in range(1, min(len(words), 3) + 1))

    def is_first_name(self, key: str) -> bool:
        """A first name alone that is no other word, as bloggers sign."""
        return key in self.lists["given_names.names"]

    def is_person(self, key: str) -> bool:
        """Two to five words beginning with a known first name (after titles) or a name's prefix."""
        words = key.split(" ")
        while words and words[0] in self.lists["given_names.titles"]:
            words = words[1:]
        if not 2 <= len(words) <= 5 or any(word.isdigit() for word in words):
            return False
        if key in GREETINGS or words[-1] in BRANDED:
            return False
        if words[0] in self.lists["given_names.ambiguous"]:
            return not self.is_medium(key) and sum(word.startswith("ال") for word in words) < 2
        return words[0] in self.lists["given_names.names"] or words[0] in self.lists["given_names.prefixes"]

    def is_medium(self, key: str) -> bool:
        """A name that says it is a medium's: by its first word, its last ones, or all of them."""
        words = key.split(" ")
        if " " in key and key in self.publishers:
            return True
        if not key or len(words) > 6 or key in self.lists["media.never"] or words[-1] in SLOGAN:
            return False
        tails = self.lists["media.tails"]
        if len(words) > 1 and (words[0] in self.lists["media.heads"] or " ".join(words[-2:]) in tails):
            return True
        if words[-1] in tails:
            return len(words) > 1 or words[0].startswith("ال") or words[0].isascii()
        typical = self.lists["media.typical"]
        if len(words) > 2 and words[-1] in typical:  # «كذا نيوز العربية» as «كذا نيوز»
            return self.is_medium(" ".join(words[:-1]))
        if len(words) == 2 and words[0] in self.lists["cities.countries"] and words[1] in NOW:
            return key not in self.lists["media.never"]
        return len(words) > 1 and all(word in typical for word in words)

    def says_medium(self, key: str) -> bool:
        """A known publisher's name of several words, or one that begins with a kind of medium (صحيفة كذا)."""
        head, _, rest = key.partition(" ")
        return bool(rest) and (key in self.publishers or head in MEDIA_KINDS)

    def names_organisation(self, key: str) -> bool:
        """«الشبكة المغاربية لحرية الإنترنت», «جمعية الصحفيين التونسيين»: two to seven words, definite."""
        head, _, rest = key.partition(" ")
        known = head.removeprefix("ال") in self.lists["media.organisations"] | MEDIA_KINDS
        definite = head.startswith("ال") or rest.startswith(("ال", "لل"))
        return known and definite and key.count(" ") in range(1, 7) and key not in self.lists["media.never"]

    def is_organisation(self, key: str) -> bool:
        """«نقابة عمال كذا», «الحزب كذا»: two to seven words, whose first is a kind of organisation."""
        head, _, rest = key.partition(" ")
        known = head.removeprefix("ال") in self.lists["media.organisations"]
        return known and rest.count(" ") < 6 and bool(rest) and key not in self.lists["media.never"]

    def may_open(self, key: str) -> bool:
        """A name that, opening a text before a dash, is who publishes it: no place has such a form."""
        words = key.split(" ")
        if not 2 <= len(words) <= 5 or key in self.lists["media.never"]:
            return False
        return words[0] in self.lists["media.organisations"] or (
            len(words) == 2 and all(word.startswith("ال") and len(word) > 4 for word in words)
        )


def load_lexicon(path: Path = HERE / "lexicon.toml", publishers: frozenset[str] = frozenset()) -> Lexicon:
    """Read the lists; `publishers`: word keys of known publishers' names.

    Raises `DataError` with file and line for an unknown table or key.
    """
    tables = read_toml(path)
    check_keys(path, "", tables, TABLES)
    lists: dict[str, frozenset[str]] = {}
    for table, names in TABLES.items():
        values = tables[table]
        check_keys(path, table, values, (*names, "why"))
        for name in names:
            lists[f"{table}.{name}"] = frozenset(map(phrase_key, strings(path, table, values, name)))
    return Lexicon(lists, publishers)


def _all_in(words: list[str], names: frozenset[str], longest: int = 5) -> bool:
    """Whether the words can be cut into names, allowing `و` before every name but the first."""
    position = 0
    while position < len(words):
        for length in range(min(longest, len(words) - position), 0, -1):
            candidate = " ".join(words[position : position + length])
            if candidate in names or (position and candidate.startswith("و") and candidate[1:] in names):
                position += length
                break
        else:
            return False
    return position > 0
