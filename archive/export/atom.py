"""Atom (RFC 4287), the format of feed readers. Pure."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.export.record import Record, one_line

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
HOUSE = "سِجِلّ"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article. `updated`: aware, when its row last changed; `summary_html`: escaped HTML."""

    record: Record
    updated: datetime
    summary_html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """`address`: the feed's own, which is also its id; `page`: the same as a page; both absolute."""

    title: str
    address: str
    page: str
    updated: datetime


def _time(value: datetime) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes).text = one_line(text)


def _person(parent: ElementTree.Element, name: str) -> None:
    _text(ElementTree.SubElement(parent, "author"), "name", name)


def _entry(parent: ElementTree.Element, entry: Entry) -> None:
    record = entry.record
    node = ElementTree.SubElement(parent, "entry")
    _text(node, "title", record.title)
    _text(node, "id", record.url)
    ElementTree.SubElement(node, "link", rel="alternate", type="text/html", href=record.url)
    if one_line(record.source_url):
        ElementTree.SubElement(node, "link", rel="via", href=one_line(record.source_url))
    _text(node, "updated", _time(entry.updated))
    if record.published_on and record.precision == "day":
        _text(node, "published", f"{record.published_on.isoformat()}T00:00:00Z")
    if author := one_line(record.author) or one_line(record.publisher):
        _person(node, author)
    for scheme, slugs in (("company", record.companies), ("campaign", record.campaigns)):
        for slug in slugs:
            ElementTree.SubElement(node, "category", term=slug, scheme=f"urn:sijil:{scheme}")
    _text(node, "summary", entry.summary_html, type="html")


def atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The whole document, UTF-8. The escaping is ElementTree's; control characters become blanks."""
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "ar"})
    _text(root, "title", feed.title)
    _text(root, "id", feed.address)
    ElementTree.SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    ElementTree.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    _text(root, "updated", _time(feed.updated))
    _person(root, HOUSE)
    for entry in entries:
        _entry(root, entry)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
