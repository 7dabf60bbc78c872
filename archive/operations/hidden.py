"""What was redacted stays hidden, whichever older value an undoing brings back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from archive.hidden_past import TEXTS, mask
from archive.models import Article, Operation, Redaction


class Hidden:
    """Hides redacted passages in rows about to be written. Asks once for all articles that it is told of.

    `operation`: the one that is undone; of merged articles the redactions of the one that was kept hold for
    the other too, for its text may have been in both.
    """

    def __init__(self, operation: Operation | None = None) -> None:
        params = operation.params if operation is not None else {}
        self._kept = params.get("keep") if params.get("kind") == "article" else None
        self._moved = _moved_by(operation) if self._kept is not None else set()
        self._known: dict[Any, list[Redaction]] = {}

    def learn(self, articles: Iterable[Any]) -> None:
        """Ask for the redactions of these articles (ids), which are about to be written, in one query."""
        asked = {pk for pk in articles if pk is not None} - self._known.keys()
        found: dict[Any, list[Redaction]] = defaultdict(list)
        if asked:
            for redaction in Redaction.objects.filter(article__in={*asked, self._kept} - {None}):
                found[redaction.article_id].append(redaction)
        for pk in asked:
            self._known[pk] = found[pk] + (found[self._kept] if pk != self._kept else [])

    def in_row(self, row: models.Model) -> None:
        """Mask the texts of an article, a figure or a mention; leave other rows alone."""
        if type(row) not in TEXTS:
            return
        passages = self.passages(row.pk if isinstance(row, Article) else getattr(row, "article_id", None))
        if passages:
            mask(row, type(row), passages)
        if passages and isinstance(row, Article):
            row.is_redacted = True

    def passages(self, article: Any) -> list[str]:
        """What was redacted in an article (its id)."""
        return [redaction.passage for redaction in self._of(article)]

    def copy_to(self, article: Article) -> None:
        """Let an article that came back keep the redactions that were made while it was part of another."""
        own = set(Redaction.objects.filter(article=article).values_list("passage", flat=True))
        Redaction.objects.bulk_create(
            Redaction(
                article=article,
                passage=redaction.passage,
                reason=redaction.reason,
                edited_before=article.edited_fields,
                created_by_id=redaction.created_by_id,
            )
            for redaction in self._of(article.pk)
            if redaction.passage not in own and redaction.pk not in self._moved
        )

    def _of(self, article: Any) -> list[Redaction]:
        self.learn([article])
        return self._known.get(article, [])


def _moved_by(operation: Operation | None) -> set[Any]:
    """Ids of the redactions that a merge took along; undoing it brings them back by itself."""
    if operation is None:
        return set()
    rows = operation.changes.filter(model=Redaction._meta.label_lower).values_list("pks", flat=True)
    return {pk for pks in rows for pk in pks}
