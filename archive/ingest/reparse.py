"""Reads current captures again with today's rules and gazetteer; shows and stores what changes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import DatabaseError, transaction
from tqdm import tqdm

from archive import captures, changes, copies, locks
from archive.gazetteer.sync import entries_from_database
from archive.history import because
from archive.ingest.compare import Snapshot, differences
from archive.ingest.draft import Draft, Rejected
from archive.ingest.figures import find_figures
from archive.ingest.parse import load_rules
from archive.ingest.run import INDEX_EVERY, Printer
from archive.ingest.store import Storer
from archive.ingest.workers import Parser
from archive.models import Article, Capture
from archive.unlogged import unlogged

EVIDENCE = ("date_evidence", "publisher_evidence", "author_evidence")
FIELDS = ("title", "author", "place", "published_on", "date_precision", "text_hash")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for: `ids` of articles, all of them where it is None."""

    ids: Sequence[int] | None = None
    dry_run: bool = False
    quiet: bool = False


def snapshot(article: Article, capture: Capture) -> Snapshot:
    """The article with its mentions and figures as they are stored now."""
    fields = {name: str(getattr(article, name) or "") for name in FIELDS}
    fields["publisher"] = article.publisher.name if article.publisher else ""
    fields["warnings"] = ", ".join(article.warnings)
    for name in EVIDENCE:
        evidence = getattr(article, name)
        fields[name] = f"{evidence['text']} ({evidence['rule']})" if evidence else ""
    mentions = article.mentions.select_related("company", "campaign").order_by("-in_title", "start", "pk")
    return Snapshot(
        fields,
        article.body,
        [(number, text, kind, rule) for number, text, _ending, kind, rule in capture.ledger],
        [
            f"{m.entity.slug} «{m.surface}» {'title' if m.in_title else 'body'} {m.start}–{m.end}, "
            f"{m.state} ({', '.join(filter(None, (m.rule, m.brand)))})"
            for m in mentions
        ],
        [f"{f.kind} {f.qualifier} {f.value:.12g} {f.unit} «{f.text}»" for f in article.figures.all()],
    )


class Reparse:
    """One run over articles; `run()` returns the exit code."""

    def __init__(self, options: Options, out: Printer, err: Printer) -> None:
        self.options = options
        self.out, self.err = out, err
        self.counts: Counter[str] = Counter()

    def run(self) -> int:
        """0 all read again, 1 some could not be and stay as they are, 2 nothing to read or bad usage."""
        ids = self._wanted()
        if ids is None:
            return 2
        self.prepare()
        silent = self.options.quiet or not sys.stderr.isatty()
        reason = f"reparse {self.storer.rules_version}"
        bar = tqdm(ids, unit="article", disable=silent)
        with because(reason), changes.held(), unlogged(), bar as progress:
            for number, pk in enumerate(progress, 1):
                self.counts[self.one(pk)] += 1
                if number % INDEX_EVERY == 0:
                    changes.changed.send(sender=None)
        said = ", ".join(
            f"{self.counts[name]} {name}" for name in ("changed", "unchanged", "failed") if self.counts[name]
        )
        self.out.write(("dry run: " if self.options.dry_run else "") + said)
        return 2 if self.counts["failed"] == len(ids) else 1 if self.counts["failed"] else 0

    def prepare(self) -> None:
        """Read the rules and the gazetteer, which all articles of a run are read with."""
        rules = load_rules()
        self.parser = Parser(rules, entries_from_database(self.err.write))
        self.storer = Storer(rules.version)

    def _wanted(self) -> list[int] | None:
        """The articles that have a capture to read; None, having said why, where that is not possible."""
        current = Capture.objects.filter(current=True)
        if self.options.ids is None:
            ids = list(current.order_by("article_id").values_list("article_id", flat=True))
        else:
            ids = sorted(set(self.options.ids))
            known = set(current.filter(article__in=ids).values_list("article_id", flat=True))
            missing = [str(pk) for pk in ids if pk not in known]
            if missing:
                self.err.write(f"no article with a capture has this id: {', '.join(missing)}")
                return None
        if not ids:
            self.err.write("the archive holds no captures")
            return None
        return ids

    def can_be_read(self, pk: int) -> bool:
        """Whether the article has a capture that it was read from."""
        return Capture.objects.filter(article=pk, current=True).exists()

    def one(self, pk: int) -> str:
        """Read one article again in a transaction of its own; returns what became of it."""
        try:
            with transaction.atomic():
                changed = self._reread(pk)
        except (OSError, Rejected, DatabaseError) as error:
            self.storer.forget()
            self.err.write(f"article {pk}: stays as it is: {error}")
            return "failed"
        if self.options.dry_run or not changed:
            # What was rolled back may include a publisher that the storer has met.
            self.storer.forget()
        if not changed and not self.options.dry_run:
            self._note_version(pk)
        if changed:
            self.out.write("\n  ".join(changed))
        return "changed" if changed else "unchanged"

    def _reread(self, pk: int) -> list[str]:
        """Store the newer reading and say what it changed; undone in a dry run or where nothing changed."""
        locks.one_writer()
        article = Article.objects.select_related("publisher").select_for_update(of=("self",)).get(pk=pk)
        capture = Capture.objects.get(article=article, current=True)
        before = snapshot(article, capture)
        parsed = self.parser.parse(captures.source(capture))
        if isinstance(parsed, Rejected):
            raise parsed
        self.storer.reread(article, capture, self._of_persons_text(parsed.draft, article))
        found = differences(before, snapshot(article, capture))
        if self.options.dry_run or not found:
            transaction.set_rollback(True)
        return [f"article {pk}: {article.title[:100]}", *found] if found else []

    def _of_persons_text(self, draft: Draft, article: Article) -> Draft:
        """The draft with the findings of the text that the article keeps where a person edited it."""
        if not article.text_edited:
            return draft
        title = article.title if "title" in article.kept_fields else draft.title
        body = article.body if "body" in article.kept_fields else draft.body
        return replace(draft, mentions=self.parser.tagger(title, body), figures=find_figures(body))

    def _note_version(self, pk: int) -> None:
        """Today's rules read the capture as before: note that, and look for copies if nobody has yet."""
        with transaction.atomic():
            locks.one_writer()
            Capture.objects.filter(article=pk, current=True).update(rules_version=self.storer.rules_version)
            copies.file(Article.objects.get(pk=pk))
