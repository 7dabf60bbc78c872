"""Publishers we know: names, domains, and how their pages are built (`publishers/*.toml`, one file each).

`media.toml` holds the names and domains of many more, whose pages need no rules of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from archive.ingest.data import HERE, DataError, check_keys, line_of, read_toml, strings, text
from archive.ingest.dates import Order
from archive.ingest.furniture import Furniture
from archive.ingest.normalise import phrase_key

KEYS = ("name", "why", "domains", "names", "date_order", "dateline", "strips", "example")
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
EXAMPLE_KEYS = ("page", "url", "title", "publisher", "author", "place", "published_on", "body")


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher's file.

    `name`: as shown; `names`: other spellings on pages; `dateline`: the words in brackets by which its
    texts begin; `date_order`: how it writes numeric dates; `strips`: furniture of its own.
    """

    name: str
    domains: tuple[str, ...]
    keys: frozenset[str]
    date_order: Order
    dateline: frozenset[str]
    strips: Furniture
    example: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Publishers:
    """Found by domain or by any of a publisher's names; `all` have a file, `media` only names and domains."""

    all: list[Publisher]
    media: list[Publisher] = field(default_factory=list)
    _named: dict[str, Publisher] = field(default_factory=dict, init=False, repr=False, compare=False)

    def by_url(self, url: str | None) -> Publisher | None:
        """The publisher on whose domain (or a subdomain) the address lies."""
        host = _host(url)
        if not host:
            return None
        for publisher in (*self.all, *self.media):
            if any(host == domain or host.endswith("." + domain) for domain in publisher.domains):
                return publisher
        return None

    @property
    def names(self) -> frozenset[str]:
        """Word keys of every name."""
        return frozenset(key for publisher in (*self.all, *self.media) for key in publisher.keys)

    def by_dateline(self, bracket: str) -> Publisher | None:
        """The publisher that signs its datelines with this word («دبي (CNN) --»)."""
        key = phrase_key(bracket)
        return next((publisher for publisher in self.all if key and key in publisher.dateline), None)

    def by_name(self, name: str | None) -> Publisher | None:
        """The publisher that goes by this name."""
        if not name:
            return None
        if not self._named:
            for publisher in reversed((*self.all, *self.media)):
                self._named.update(dict.fromkeys(publisher.keys, publisher))
        return self._named.get(phrase_key(name))


def load_publishers(folder: Path = HERE / "publishers", media: Path = HERE / "media.toml") -> Publishers:
    """Read every file. Raises `DataError` with file and line for what it does not understand."""
    return Publishers([load_publisher(path) for path in sorted(folder.glob("*.toml"))], load_media(media))


def load_media(path: Path) -> list[Publisher]:
    """The names and domains of `media.toml`."""
    found = []
    for group, names in read_toml(path).items():
        if not isinstance(names, dict):
            raise DataError(f"{path}:{line_of(path, '', group)}: {group!r} must be a table of names")
        for name in names:
            others = strings(path, group, names, name)
            domains = tuple(other for other in others if _DOMAIN.fullmatch(other))
            keys = frozenset(phrase_key(other) for other in (name, *others) if other not in domains)
            found.append(Publisher(name, domains, keys, "", frozenset(), Furniture()))
    return found


def load_publisher(path: Path) -> Publisher:
    """Read one publisher's file."""
    values = read_toml(path)
    check_keys(path, "", values, KEYS)
    name = text(path, "", values, "name")
    if not name:
        raise DataError(f"{path}:1: a publisher needs a name")
    order = text(path, "", values, "date_order")
    if order not in ("", "dmy", "mdy", "ymd"):
        raise DataError(f"{path}:{line_of(path, '', 'date_order')}: date_order must be dmy, mdy or ymd")
    strips = Furniture()
    for rule, table in _table(path, values, "strips").items():
        strips.add(path, f"strips.{rule}", table)
    example = _table(path, values, "example")
    check_keys(path, "example", example, EXAMPLE_KEYS)
    return Publisher(
        name,
        strings(path, "", values, "domains"),
        frozenset(map(phrase_key, (name, *strings(path, "", values, "names")))),
        cast(Order, order),
        frozenset(map(phrase_key, strings(path, "", values, "dateline"))),
        strips,
        {key: text(path, "example", example, key) for key in example},
    )


def _host(url: str | None) -> str:
    """The host of an address; empty where it is none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _table(path: Path, values: dict[str, Any], name: str) -> dict[str, Any]:
    table = values.get(name, {})
    if isinstance(table, dict):
        return table
    raise DataError(f"{path}:{line_of(path, '', name)}: {name!r} must be a table")
