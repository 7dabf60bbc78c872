"""From a source file to a draft article. Pure: no database, no network; same bytes, same draft."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from archive.ingest.byline import read_byline
from archive.ingest.clean import Layout, clean
from archive.ingest.data import code_fingerprint, fingerprint
from archive.ingest.dating import date_article
from archive.ingest.decoding import decode
from archive.ingest.draft import Draft, Mention, Rejected, Source
from archive.ingest.figures import find_figures
from archive.ingest.furniture import Furniture, load_furniture
from archive.ingest.header import close_header
from archive.ingest.lexicon import Lexicon, load_lexicon
from archive.ingest.lines import read_page
from archive.ingest.normalise import has_arabic
from archive.ingest.origin import set_origin
from archive.ingest.paragraphs import join_body
from archive.ingest.publishers import Publishers, load_publishers
from archive.ingest.saved_page import is_html, read_saved_page

RULES_VERSION = f"{code_fingerprint()}-{fingerprint()}"
"""Names the code and the data files that read a page: 25 characters."""
MIN_BODY_LETTERS = 20

Tagger = Callable[[str, str], list[Mention]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything `parse` knows from data files, read once."""

    furniture: Furniture
    lexicon: Lexicon
    publishers: Publishers
    version: str = RULES_VERSION


@cache
def load_rules() -> Rules:
    """Read every data file, once a process: `RULES_VERSION` too names them as they were at the start.

    Raises `DataError` naming file and line for what is not understood.
    """
    publishers = load_publishers()
    return Rules(load_furniture(), load_lexicon(publishers=publishers.names), publishers)


def parse(source: Source, *, rules: Rules, tagger: Tagger) -> Draft:
    """The article in a file: title, body, ledger, date, publisher, author, place, mentions and figures.

    A saved web page is first turned into lines, and the ledger is of these. Raises `Rejected`, saying why,
    where there is no text, no headline or no article in it.
    """
    text, encoding = decode(source.data)
    saved = read_saved_page(text) if is_html(text) else None
    page = read_page(saved.text if saved else text)
    if not page.shown:
        raise Rejected("the file holds only blank lines")
    given = replace(source.given, url=source.given.url or (saved.url if saved else None))
    known = rules.publishers.by_url(given.url) or rules.publishers.by_name(given.publisher)
    layout = clean(page, rules.furniture, rules.lexicon, known.strips if known else None, source.repeated)
    published = date_article(
        layout, given, rules.lexicon, known.date_order if known else "", saved.published if saved else None
    )
    byline = read_byline(layout, rules.lexicon, rules.publishers)
    close_header(layout, rules.lexicon)
    sha256 = hashlib.sha256(source.data).hexdigest()
    draft = Draft(source, sha256, encoding, page.lines, layout.headline, _body(layout), published=published)
    set_origin(draft, given, saved, byline, rules.publishers, rules.lexicon)
    if layout.opening:
        draft.warnings.append("title.derived")
    draft.mentions = tagger(draft.title, draft.body)
    draft.figures = find_figures(draft.body)
    return draft


def _body(layout: Layout) -> str:
    lines = [line for line in layout.page.shown if line.line.kind == "body"]
    opening = layout.opening
    body = join_body(lines, opening.cut, opening.end) if opening else join_body(lines)
    if not has_arabic(body, MIN_BODY_LETTERS):
        raise Rejected("no article text is left once the page's furniture is removed")
    return body
