"""Tags that a person gives or takes: mentions where the name stands, or of the article as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from archive.gazetteer.sync import entry_of
from archive.ingest.tag import Tagger
from archive.models import Article, Campaign, Company, Mention
from archive.operations.record import Recorder

MODELS: dict[str, type[Company] | type[Campaign]] = {"company": Company, "campaign": Campaign}


class Tagging:
    """Gives and takes one tag. `kind`: `company` or `campaign`; raises DoesNotExist for an unknown `pk`."""

    def __init__(self, kind: str, pk: int) -> None:
        self.kind = kind
        entity = MODELS[kind]._default_manager.prefetch_related("aliases").get(pk=pk)
        self.entity = entity
        entry = entry_of(entity)
        # A person vouches for the article, so no guard is asked.
        sure = tuple(replace(name, guard=None) for name in entry.names)
        self._tagger = Tagger([replace(entry, names=sure, subjects=())])

    def tag(self, recorder: Recorder, ids: Sequence[int]) -> int:
        """Confirm the entity's places in these articles, or tag them as a whole; how many changed."""
        confirmed: list[Mention] = []
        new: list[Mention] = []
        changed = 0
        for article, known in self._articles(ids):
            if any(mention.counts for mention in known):
                continue
            changed += 1
            confirmed += known
            new += [] if known else self._places(article) or [self._whole(article)]
        recorder.update(confirmed, {"state": Mention.State.CONFIRMED.value})
        recorder.create(new)
        return changed

    def untag(self, recorder: Recorder, ids: Sequence[int]) -> int:
        """Reject the entity's mentions in these articles; how many articles changed."""
        mine = Mention.objects.filter(**{self.kind: self.entity}, article__in=ids).order_by("pk")
        rows = list(mine.exclude(state=Mention.State.REJECTED))
        recorder.update(rows, {"state": Mention.State.REJECTED.value})
        return len({mention.article_id for mention in rows})

    def _articles(self, ids: Sequence[int]) -> Iterator[tuple[Article, list[Mention]]]:
        """Each article with the entity's mentions in it."""
        known: dict[int, list[Mention]] = defaultdict(list)
        for mention in Mention.objects.filter(**{self.kind: self.entity}, article__in=ids).order_by("pk"):
            known[mention.article_id].append(mention)
        for article in Article.objects.filter(pk__in=ids).order_by("pk"):
            yield article, known[article.pk]

    def _places(self, article: Article) -> list[Mention]:
        return [
            self._mention(
                article,
                start=found.start,
                end=found.end,
                surface=found.surface[:300],
                in_title=found.in_title,
                brand=found.brand,
            )
            for found in self._tagger(article.title, article.body)
        ]

    def _whole(self, article: Article) -> Mention:
        """A tag without a place: the text does not name the entity."""
        return self._mention(article, start=0, end=0, surface="")

    def _mention(self, article: Article, **values: Any) -> Mention:
        return Mention(
            article=article, **{self.kind: self.entity}, state=Mention.State.CONFIRMED, rule="", **values
        )
