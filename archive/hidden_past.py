"""Takes redacted passages out of what was written down before: versions, undo data, names, the admin's log.

The captures alone keep them, locked; a `Change` of a capture's own columns is as locked as the capture, for
no page shows it. Undoing still works afterwards: what it compares and what it brings back are hidden alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from archive.history.record import notes_of
from archive.masking import hide
from archive.models import Article, Change, Figure, Mention, Operation, Redirect, Step

TEXTS: dict[type[models.Model], tuple[str, ...]] = {
    Article: ("title", "body", "author", "place"),
    Figure: ("text",),
    Mention: ("surface",),
}
"""Columns that hold words of the article."""
EVIDENCE = ("date_evidence", "publisher_evidence", "author_evidence")
_COLUMNS = (*EVIDENCE, *(name for names in TEXTS.values() for name in names))


def masked(values: dict[str, Any], passages: Sequence[str]) -> dict[str, Any]:
    """Columns of an article, a figure or a mention with these passages hidden in them."""
    return {name: _masked(name, value, passages) for name, value in values.items()}


def _masked(name: str, value: Any, passages: Sequence[str]) -> Any:
    if name in EVIDENCE and value:
        return {**value, "text": hide(str(value.get("text", "")), passages)}
    return hide(value, passages) if name in _COLUMNS and isinstance(value, str) else value


def mask(row: Any, model: type[models.Model], passages: Sequence[str]) -> None:
    """The same in a row of `model`, or in a note of one, not saved."""
    names = [*TEXTS[model], *(EVIDENCE if model is Article else ())]
    for name, value in masked({name: getattr(row, name) for name in names}, passages).items():
        setattr(row, name, value)


def clean(article: Article) -> None:
    """Hide what was redacted in the article wherever its older texts, or those merged into it, are kept."""
    passages = list(article.redactions.values_list("passage", flat=True))
    old = Redirect.objects.filter(kind=Redirect.Kind.ARTICLE, target=article.pk).values_list("old", flat=True)
    ids = [article.pk, *(int(slug) for slug in old if slug.isdecimal())]
    _versions(ids, passages)
    _steps(ids, passages)
    _changes(ids, passages)
    _titles(ids, passages)


def _versions(ids: Sequence[int], passages: Sequence[str]) -> None:
    for model, names in TEXTS.items():
        owner = "id__in" if model is Article else "article_id__in"
        versions = list(notes_of(model).objects.filter(**{owner: ids}))
        for version in versions:
            mask(version, model, passages)
        columns = [*names, *(EVIDENCE if model is Article else ())]
        notes_of(model).objects.bulk_update(versions, columns, batch_size=100)


def _steps(ids: Sequence[int], passages: Sequence[str]) -> None:
    steps = list(Step.objects.filter(article__in=ids, before__has_key="fields"))
    for step in steps:
        both = {name: masked(step.before[name], passages) for name in ("fields", "after")}
        step.before = {**step.before, **both}
    Step.objects.bulk_update(steps, ["before"], batch_size=100)


def _changes(ids: Sequence[int], passages: Sequence[str]) -> None:
    """Undo data of every operation that changed, made or deleted texts of these articles."""
    texts = Q(before__has_any_keys=_COLUMNS) | Q(after__has_any_keys=_COLUMNS)
    for model in TEXTS:
        mine = set(ids) if model is Article else _ever_of(model, ids)
        held = Change.objects.filter(texts, model=model._meta.label_lower).values_list("pk", "pks")
        found = [pk for pk, pks in held.iterator() if not mine.isdisjoint(pks)]
        changes = list(Change.objects.filter(pk__in=found))
        for change in changes:
            change.before = change.before and masked(change.before, passages)
            change.after = change.after and masked(change.after, passages)
        Change.objects.bulk_update(changes, ["before", "after"], batch_size=100)


def _ever_of(model: type[models.Model], ids: Sequence[int]) -> set[int]:
    """Ids of the rows that belong or once belonged to these articles."""
    noted = notes_of(model).objects.filter(article_id__in=ids).order_by().values_list("id", flat=True)
    now = model._base_manager.filter(article__in=ids).values_list("pk", flat=True)
    return {*noted.distinct(), *now}


def _titles(ids: Sequence[int], passages: Sequence[str]) -> None:
    """Merges are named by the titles they joined, and the admin's log by those of the time."""
    merges = Operation.objects.filter(kind=Operation.Kind.MERGE, params__kind="article")
    mine = list(merges.filter(Q(params__keep__in=ids) | Q(params__drop__in=ids)))
    for operation in mine:
        names = {name: hide(operation.params[name], passages) for name in ("kept", "dropped")}
        operation.params = {**operation.params, **names}
    Operation.objects.bulk_update(mine, ["params"])
    of_articles = ContentType.objects.get_for_model(Article)
    logged = list(LogEntry.objects.filter(content_type=of_articles, object_id__in=map(str, ids)))
    for entry in logged:
        entry.object_repr = hide(entry.object_repr, passages)
    LogEntry.objects.bulk_update(logged, ["object_repr"], batch_size=100)
