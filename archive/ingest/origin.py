"""Who published and wrote an article: a person's word, the address, the page's head and its lines weighed."""

from __future__ import annotations

from archive.ingest.draft import Draft, Evidence, Given
from archive.ingest.lexicon import Lexicon
from archive.ingest.names import Byline
from archive.ingest.normalise import phrase_key
from archive.ingest.publishers import Publishers
from archive.ingest.saved_page import SavedPage

SITE_WORDS = 8
AUTHOR_WORDS = range(2, 6)


def set_origin(
    draft: Draft,
    given: Given,
    saved: SavedPage | None,
    byline: Byline,
    publishers: Publishers,
    lexicon: Lexicon,
) -> None:
    """Fill publisher, author and place of the draft with their evidence.

    `given`: what a person or the page says of the file (its address); `saved`: the head of a saved page.
    """
    draft.publisher, draft.publisher_evidence = _publisher(given, saved, byline, publishers)
    draft.author, draft.author_evidence = byline.author, byline.author_evidence
    stated = saved.author if saved else None
    if draft.author is None and stated and _is_author(stated, draft.publisher, lexicon):
        draft.author, draft.author_evidence = stated, Evidence(stated, 0, "page.author")
    draft.place = byline.place


def _publisher(
    given: Given, saved: SavedPage | None, byline: Byline, publishers: Publishers
) -> tuple[str | None, Evidence | None]:
    """Most trusted first: given by a person, the address of a known publisher, the page's head, its lines."""
    if given.publisher:
        return given.publisher, Evidence(given.publisher, 0, "given")
    known = publishers.by_url(given.url)
    if known and given.url:
        return known.name, Evidence(given.url, 0, "publisher.domain")
    if saved and saved.site and saved.site.count(" ") < SITE_WORDS:
        return saved.site, Evidence(saved.site, 0, "page.site_name")
    return byline.publisher, byline.publisher_evidence


def _is_author(name: str, publisher: str | None, lexicon: Lexicon) -> bool:
    """A person's name, not the site's, an agency's, a desk's or an account's."""
    key = phrase_key(name)
    if (
        key.count(" ") + 1 not in AUTHOR_WORDS
        or any(map(str.isdigit, key))
        or key == phrase_key(publisher or "")
    ):
        return False
    return not (
        lexicon.is_agency(key) or lexicon.is_desk(key) or lexicon.is_medium(key) or lexicon.is_place(key)
    )
