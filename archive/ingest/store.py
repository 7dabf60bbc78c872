"""Stores drafts: an article with its capture, mentions and figures, in one transaction; several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from archive import copies, locks
from archive.history import because, statements
from archive.ingest import findings
from archive.ingest.draft import Draft, Evidence
from archive.ingest.known import Known, Outcome, origin, recognise
from archive.ingest.prepare import Prepared, text_hash
from archive.ingest.textkey import text_key
from archive.models import Article, Capture, Publisher
from archive.review import queue


def initial_status(article: Article, *, proposed: bool) -> str:
    """Published, unless this batch or the article's publisher waits for a person to look at each one."""
    waits = article.publisher is not None and article.publisher.arrives == Publisher.Arrives.PROPOSED
    return Article.Status.PROPOSED if proposed or waits else Article.Status.PUBLISHED


def ledger_of(draft: Draft) -> list[list[object]]:
    """The draft's lines as `Capture.ledger` keeps them."""
    return [[line.number, line.text, line.ending, line.kind, line.rule] for line in draft.lines]


class Storer:
    """Stores drafts; keeps slugs and publishers it has met, so use one a command.

    The bytes of a draft must lie in the capture store before it is stored.
    """

    def __init__(
        self, rules_version: str, *, is_sample: bool = False, proposed: bool = False, shared_url: str = ""
    ) -> None:
        """`shared_url`: an address given for several files at once, which tells none from another."""
        self.rules_version = rules_version
        self.shared_url = shared_url
        self.is_sample = is_sample
        self.proposed = proposed
        self.entities = findings.entity_keys()
        self._publishers: dict[str, Publisher] = {}

    def forget(self) -> None:
        """Ask for publishers anew: a transaction that made some was rolled back."""
        self._publishers.clear()

    def store_all(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Store or recognise several, in order and all or none. Raises DatabaseError.

        Those that are new in every respect are written together; each of the others by itself.
        """
        outcomes: list[Outcome] = []
        fresh: list[Prepared] = []
        with transaction.atomic():
            locks.one_writer()
            if any(
                item.draft.publisher and text_key(item.draft.publisher) not in self._publishers
                for item in batch
            ):
                self.forget()  # another process may have met them meanwhile
            known = Known(batch, self._known_publishers())
            for item in batch:
                if known.meets(item):
                    outcomes += [*self._create(fresh), self._store_related(item)]
                    fresh = []
                else:
                    fresh.append(item)
            return outcomes + self._create(fresh)

    def foresee(self, item: Prepared) -> Outcome | None:
        """What `store_all` would answer for a draft that is not new; None for a new one. Writes nothing."""
        draft = item.draft
        seen = recognise([(draft.sha256, draft.source.path)], note=False)[0]
        if seen is not None:
            return seen
        twin = _twin(item)
        if twin is not None:
            return Outcome("duplicate", twin)
        earlier = self._earlier_version(draft)
        return Outcome("updated", earlier) if earlier else None

    def _store_related(self, item: Prepared) -> Outcome:
        draft = item.draft
        seen = recognise([(draft.sha256, draft.source.path)])[0]
        if seen is not None:
            return seen
        twin = _twin(item)
        if twin is not None:
            self._capture(twin, draft, current=False).save()
            return Outcome("duplicate", twin)
        earlier = self._earlier_version(draft)
        if earlier is None:
            return self._create([item])[0]
        with because(f"ingest {self.rules_version}"):
            return self._update(earlier, item)

    def _create(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Store what is new in every respect, a statement a table."""
        if not batch:
            return []
        articles = [self._new(item) for item in batch]
        statements.insert_keyed(articles)
        pairs = [(article, item.draft) for article, item in zip(articles, batch, strict=True)]
        statements.insert(self._capture(article, draft, current=True) for article, draft in pairs)
        findings.add(pairs, self.entities)
        queue.enter(pairs)
        copies.file_new([(article, item.bands) for article, item in zip(articles, batch, strict=True)])
        return [Outcome("created", article) for article in articles]

    def _new(self, item: Prepared) -> Article:
        article = Article(is_sample=self.is_sample, source_url=item.draft.source.given.url or "")
        self._fill(article, item.draft, item.text_hash)
        article.status = initial_status(article, proposed=self.proposed)
        return article

    def _update(self, article: Article, item: Prepared) -> Outcome:
        article.captures.filter(current=True).update(current=False)
        self._capture(article, item.draft, current=True).save()
        before = article.title, article.body
        self._fill(article, item.draft, item.text_hash)
        article.save()
        if not article.text_edited:
            findings.renew(article, item.draft, self.entities, *before)
        copies.file(article)
        queue.refresh([article.pk])
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
        queue.refresh([article.pk])
        capture.encoding = draft.encoding
        capture.ledger = ledger_of(draft)
        capture.rules_version = self.rules_version
        capture.save(update_fields=["encoding", "ledger", "rules_version"])

    def _earlier_version(self, draft: Draft) -> Article | None:
        """The article this draft is a newer capture of: same address, or same title and known publisher."""
        url = draft.source.given.url
        if url:
            there = Article.objects.at_address(url).order_by("pk")
            if url == self.shared_url or len(there[:2]) > 1:  # a site's address, which says little
                there = there.titled(draft.title)
            found = there.first()
            if found is not None:
                return found
        publisher = self._known_publishers().get(text_key(draft.publisher)) if draft.publisher else None
        if publisher is None:
            return None
        return Article.objects.titled(draft.title).filter(publisher=publisher).first()

    def _fill(self, article: Article, draft: Draft, digest: str) -> None:
        """Set what ingest knows, leaving alone what a person edited and the evidence that belongs to it."""
        published = draft.published
        groups: list[dict[str, object]] = [
            {"title": draft.title},
            {"body": draft.body},
            {
                "publisher": self.publisher(draft.publisher) if draft.publisher else None,
                "publisher_evidence": _plain(draft.publisher_evidence),
            },
            {"author": (draft.author or "")[:200], "author_evidence": _plain(draft.author_evidence)},
            {"place": (draft.place or "")[:200]},
            {
                "published_on": published.value if published else None,
                "date_precision": published.precision if published else "",
                "date_evidence": _plain(published.evidence) if published else None,
            },
        ]
        for group in groups:
            if group.keys().isdisjoint(article.kept_fields):
                for name, value in group.items():
                    setattr(article, name, value)
        article.text_hash = digest
        article.warnings = draft.warnings

    def _capture(self, article: Article, draft: Draft, *, current: bool) -> Capture:
        given = draft.source.given
        said = {"publisher": given.publisher, "published_on": given.published_on}
        return Capture(
            article=article,
            sha256=draft.sha256,
            size=len(draft.source.data),
            encoding=draft.encoding,
            source_url=given.url or "",
            captured_at=given.captured_at,
            site=draft.source.site,
            given={name: value for name, value in said.items() if value},
            origins=[origin(draft.source.path)],
            current=current,
            ledger=ledger_of(draft),
            rules_version=self.rules_version,
        )

    def publisher(self, name: str) -> Publisher:
        """The publisher of this name, made when first met; spellings that fold alike are one."""
        known = self._known_publishers()
        key = text_key(name)
        if key not in known:
            known[key] = Publisher.objects.get_or_create(name=name[:200])[0]
        return known[key]

    def _known_publishers(self) -> dict[str, Publisher]:
        """Folded name → publisher, read once."""
        if not self._publishers:
            rows = list(Publisher.objects.all())
            self._publishers = {text_key(name): row for row in rows for name in row.spellings}
            self._publishers |= {text_key(row.name): row for row in rows}
        return self._publishers


def _twin(item: Prepared) -> Article | None:
    """The article with the same text."""
    return Article.objects.filter(text_hash=item.text_hash).order_by("pk").first()


def _plain(evidence: Evidence | None) -> dict[str, object] | None:
    return asdict(evidence) if evidence else None
