"""Two articles that are one made one: the same story stored twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archive import copies
from archive.ingest import findings
from archive.ingest.anchors import moved
from archive.ingest.figures import find_figures
from archive.ingest.prepare import text_hash
from archive.ingest.retag import tagger
from archive.merge.moves import move_addresses, move_references
from archive.models import Article, Capture, Copy, CopyBand, Figure, Mention
from archive.operations.record import Recorder

FIELDS = ("title", "body", "publisher", "author", "place", "published_on", "source_url", "status")
"""What a person chooses from one or the other."""
WITH = {
    "publisher": ("publisher_id", "publisher_evidence"),
    "author": ("author", "author_evidence"),
    "published_on": ("published_on", "date_precision", "date_evidence"),
}
"""Columns that go with a chosen field; for any other, its own."""


def merge(recorder: Recorder, keep: Article, drop: Article, from_drop: Iterable[str]) -> None:
    """Make `drop` part of `keep`, both locked. `from_drop`: the fields whose value is taken from `drop`.

    Captures follow, so both files stay; what persons said of mentions follows where the words are in the text
    that is kept; `drop` is deleted and its address leads to `keep`.
    """
    chosen = [name for name in from_drop if name in FIELDS]
    recorder.update(drop.redactions.order_by("pk"), {"article_id": keep.pk})
    stories = list(Copy.objects.filter(article__in=(keep, drop)).values_list("story", flat=True))
    recorder.update(_current(drop if "body" not in chosen else keep), {"current": False})
    recorder.update(drop.captures.order_by("pk"), {"article_id": keep.pk})
    with recorder.watching(
        Mention.objects.filter(article__in=(keep.pk, drop.pk)),
        Figure.objects.filter(article__in=(keep.pk, drop.pk)),
        CopyBand.objects.filter(article__in=(keep.pk, drop.pk)),
        Copy.objects.filter(story__in=stories),
    ):
        before = keep.title, keep.body
        with recorder.watching(Article.objects.filter(pk=keep.pk)):
            _take(keep, drop, chosen)
            keep.is_redacted = keep.is_redacted or drop.is_redacted
            keep.save()  # which hides what was redacted in either
        found = tagger()(keep.title, keep.body), find_figures(keep.body)
        findings.replace(keep, *found, findings.entity_keys(), *before)
        _carry_over(keep, drop)
        Figure.objects.filter(article=drop).delete()
        CopyBand.objects.filter(article=drop).delete()
        Copy.objects.filter(article=drop).delete()
        copies.file(keep)
    move_references(recorder, drop, keep)
    address, target = (drop.pk, str(drop.pk)), (keep.pk, str(keep.pk))
    recorder.delete([drop])
    move_addresses(recorder, "article", address, target)


def _current(article: Article) -> Any:
    return Capture.objects.filter(article=article, current=True)


def _take(keep: Article, drop: Article, chosen: Iterable[str]) -> None:
    """Set the chosen values, and note them as decided by a person."""
    for name in chosen:
        for column in WITH.get(name, (name,)):
            setattr(keep, column, getattr(drop, column))
    if "status" in chosen:
        keep.withdrawn_for, keep.withdrawn_note = drop.withdrawn_for, drop.withdrawn_note
    decided = {name for name in chosen if name not in ("status", "source_url")}
    keep.edited_fields = sorted({*keep.edited_fields, *decided})
    keep.text_hash = text_hash(keep.title, keep.body)


def _carry_over(keep: Article, drop: Article) -> None:
    """What persons decided of the other text's mentions moves to the same words; the rest of them goes."""
    known = {_place(mention, mention.start): mention for mention in keep.mentions.all()}
    for mention in drop.mentions.all():
        old, new = (drop.title, keep.title) if mention.in_title else (drop.body, keep.body)
        start = moved(old, new, mention.start, mention.end) if mention.by_hand else None
        there = known.get(_place(mention, start)) if start is not None else None
        if start is None or (there is not None and there.by_hand):
            mention.delete()
            continue
        if there is not None:
            there.delete()
        mention.end += start - mention.start
        mention.start, mention.article = start, keep
        mention.save()


def _place(mention: Mention, start: int) -> tuple[object, ...]:
    return mention.company_id, mention.campaign_id, mention.in_title, start
