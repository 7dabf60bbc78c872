"""Tags that a person gives or takes: mentions where the name stands, or of the article as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch

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

    def mentions(self) -> Prefetch[Any]:
        """The entity's mentions, fetched with the articles."""
        mine = Mention.objects.filter(**{self.kind: self.entity})
        return Prefetch("mentions", queryset=mine, to_attr="of_entity")

    def tag(self, recorder: Recorder, article: Article) -> bool:
        """Confirm the entity's places in an article fetched with `mentions`; whether anything changed."""
        known: list[Mention] = article.of_entity  # type: ignore[attr-defined]  # set by `mentions`
        if any(mention.state in (Mention.State.ASSERTED, Mention.State.CONFIRMED) for mention in known):
            return False
        if known:
            return bool(recorder.update(known, {"state": Mention.State.CONFIRMED.value}))
        return bool(recorder.create(self._places(article) or [self._whole(article)]))

    def untag(self, recorder: Recorder, article: Article) -> bool:
        """Reject the entity's mentions in the article; whether that changed anything."""
        known: list[Mention] = article.of_entity  # type: ignore[attr-defined]  # set by `mentions`
        return bool(recorder.update(known, {"state": Mention.State.REJECTED.value}))

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
