"""What a curator did on the review screen, written down so that the last step can be taken back.

`Step.before` holds, as far as the step touched them: `fields` (of the article, with `after` to tell whether
they are still as the step left them), `mentions` (`[[id, state]]`), `added` (ids of mentions), `aliases`
(`[[id, guard]]`) and `review` (a row of the queue).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime

from archive import locks
from archive.ingest.retag import tag_again, text_changed
from archive.models import Alias, Article, Mention, Review, Step
from archive.review import queue

User = Any
REVIEW = ("needs", "settled", "settled_warnings", "reviewed_at", "reviewed_by_id")
_DATES = {"published_on": parse_date}


class CannotUndo(Exception):
    """Something that the step touched has changed since."""


def note(article: Article, user: User, kind: str, **before: Any) -> Step:
    """Write a step down. Belongs in its transaction."""
    return Step.objects.create(article=article, user_id=user.pk, kind=kind, before=_plain(before))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def state_of(review: Review | None) -> dict[str, Any]:
    """A row of the queue as a step keeps it."""
    return {name: getattr(review, name) for name in REVIEW} if review else {}


def token(article: Article) -> str:
    """Changes with every change of the article and with every step: what a form was made from."""
    last = Step.objects.filter(article=article).values_list("pk", "undone").first() or (0, False)
    return f"{article.updated_at.timestamp():.6f}-{last[0]}-{int(last[1])}"


def last(article: Article, user: User) -> Step | None:
    """The step that `undo` would take back: this person's latest here, unless somebody came after."""
    step = Step.objects.filter(article=article, undone=False).first()
    return step if step is not None and step.user_id == user.pk else None


@transaction.atomic
def undo(step: Step) -> None:
    """Put everything that the step touched back. Raises CannotUndo, changing nothing."""
    locks.one_writer()
    article = Article.objects.select_for_update().get(pk=step.article_id)
    before = step.before
    _mentions(article, before)
    for pk, guard in before.get("aliases", []):
        alias = Alias.objects.filter(pk=pk).first()
        if alias is not None:
            alias.guard = guard
            alias.save()
    if "fields" in before:
        _fields(article, before["fields"], before["after"])
    elif before.get("aliases"):
        tag_again(article)
    if "review" in before:
        _review(article, before["review"])
    step.undone = True
    step.save(update_fields=["undone"])
    if "review" not in before:
        queue.refresh([article.pk])


def _mentions(article: Article, before: dict[str, Any]) -> None:
    Mention.objects.filter(article=article, pk__in=before.get("added", [])).delete()
    for pk, state in before.get("mentions", []):
        mention = article.mentions.filter(pk=pk).first()
        if mention is None:
            raise CannotUndo(f"mention {pk} is gone")
        mention.state = state
        mention.save()


def _fields(article: Article, before: dict[str, Any], after: dict[str, Any]) -> None:
    if any(_plain(getattr(article, name)) != value for name, value in after.items()):
        raise CannotUndo("the article has changed since")
    title, body = article.title, article.body
    for name, value in before.items():
        setattr(article, name, _DATES[name](value) if name in _DATES and value else value)
    article.save()
    text_changed(article, title, body)


def _review(article: Article, before: dict[str, Any]) -> None:
    if not before:
        Review.objects.filter(article=article).delete()
        return
    reviewed_at = before["reviewed_at"] and parse_datetime(before["reviewed_at"])
    Review.objects.update_or_create(article=article, defaults={**before, "reviewed_at": reviewed_at})
