"""What a spelling would tag and untag, counted and shown in context, before it is saved."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from archive.gazetteer.entry import Entry, Name
from archive.gazetteer.sync import entries_from_database
from archive.ingest.draft import Mention as Found
from archive.ingest.tag import Tagger
from archive.models import Article, Mention
from archive.retag.candidates import PAGE, likely, names_any, patterns
from archive.retag.difference import Difference, counted, difference

SECONDS = 1.5
EXAMPLES = 8
AROUND = 70


@dataclass(frozen=True, slots=True)
class Wish:
    """A spelling as it is and as a person would have it: None where there was or will be none.

    `entry`: its company or campaign as it is now, or for a new one with no names.
    """

    entry: Entry
    before: Name | None
    after: Name | None

    @property
    def texts(self) -> list[str]:
        """The writings that the change concerns."""
        return list(dict.fromkeys(name.text for name in (self.before, self.after) if name))

    def granted(self) -> Entry:
        """The entry as it would be."""
        kept = [name for name in self.entry.names if self.before is None or name.text != self.before.text]
        return replace(self.entry, names=(*kept, *([self.after] if self.after else ())))


@dataclass(frozen=True, slots=True)
class Example:
    """One place in context; `loses`: the article would lose its tag."""

    article: Article
    before: str
    words: str
    after: str
    loses: bool


@dataclass(slots=True)
class Preview:
    """Numbers of articles: newly tagged, tagged already with new places, losing the tag, and looked at.

    `complete`: every likely article was looked at; otherwise each number means «at least».
    """

    tagged: int = 0
    more: int = 0
    untagged: int = 0
    seen: int = 0
    complete: bool = True
    examples: list[Example] = field(default_factory=list)


def preview(wish: Wish, seconds: float = SECONDS) -> Preview:
    """Look at likely articles, at most so many seconds."""
    shown, end = Preview(), time.monotonic() + seconds
    wanted = patterns(wish.texts)
    if not wanted:
        return shown
    key = (wish.entry.kind, wish.entry.slug)
    others = [entry for entry in entries_from_database() if (entry.kind, entry.slug) != key]
    tagger = Tagger([*others, wish.granted()])
    articles = likely(wish.texts)
    while page := list(islice(articles, PAGE)):
        hits = [article for article in page if names_any(article, wanted)]
        mentions = stored_mentions(hits)
        for article in hits:
            _look(shown, article, mentions.get(article.pk, []), tagger, key)
        shown.seen += len(page)
        if time.monotonic() > end:
            shown.complete = next(articles, None) is None
            break
    return shown


def stored_mentions(articles: Sequence[Article]) -> dict[int, list[Mention]]:
    """The mentions of these articles, with their entities: one query."""
    rows: dict[int, list[Mention]] = {}
    found = Mention.objects.filter(article__in=articles).select_related("company", "campaign")
    for mention in found.order_by("pk"):
        rows.setdefault(mention.article_id, []).append(mention)
    return rows


def _look(
    shown: Preview, article: Article, stored: list[Mention], tagger: Tagger, key: tuple[str, str]
) -> None:
    change = difference(stored, tagger(article.title, article.body), key)
    if not change:
        return
    before, after = counted(stored, change, key)
    shown.tagged += not before and bool(after)
    shown.untagged += bool(before) and not after
    shown.more += bool(before) and after > before
    if len(shown.examples) < EXAMPLES and (example := _example(article, change, key)):
        shown.examples.append(example)


def _example(article: Article, change: Difference, key: tuple[str, str]) -> Example | None:
    """The first place that comes or goes, in its context."""
    new: list[Mention | Found] = [m for m in change.add if (m.kind, m.slug) == key]
    gone: list[Mention | Found] = [m for m in change.drop if m.entity.slug == key[1]]
    place = next(iter(new or gone), None)
    if place is None:
        return None
    text = article.title if place.in_title else article.body
    first, last = max(0, place.start - AROUND), min(len(text), place.end + AROUND)
    return Example(
        article,
        ("…" if first else "") + text[first : place.start],
        text[place.start : place.end],
        text[place.end : last] + ("…" if last < len(text) else ""),
        loses=not new,
    )
