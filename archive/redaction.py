"""Hides passages of an article for a person's safety, in everything that the public can reach.

The stored text itself loses them, so whatever is made from it does too: page, index, exports, highlights,
mentions, figures, history, undo data. The captures keep them, locked: see `archive.rights` and `open_locked`.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive import captures, hidden_past, locks
from archive.hidden_past import EVIDENCE, TEXTS
from archive.history import because
from archive.ingest.retag import text_changed
from archive.masking import places, whole_words
from archive.models import Article, Capture, Copy, Opening, Redaction


class NothingToHide(ValueError):
    """The passage stands nowhere in the article."""


def hide_in(row: Any) -> None:
    """Hide what was redacted in an article, or in a note of one, about to be saved."""
    key = row.pk if isinstance(row, Article) else row.id
    passages = Redaction.objects.filter(article=key).values_list("passage", flat=True)
    hidden_past.mask(row, Article, list(passages))


def widened(article: Article, passage: str) -> str:
    """The passage as whole words of the article's text, where it was selected across a word."""
    for text in (article.body, article.title):
        start = text.find(passage)
        if passage and start >= 0:
            return whole_words(text, start, start + len(passage))
    return passage


def stands_in(article: Article, passage: str) -> bool:
    """Whether the article, its evidence or the files it was read from hold the passage."""
    own = [getattr(article, name) for name in TEXTS[Article]]
    seen = [str(found.get("text", "")) for name in EVIDENCE if (found := getattr(article, name))]
    files = (
        "\n".join(str(text) for _number, text, *_rest in capture.ledger) for capture in article.captures.all()
    )
    return any(next(places(text, passage), None) for texts in (own, seen, files) for text in texts)


@transaction.atomic
def redact(article: Article, passage: str, reason: str, user: Any = None) -> Redaction:
    """Hide a passage in an article from now on, and lock its originals. Raises NothingToHide.

    `reason`: for other curators, never shown to the public.
    """
    locks.one_writer()
    article = Article.objects.select_for_update().get(pk=article.pk)
    passage = widened(article, passage.strip())
    if not passage or not stands_in(article, passage):
        raise NothingToHide(passage)
    first = article.redactions.first()
    made = Redaction.objects.create(
        article=article,
        passage=passage,
        reason=reason,
        created_by=user,
        edited_before=first.edited_before if first else article.edited_fields,
    )
    before = article.title, article.body
    article.is_redacted = True
    with because("redaction"):
        article.save()
        text_changed(article, *before)
    hidden_past.clean(article)
    return made


def also_in(article: Article, passage: str) -> list[Article]:
    """Copies of the story, of any status, that hold the passage too."""
    story = Copy.objects.filter(article=article).values("story")
    members = Copy.objects.filter(story__in=story).exclude(article=article).values("article_id")
    found = Article.objects.filter(pk__in=members).prefetch_related("captures").order_by("pk")
    return [copy for copy in found if stands_in(copy, passage)]


@transaction.atomic
def lift(redaction: Redaction) -> None:
    """Stop hiding a passage. The text stays as it is until it is read again from its capture."""
    article = Article.objects.select_for_update().get(pk=redaction.article_id)
    redaction.delete()
    if article.redactions.exists():
        return
    article.is_redacted = False
    with because("redaction lifted"):
        article.save()


@transaction.atomic
def open_locked(capture: Capture, user: Any, reason: str) -> bytes:
    """The bytes of a locked capture, having noted who opened it and why. Raises OSError, ValueError.

    Nothing is handed out unless the note is stored.
    """
    if not reason.strip():
        raise ValueError("a locked original is opened for a stated reason")
    data = captures.read(capture.sha256)
    Opening.objects.create(capture=capture, user=user, reason=reason.strip()[:300])
    return data
