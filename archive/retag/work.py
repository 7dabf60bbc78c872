"""The job that tags articles anew after spellings of a company or campaign changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from archive.gazetteer.sync import entries_from_database
from archive.history import acting
from archive.ingest.findings import entity_keys, row_of
from archive.ingest.tag import Tagger
from archive.models import Article, Job, Mention
from archive.operations import rows
from archive.retag.candidates import names_any, patterns
from archive.retag.difference import counted, difference
from archive.retag.preview import stored_mentions
from archive.review import queue

CHUNK = 500
"""Articles looked at in a step; reading and folding them takes about a tenth of a second."""


class Retag:
    """Job: `params` as `archive.retag.ask` writes them; the cursor is the last article looked at.

    Every article's text is read, whatever the index says: a tag must not depend on a cache.
    """

    def __init__(self, job: Job) -> None:
        self.wanted = patterns(job.params["spellings"])
        self.tagger = Tagger(entries_from_database())
        self.keys = entity_keys()
        slugs = {(kind, pk): slug for (kind, slug), pk in self.keys.items()}
        kind = str(job.params["kind"])
        self.entity = (kind, slugs.get((kind, job.params["entity"]), ""))

    def step(self, job: Job) -> bool:
        """The next articles by id."""
        if not self.entity[1]:
            return False  # the company or campaign is gone, and its mentions with it
        left = Article.objects.filter(pk__gt=job.cursor or 0).order_by("pk")
        part = list(left.only("title", "body")[:CHUNK])
        self._tag([article for article in part if names_any(article, self.wanted)], job)
        job.done += len(part)
        job.total = max(job.total, job.done)
        if part:
            job.cursor = part[-1].pk
        return len(part) == CHUNK

    def _tag(self, articles: Sequence[Article], job: Job) -> None:
        mentions = stored_mentions(articles)
        add: list[Mention] = []
        drop: list[Mention] = []
        for article in articles:
            stored = mentions.get(article.pk, [])
            change = difference(stored, self.tagger(article.title, article.body), self.entity)
            add += [row_of(article, found, self.keys) for found in change.add]
            drop += change.drop
            before, after = counted(stored, change, self.entity)
            job.result["tagged"] = job.result.get("tagged", 0) + (not before and bool(after))
            job.result["untagged"] = job.result.get("untagged", 0) + (bool(before) and not after)
        with acting(job.user, str(_("تغيير تهجئة"))):
            rows.remove(drop)
            rows.add(add)
        queue.refresh(sorted({mention.article_id for mention in (*add, *drop)}))
