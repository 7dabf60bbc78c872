"""Articles put in by hand go the same way as files: read, cleaned, tagged, shown, then stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from archive import captures, copies, labels
from archive.gazetteer.sync import entries_from_database
from archive.ingest.draft import Draft, Given, Rejected, Source
from archive.ingest.known import Outcome
from archive.ingest.parse import Rules, load_rules
from archive.ingest.prepare import Prepared
from archive.ingest.report import entity_names
from archive.ingest.site_lines import SiteLines
from archive.ingest.sites import site_of
from archive.ingest.store import Storer
from archive.ingest.workers import Parser
from archive.models import Article
from archive.review import staging, words

MOST_FILES = 20


@dataclass(slots=True)
class Preview:
    """What storing a source would do. `draft` is None where it is rejected, and `reason` says why."""

    name: str
    draft: Draft | None = None
    reason: str = ""
    ticket: str = ""
    known: Outcome | None = None
    alike: list[Article] = field(default_factory=list)
    tags: list[tuple[str, int]] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)

    @property
    def removed(self) -> list[Any]:
        """The lines that cleaning takes out."""
        return [line for line in self.draft.lines if line.kind == "removed"] if self.draft else []

    @property
    def warnings(self) -> list[str]:
        """What ingest was not sure of, in words."""
        codes = self.draft.warnings if self.draft else []
        return [labels.label(words.WARNINGS, code) for code in codes]


def most_bytes() -> int:
    """The largest file taken, in bytes."""
    return int(settings.MAX_FILE_MB) * 1024 * 1024


def source_of(name: str, data: bytes, given: Given) -> Source | Preview:
    """The bytes as a source, or a preview that says why they cannot be one. `name`: of any system."""
    shown = name.replace("\\", "/").rsplit("/", 1)[-1][:200] or "?"
    if len(data) > most_bytes():
        return Preview(shown, reason="the file is too large")
    return Source(shown, data, given) if data.strip() else Preview(shown, reason="the file is empty")


class ByHand:
    """Reads with the gazetteer and the rules of this moment; one a request."""

    def __init__(self) -> None:
        rules: Rules = load_rules()
        self.parser = Parser(rules, entries_from_database())
        self.storer = Storer(rules.version)
        self.names = entity_names()

    def preview(self, sources: Sequence[Source | Preview], user_id: int) -> list[Preview]:
        """Each source as it would be stored, kept for the moment when it is. Raises OSError (disk full …)."""
        return [
            source if isinstance(source, Preview) else self._preview(source, user_id) for source in sources
        ]

    def _preview(self, source: Source, user_id: int) -> Preview:
        read = self._read(source)
        if isinstance(read, Rejected):
            return Preview(source.path, reason=str(read))
        known, draft = self.storer.foresee(read), read.draft
        alike = [] if known else list(Article.objects.filter(pk__in=copies.alike(draft.body)))
        counted = Counter((m.kind, m.slug) for m in draft.mentions if m.state == "asserted")
        proposed = {(m.kind, m.slug) for m in draft.mentions if m.state == "proposed"} - counted.keys()
        return Preview(
            source.path,
            draft,
            ticket=staging.keep(source, user_id),
            known=known,
            alike=alike,
            tags=[(self.names[key][0], n) for key, n in counted.most_common()],
            proposed=sorted(self.names[key][0] for key in proposed),
        )

    def store(self, ticket: str, user_id: int) -> Outcome:
        """Store what was previewed. Raises staging.Expired, Rejected, OSError and DatabaseError."""
        source = staging.bring(ticket, user_id)
        read = self._read(source)
        if isinstance(read, Rejected):
            raise read
        captures.keep(source.data)
        return self.storer.store_all([read])[0]

    def _read(self, source: Source) -> Prepared | Rejected:
        """The source as every file is read: without the lines that were learned of its site."""
        given = source.given
        site = site_of(source.path, given) if given.url or given.publisher else ""
        return self.parser.parse(replace(source, site=site, repeated=SiteLines().of(site)))


FAILURES = (staging.Expired, Rejected, OSError, DatabaseError)
