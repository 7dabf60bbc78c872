"""Saved web pages: the text of an HTML file as lines for the furniture rules, and what its head declares.

trafilatura finds the article's text. Of the metadata only what a page states outright is taken
(Open Graph, JSON-LD, `<time>`, `<link rel=canonical>`): nothing is inferred from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from archive.ingest.draft import Rejected
from archive.ingest.normalise import arabic_letters, phrase_key, tidy

SNIFFED = 4_096
MIN_LETTERS = 80
"""With fewer Arabic letters trafilatura has missed the text, and every visible line is taken instead."""
HEADER_LINES = 15
MAX_JSON = 200_000
_HTML = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = "|".join(
    f"//{tag}" for tag in ("head", "script", "style", "noscript", "template", "svg", "nav", "form", "iframe")
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "td",
        "th",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "figcaption",
        "blockquote",
        "ul",
        "ol",
    ]
)
_SUFFIX = re.compile(r"\s+[|\-–—»·]\s+")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """Text of a page, its headline first, and what its head says (None where it says nothing)."""

    text: str
    url: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None


def is_html(text: str) -> bool:
    """The file is a saved page rather than plain text."""
    return _HTML.search(text, 0, SNIFFED) is not None


def read_saved_page(text: str) -> SavedPage:
    """Extract a page. Raises `Rejected` where it holds no markup that can be read or no text."""
    tree = _tree(text)
    linked = list(_linked_data(tree))
    site = _first(_meta(tree, "og:site_name"), *(_name(item.get("publisher")) for item in linked))
    url = _first(_link(tree, "canonical"), _meta(tree, "og:url"))
    written = (
        _meta(tree, "author"),
        _meta(tree, "article:author"),
        *(_name(item.get("author")) for item in linked),
    )
    published = _published(tree, linked)
    headline = _headline(tree, linked, site)
    seen = _visible(tree)
    body = _main_text(text) or seen
    if not arabic_letters(body):
        raise Rejected("the page holds no article text")
    shown = "\n".join([headline, *_between(seen, headline, body), "", body]) if headline else body
    return SavedPage(shown, url, site, _first(*written), published)


def _tree(text: str) -> HtmlElement:
    try:
        source = _XML_HEAD.sub("", text).encode("utf-8", errors="replace")
        return document_fromstring(source, parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise Rejected("the page's markup cannot be read") from error


def _main_text(text: str) -> str:
    """The article by trafilatura; empty where it finds too little."""
    import trafilatura  # slow to load, and most archives hold plain text only

    found = trafilatura.extract(text, include_comments=False, include_tables=False) or ""
    return found if arabic_letters(found) >= MIN_LETTERS else ""


def _between(seen: str, headline: str, body: str) -> list[str]:
    """The visible lines between headline and text, where dates and bylines stand, which trafilatura drops."""
    lines = seen.split("\n")
    keys = [phrase_key(line) for line in lines]
    top = phrase_key(headline)
    opening = phrase_key(body.split("\n", 1)[0])[:40]
    first = next((index for index, key in enumerate(keys) if opening and key.startswith(opening)), -1)
    above = [index for index in range(first) if keys[index] == top]
    between = lines[above[-1] + 1 : first] if above else []
    return between if len(between) <= HEADER_LINES and all(len(line) <= 200 for line in between) else []


def _visible(tree: HtmlElement) -> str:
    """The lines a reader sees. Takes everything else out of the tree."""
    for element in tree.xpath(_UNSEEN):
        element.drop_tree()
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = isinstance(element.tag, str) and element.tag in _BLOCKS
        if event == "start":
            pieces.append("\n" if block else "")
            pieces.append((element.text or "") if isinstance(element.tag, str) else "")
        else:
            pieces.append("\n" if block else "")
            pieces.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _headline(tree: HtmlElement, linked: list[dict[str, Any]], site: str | None) -> str:
    """The page's own heading where its head confirms it, else the head's title without the site's name."""
    declared = [
        _meta(tree, "og:title"),
        *(item.get("headline") for item in linked),
        tree.findtext(".//title"),
    ]
    titles = [tidy(title) for title in declared if isinstance(title, str) and title.strip()]
    for heading in tree.iter("h1"):
        shown = tidy(" ".join(heading.text_content().split()))
        key = phrase_key(shown)
        if key and (not titles or any(key in phrase_key(title) for title in titles)):
            return shown
    return _without_site(" ".join(titles[0].split()), site) if titles else ""


def _without_site(title: str, site: str | None) -> str:
    pieces = _SUFFIX.split(title)
    if len(pieces) > 1 and site and phrase_key(pieces[-1]) == phrase_key(site):
        return title[: title.rindex(pieces[-1])].rstrip(" |-–—»·")
    return title


def _published(tree: HtmlElement, linked: list[dict[str, Any]]) -> str | None:
    times = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
    items = tree.xpath("//*[@itemprop='datePublished']/@content")
    return _first(
        _meta(tree, "article:published_time"),
        *(item.get("datePublished") for item in linked),
        *times,
        *items,
        _meta(tree, "datePublished"),
        _meta(tree, "pubdate"),
    )


def _meta(tree: HtmlElement, name: str) -> str | None:
    found = tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return _first(*found)


def _link(tree: HtmlElement, rel: str) -> str | None:
    return _first(*tree.xpath("//link[@rel=$rel]/@href", rel=rel))


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD blocks describe."""
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        if len(block) > MAX_JSON:
            continue
        try:
            content = json.loads(block)
        except (ValueError, RecursionError):
            continue  # a broken block says nothing
        items = content if isinstance(content, list) else [content]
        graph = [part for item in items if isinstance(item, dict) for part in _listed(item.get("@graph"))]
        for item in [*items, *graph]:
            if isinstance(item, dict) and "Article" in str(item.get("@type")):
                yield item


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(value: object) -> str | None:
    """The name of a JSON-LD person or organisation, or of the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _first(*values: object) -> str | None:
    for value in values:
        if isinstance(value, str) and tidy(value):
            return " ".join(tidy(value).split())
    return None
