"""Finds names and figures again in a text that a person changed, keeping what a person judged of them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Max

from archive import copies, locks
from archive.gazetteer.sync import entries_from_database
from archive.history.record import notes_of
from archive.ingest import findings
from archive.ingest.figures import find_figures
from archive.ingest.tag import Tagger
from archive.models import Alias, Article, Campaign, Company
from archive.review import queue

_kept: tuple[tuple[object, ...], Tagger] | None = None


def tagger() -> Tagger:
    """The tagger of today's gazetteer. Compiling it takes longer than reading an article, so it is kept
    until the gazetteer changes, in whichever process.
    """
    global _kept
    state = _gazetteer_state()
    if _kept is None or _kept[0] != state:
        _kept = state, Tagger(entries_from_database())
    return _kept[1]


def _gazetteer_state() -> tuple[object, ...]:
    """Changes whenever an entity or a spelling does: rows come by number, changes by their notes."""
    rows = [model._default_manager.aggregate(Count("pk"), Max("pk")) for model in (Company, Campaign, Alias)]
    notes = [notes_of(model).objects.aggregate(Max("pk")) for model in (Company, Campaign, Alias)]
    return tuple(value for found in (*rows, *notes) for value in found.values())


@transaction.atomic
def text_changed(article: Article, title: str, body: str) -> None:
    """Bring mentions, figures, copies and the review queue in step with a saved article's text.

    `title`, `body`: the text before, which the stored mentions' offsets count in. On PostgreSQL a caller that
    locks rows takes `locks.one_writer` before them: whoever stores copies meanwhile waits for those rows.
    """
    if (title, body) == (article.title, article.body):
        return
    locks.one_writer()
    _replace(article, title, body)
    copies.file(article)
    queue.refresh([article.pk])


@transaction.atomic
def tag_again(article: Article) -> None:
    """Bring mentions and figures of an article in step with today's gazetteer; its text is as it was."""
    _replace(article, article.title, article.body)
    queue.refresh([article.pk])


def _replace(article: Article, title: str, body: str) -> None:
    mentions = tagger()(article.title, article.body)
    findings.replace(article, mentions, find_figures(article.body), findings.entity_keys(), title, body)
