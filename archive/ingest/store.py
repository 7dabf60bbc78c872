"""Stores a draft: an article with its capture, mentions and figures, in one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Literal

from django.db import IntegrityError, transaction
from django.utils import timezone

from archive import captures, copies
from archive.history import because
from archive.ingest import findings
from archive.ingest.draft import Draft
from archive.models import Article, Capture, Publisher
from search.arabic import normalize

Status = Literal["created", "unchanged", "updated", "duplicate"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: `article` is the new, changed or already known one."""

    status: Status
    article: Article


def text_hash(title: str, body: str) -> str:
    """SHA-256 (hex) of title and body, folded so that spelling marks and spaces do not matter."""
    folded = f"{_key(title)}\n{_key(body)}"
    return hashlib.sha256(folded.encode()).hexdigest()


def _key(text: str) -> str:
    """Text folded so that spelling marks and spaces do not matter."""
    return " ".join(normalize(text).split())


def initial_status(article: Article, *, proposed: bool) -> str:
    """Published, unless this batch or the article's publisher waits for a person to look at each one."""
    waits = article.publisher is not None and article.publisher.arrives == Publisher.Arrives.PROPOSED
    return Article.Status.PROPOSED if proposed or waits else Article.Status.PUBLISHED


def file_name(path: str) -> str:
    """The last part of a path of any system, or of `archive.zip!folder/member`."""
    return path.replace("\\", "/").replace("!", "/").rsplit("/", 1)[-1]


def ledger_of(draft: Draft) -> list[list[object]]:
    """The draft's lines as `Capture.ledger` keeps them."""
    return [[line.number, line.text, line.ending, line.kind, line.rule] for line in draft.lines]


