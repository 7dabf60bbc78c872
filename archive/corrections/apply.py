"""Corrections carried out: all of a file in one transaction, written down so that they can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from archive.bulk.outcome import Outcome
from archive.bulk.tagging import Tagging
from archive.corrections.plan import Correction, Plan
from archive.models import Article, Figure, Mention
from archive.operations.record import CHUNK, Recorder
from archive.operations.rows import set_plain
from archive.retag.titles import titles_changed

DECIDED = frozenset({"title", "author", "place", "publisher", "published_on"})
"""Fields that no re-parse changes once a person has."""


class Corrections:
    """The action of `Operation.Kind.CORRECTIONS`: reads `operation.upload` again and applies what it says.

    `params["partial"]`: whether rows that cannot be understood are left out; otherwise one such row is enough
    to change nothing, and the operation fails with ValueError.
    """

    chunk = 10**9

    def __init__(self, params: dict[str, Any]) -> None:
        self.partial = bool(params.get("partial"))

    def apply(self, recorder: Recorder, ids: Sequence[int]) -> Outcome:
        """The whole file."""
        fields: dict[int, list[Correction]] = defaultdict(list)
        tags: dict[tuple[str, tuple[str, int]], list[int]] = defaultdict(list)
        outcome = Outcome()
        for found in Plan().corrections(bytes(recorder.operation.upload or b"")):
            if found.fault and not self.partial:
                raise ValueError(f"line {found.line}: {found.fault}")
            if found.fault:
                outcome.failed.append([found.line, found.fault])
            elif not found.changes:
                outcome.same += 1
            elif found.entity:
                tags[found.field, found.entity].append(found.article)
                outcome.changed += 1
            else:
                fields[found.article].append(found)
                outcome.changed += 1
        _set_fields(recorder, fields)
        for (field, entity), articles in tags.items():
            _set_tags(recorder, Tagging(*entity), articles, tag=field == "tag")
        return outcome


def _set_fields(recorder: Recorder, fields: dict[int, list[Correction]]) -> None:
    def change(article: Article) -> None:
        for found in fields[article.pk]:
            set_plain(article, dict(found.columns))
            if found.field in DECIDED:
                article.edited_fields = sorted({*article.edited_fields, found.field})

    for ids in _parts(sorted(fields)):
        articles = list(Article.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        titles = {article.pk: article.title for article in articles}
        recorder.alter(articles, change)
        retitled = [article for article in articles if article.title != titles[article.pk]]
        if retitled:
            names = Mention.objects.filter(article__in=retitled), Figure.objects.filter(article__in=retitled)
            with recorder.watching(*names):
                titles_changed(retitled, titles)


def _set_tags(recorder: Recorder, tagging: Tagging, articles: list[int], *, tag: bool) -> None:
    for ids in _parts(articles):
        (tagging.tag if tag else tagging.untag)(recorder, ids)


def _parts(ids: list[int]) -> Iterable[list[int]]:
    for begin in range(0, len(ids), CHUNK):
        yield ids[begin : begin + CHUNK]
