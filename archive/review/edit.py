"""A curator's changes of title, body, date and publisher: noted as theirs, tagged again, undoable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from archive import locks
from archive.ingest.draft import Evidence, PublishedOn
from archive.ingest.normalise import tidy
from archive.ingest.retag import text_changed
from archive.models import Article, Publisher, Review, Step
from archive.review import dates, placing, queue, steps
from search.arabic import normalize

User = Any
LONGEST_TITLE = 1000


class NotAccepted(ValueError):
    """What was typed cannot be stored. `field`: of the form; the message is for the person."""

    def __init__(self, field: str, message: object) -> None:
        super().__init__(str(message))
        self.field = field


@transaction.atomic
def change(article: Article, values: dict[str, Any], user: User, kind: str = "edit") -> Step | None:
    """Set fields of the article; None where they were so already. Evidence fields may be among `values`.

    Everything but evidence and status is added to `edited_fields`, so that no command overwrites it.
    """
    changed = {name: value for name, value in values.items() if getattr(article, name) != value}
    if not changed:
        return None
    edited = {n for n in changed if not n.endswith("_evidence") and n != "status"}
    changed["edited_fields"] = sorted({*article.edited_fields, *(n.removesuffix("_id") for n in edited)})
    before = {name: getattr(article, name) for name in changed}
    title, body = article.title, article.body
    for name, value in changed.items():
        setattr(article, name, value)
    if {"title", "body"} & changed.keys():
        locks.one_writer()
    article.save()
    text_changed(article, title, body)
    return steps.note(article, user, kind, fields=before, after=changed)


def title_of(text: str) -> dict[str, Any]:
    """The values of a typed title. Raises NotAccepted."""
    title = " ".join(tidy(text).split())
    if not title:
        raise NotAccepted("title", "empty")
    if len(title) > LONGEST_TITLE:
        raise NotAccepted("title", "long")
    return {"title": title}


def date_of(published: PublishedOn | None) -> dict[str, Any]:
    """The values of a date, or of none."""
    return {
        "published_on": published.value if published else None,
        "date_precision": published.precision if published else "",
        "date_evidence": asdict(published.evidence) if published else None,
    }


def typed_date(text: str) -> dict[str, Any]:
    """The values of a typed date; an empty field is no date. Raises NotAccepted."""
    if not text.strip():
        return date_of(None)
    published = dates.typed(text)
    if published is None:
        raise NotAccepted("date", "unreadable")
    return date_of(published)


def publisher_of(name: str, make: Callable[[], bool]) -> dict[str, Any]:
    """The values of a typed publisher; an empty field is none. `make`: whether a new one may be made.

    Spellings that fold alike are one publisher. Raises NotAccepted.
    """
    name = " ".join(name.split())
    if not name:
        return {"publisher_id": None, "publisher_evidence": None}
    if len(name) > 200:
        raise NotAccepted("publisher", "long")
    key = _folded(name)
    rows = Publisher.objects.values_list("pk", "name")
    known = next((pk for pk, other in rows.iterator() if _folded(other) == key), None)
    if known is None:
        if not make():
            raise NotAccepted("publisher", "unknown")
        known = Publisher.objects.create(name=name).pk
    return {"publisher_id": known, "publisher_evidence": asdict(Evidence(name, 0, "given"))}


def _folded(name: str) -> str:
    return " ".join(normalize(name).split())


def lines_of(article: Article) -> list[placing.Placed]:
    """The lines of the file that the article was read from, with their places in its body.

    None of a redacted article: they hold what was hidden, and who opens a locked original leaves a note.
    """
    capture = None if article.is_redacted else article.capture
    return placing.place(capture.ledger, article.body) if capture else []


def put_back(article: Article, number: int, user: User) -> Step | None:
    """Put a line of the file into the body at its place. Raises NoSuchLine."""
    body = placing.put_back(article.body, lines_of(article), number)
    return change(article, {"body": body}, user, "line.back")


def take_out(article: Article, number: int, user: User) -> Step | None:
    """Take a line of the file out of the body. Raises NoSuchLine."""
    body = placing.take_out(article.body, lines_of(article), number)
    return change(article, {"body": body}, user, "line.out")


def date_from_line(article: Article, number: int, which: int, user: User) -> Step | None:
    """Date the article by a line of the file; `which`: the reading, from 0. Raises NoSuchLine."""
    line = next((line for line in lines_of(article) if line.number == number), None)
    read = dates.of_line(line.text, number) if line else []
    if not 0 <= which < len(read):
        raise placing.NoSuchLine(f"line {number} holds no such date")
    return change(article, date_of(read[which]), user, "date")


@transaction.atomic
def settle(article: Article, user: User, *, publish: bool = False) -> None:
    """Mark the article as reviewed and, where asked, publish it."""
    before = steps.state_of(Review.objects.filter(article=article).first())
    fields: dict[str, Any] = {}
    after: dict[str, Any] = {}
    if publish and article.status == Article.Status.PROPOSED:
        fields, after = {"status": article.status}, {"status": Article.Status.PUBLISHED.value}
        article.status = Article.Status.PUBLISHED
        article.save()
        queue.refresh([article.pk])
    queue.settle(article, user)
    extra = {"fields": fields, "after": after} if fields else {}
    steps.note(article, user, "reviewed", review=before, **extra)