class Storer:
    """Stores drafts one at a time; keeps slugs and publishers it has met, so use one a command."""

    def __init__(self, rules_version: str, *, is_sample: bool = False, proposed: bool = False) -> None:
        self.rules_version = rules_version
        self.is_sample = is_sample
        self.proposed = proposed
        self.entities = findings.entity_keys()
        self.publishers: dict[str, Publisher] = {}

    def store(self, draft: Draft) -> Outcome:
        """Store a draft or recognise it. Raises OSError or DatabaseError with nothing half-written."""
        captures.keep(draft.source.data)
        try:
            with transaction.atomic():
                return self._store(draft)
        except IntegrityError:
            # Another process stored the same bytes between our look and our write: look again.
            self.publishers.clear()
            with transaction.atomic():
                return self._store(draft)

    def _store(self, draft: Draft) -> Outcome:
        known = recognise(draft.sha256, draft.source.path)
        if known is not None:
            return known
        digest = text_hash(draft.title, draft.body)
        twin = Article.objects.filter(text_hash=digest).order_by("pk").first()
        if twin is not None:
            self._add_capture(twin, draft, current=False)
            return Outcome("duplicate", twin)
        earlier = self._earlier_version(draft)
        if earlier is not None:
            with because(f"ingest {self.rules_version}"):
                return self._update(earlier, draft, digest)
        return self._create(draft, digest)

    def foresee(self, draft: Draft) -> Outcome | None:
        """What `store` would answer for a draft that is not new; None for a new one. Writes nothing."""
        known = recognise(draft.sha256, draft.source.path, note=False)
        if known is not None:
            return known
        twin = Article.objects.filter(text_hash=text_hash(draft.title, draft.body)).order_by("pk").first()
        if twin is not None:
            return Outcome("duplicate", twin)
        earlier = self._earlier_version(draft)
        return Outcome("updated", earlier) if earlier else None

    def _create(self, draft: Draft, digest: str) -> Outcome:
        article = Article(is_sample=self.is_sample, source_url=draft.source.given.url or "")
        self._fill(article, draft, digest)
        article.status = initial_status(article, proposed=self.proposed)
        article.save()
        self._add_capture(article, draft, current=True)
        findings.add(article, draft, self.entities)
        copies.file(article, new=True)
        return Outcome("created", article)

    def _update(self, article: Article, draft: Draft, digest: str) -> Outcome:
        article.captures.filter(current=True).update(current=False)
        self._add_capture(article, draft, current=True)
        before = article.title, article.body
        self._fill(article, draft, digest)
        article.save()
        if not article.text_edited:
            findings.renew(article, draft, self.entities, *before)
        copies.file(article)
        return Outcome("updated", article)

    def reread(self, article: Article, capture: Capture, draft: Draft) -> None:
        """Take over a newer reading of the capture that the article was made from.

        `draft` holds the findings of the text that the article will have: where a person edited it, of
        theirs. Belongs in a transaction of the caller's.
        """
        before = article.title, article.body
        self._fill(article, draft, text_hash(draft.title, draft.body))
        article.save()
        findings.renew(article, draft, self.entities, *before)
        copies.file(article)
        capture.encoding = draft.encoding
        capture.ledger = ledger_of(draft)
        capture.rules_version = self.rules_version
        capture.save(update_fields=["encoding", "ledger", "rules_version"])

    def _earlier_version(self, draft: Draft) -> Article | None:
        """The article this draft is a newer capture of: same address, or same title and known publisher."""
        if draft.source.given.url:
            found = Article.objects.filter(source_url=draft.source.given.url).first()
            if found is not None:
                return found
        if not draft.publisher:
            return None
        publisher = self._known_publishers().get(_key(draft.publisher))
        if publisher is None:
            return None
        return Article.objects.filter(title=draft.title, publisher=publisher).first()

    def _fill(self, article: Article, draft: Draft, digest: str) -> None:
        """Set what ingest knows, leaving alone what a person edited and the evidence that belongs to it."""
        published = draft.published
        groups: list[dict[str, object]] = [
            {"title": draft.title},
            {"body": draft.body},
            {
                "publisher": self.publisher(draft.publisher) if draft.publisher else None,
                "publisher_evidence": asdict(draft.publisher_evidence) if draft.publisher_evidence else None,
            },
            {
                "author": (draft.author or "")[:200],
                "author_evidence": asdict(draft.author_evidence) if draft.author_evidence else None,
            },
            {"place": (draft.place or "")[:200]},
            {
                "published_on": published.value if published else None,
                "date_precision": published.precision if published else "",
                "date_evidence": asdict(published.evidence) if published else None,
            },
        ]
        for group in groups:
            if group.keys().isdisjoint(article.kept_fields):
                for name, value in group.items():
                    setattr(article, name, value)
        article.text_hash = digest
        article.warnings = draft.warnings

    def _add_capture(self, article: Article, draft: Draft, *, current: bool) -> None:
        given = draft.source.given
        Capture.objects.create(
            article=article,
            sha256=draft.sha256,
            size=len(draft.source.data),
            encoding=draft.encoding,
            source_url=given.url or "",
            captured_at=given.captured_at,
            given={
                name: value
                for name, value in (("publisher", given.publisher), ("published_on", given.published_on))
                if value
            },
            origins=[_origin(draft.source.path)],
            current=current,
            ledger=ledger_of(draft),
            rules_version=self.rules_version,
        )

    def publisher(self, name: str) -> Publisher:
        """The publisher of this name, made when first met; spellings that fold alike are one."""
        known = self._known_publishers()
        if _key(name) not in known:
            known[_key(name)] = Publisher.objects.get_or_create(name=name[:200])[0]
        return known[_key(name)]

    def _known_publishers(self) -> dict[str, Publisher]:
        """Folded name → publisher, read once."""
        if not self.publishers:
            self.publishers = {_key(publisher.name): publisher for publisher in Publisher.objects.all()}
        return self.publishers


def recognise(sha256: str, path: str, *, note: bool = True) -> Outcome | None:
    """The outcome for bytes that the archive already holds, or None.

    Under a name seen before they are `unchanged`; under a new one `duplicate`, and (with `note`) the
    name is kept among the capture's origins.
    """
    capture = Capture.objects.select_related("article").filter(sha256=sha256).first()
    if capture is None:
        return None
    if file_name(path) in {file_name(origin["path"]) for origin in capture.origins}:
        return Outcome("unchanged", capture.article)
    if note:
        capture.origins = [*capture.origins, _origin(path)]
        capture.save(update_fields=["origins"])
    return Outcome("duplicate", capture.article)


def _origin(path: str) -> dict[str, str]:
    return {"path": path, "at": timezone.now().isoformat(timespec="seconds")}
