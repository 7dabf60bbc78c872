"""Whose page it is by an address of its own: «enab.example» on a line, «info@enab.example» at the foot."""

from __future__ import annotations

import re

from archive.ingest.clean import Layout
from archive.ingest.lines import PageLine
from archive.ingest.names import Byline
from archive.ingest.publishers import Publishers

LINE_WORDS = 12
_ALONE = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)
_LINK = re.compile(r"https?://(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/\S*", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.])[\w.+-]+@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_COPY = re.compile(r"(?:انسخ |نسخ |رابط ?|الرابط)+(?:مختصر|قصير|المقال|الخبر|الماده|الدائم)?:?")
"""Above the page's own address, or before it."""


def read_address(layout: Layout, byline: Byline, publishers: Publishers) -> None:
    """The publisher whose domain stands alone on a line around the text, in an e-mail, or as the page's link.

    Two publishers' addresses name nobody: one of them is somebody else's.
    """
    if byline.publisher is not None:
        return
    found: dict[str, PageLine] = {}
    lines = layout.page.shown
    for index, line in enumerate(lines):
        if layout.first <= index <= layout.last or line.words > LINE_WORDS or "." not in line.text:
            continue
        host = _host(line, lines[index - 1] if index else None)
        publisher = publishers.by_url(f"https://{host}") if host else None
        if publisher is not None:
            found.setdefault(publisher.name, line)
    if len(found) == 1:
        (name, line), *_ = found.items()
        byline.name_publisher(name, line, "byline.address")


def _host(line: PageLine, above: PageLine | None) -> str:
    """The host of the page's own address on a line; empty without."""
    alone = _ALONE.fullmatch(line.text.strip())
    if alone:
        return alone["host"].lower()
    link = _LINK.search(line.text)
    if link:
        before = line.folded[: line.folded.find("http")].strip()
        own = _COPY.fullmatch(before) or (not before and above is not None and _COPY.fullmatch(above.folded))
        return link["host"].lower() if own else ""
    mail = _MAIL.search(line.text)
    return mail["host"].lower() if mail else ""
