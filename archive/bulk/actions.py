"""One class an action; each changes some articles through a `Recorder`, so that the batch can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import models

from archive.bulk.outcome import Outcome
from archive.bulk.rereading import Rereader
from archive.bulk.tagging import Tagging
from archive.models import Article, Capture, Figure, Mention, Operation, Outbox
from archive.operations.record import Recorder

Kind = Operation.Kind


class Action(Protocol):
    """`params`: `Operation.params`. Made once a run. `chunk`: articles of a step of about a second."""

    chunk: int

    def __init__(self, params: dict[str, Any]) -> None: ...

    def apply(self, recorder: Recorder, ids: Sequence[int]) -> Outcome:
        """Change these articles inside the transaction of the caller."""
        ...


class SetFields:
    """Sets columns of the article itself and notes them as decided by a person."""

    chunk = 200
    edited: tuple[str, ...] = ()
    """Names to note in `edited_fields`."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.values = self.columns(params)

    def columns(self, params: dict[str, Any]) -> dict[str, Any]:
        """Column → value."""
        raise NotImplementedError

    def apply(self, recorder: Recorder, ids: Sequence[int]) -> Outcome:
        """Set them where they differ."""
        rows = Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        changed = recorder.alter(rows, self._set)
        return Outcome(changed, len(ids) - changed)

    def _set(self, article: Article) -> None:
        if any(getattr(article, column) != value for column, value in self.values.items()):
            for column, value in self.values.items():
                setattr(article, column, value)
            article.edited_fields = sorted({*article.edited_fields, *self.edited})


class Publish(SetFields):
    """Lets the public see the articles."""

    def columns(self, params: dict[str, Any]) -> dict[str, Any]:
        return {"status": Article.Status.PUBLISHED.value, "withdrawn_for": "", "withdrawn_note": ""}


class Withdraw(SetFields):
    """Takes the articles out of the public's sight, with the reason that their page gives."""

    def columns(self, params: dict[str, Any]) -> dict[str, Any]:
        reason = Article.Withdrawal(params["reason"]).value
        note = str(params.get("note", ""))[:500]
        return {"status": Article.Status.WITHDRAWN.value, "withdrawn_for": reason, "withdrawn_note": note}


class SetPublisher(SetFields):
    """Says who published the articles; no re-parse changes it."""

    edited = ("publisher",)

    def columns(self, params: dict[str, Any]) -> dict[str, Any]:
        return {"publisher_id": params["publisher"]}


class Tag:
    """Says that the articles are about a company or campaign, where they name it or as a whole."""

    chunk = 200
    wanted = True

    def __init__(self, params: dict[str, Any]) -> None:
        self.tagging = Tagging(params["kind"], params["entity"])

    def apply(self, recorder: Recorder, ids: Sequence[int]) -> Outcome:
        done = self.tagging.tag if self.wanted else self.tagging.untag
        changed = done(recorder, ids)
        return Outcome(changed, len(ids) - changed)


class Untag(Tag):
    """Rejects every mention of a company or campaign in the articles; no re-parse brings it back."""

    wanted = False


class Reparse:
    """Reads the articles' captures again with today's rules; what a person edited stays."""

    chunk = 20

    def __init__(self, params: dict[str, Any]) -> None:
        self.rereader = Rereader()

    def apply(self, recorder: Recorder, ids: Sequence[int]) -> Outcome:
        outcome = Outcome()
        for pk in ids:
            with recorder.watching(*_rows_of(pk)):
                changed, why = self.rereader.read(pk)
            if why:
                outcome.failed.append([pk, why])
            else:
                outcome.changed += changed
                outcome.same += not changed
        return outcome


def _rows_of(pk: int) -> tuple[models.QuerySet[Any], ...]:
    """What a re-parse of an article may change."""
    return (
        Article.objects.filter(pk=pk),
        Mention.objects.filter(article=pk),
        Figure.objects.filter(article=pk),
        Capture.objects.filter(article=pk, current=True),
    )


class Reindex:
    """Has the articles indexed anew; changes nothing of theirs, so there is nothing to undo."""

    chunk = 500

    def __init__(self, params: dict[str, Any]) -> None:
        pass

    def apply(self, recorder: Recorder, ids: Sequence[int]) -> Outcome:
        Outbox.objects.note(ids)
        return Outcome(changed=len(ids))


ACTIONS: dict[str, type[Action]] = {
    Kind.TAG: Tag,
    Kind.UNTAG: Untag,
    Kind.PUBLISH: Publish,
    Kind.WITHDRAW: Withdraw,
    Kind.PUBLISHER: SetPublisher,
    Kind.REPARSE: Reparse,
    Kind.REINDEX: Reindex,
}
