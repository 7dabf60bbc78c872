"""What the review screen shows: the lines of the file, the marked text, the mentions to judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from archive import labels, marking
from archive.ingest.draft import Evidence, PublishedOn
from archive.models import Article, Mention, Review
from archive.review import dates, decide, edit, placing, steps, words
from archive.review.contexts import Neighbour
from archive.review.needs import DOUBTFUL_RULES

MOST_LINES = 1500
"""Lines of the file shown; beyond, the page would be slower than the person."""
MOST_MENTIONS = 300
AROUND = 45
"""Letters of context on each side of a mention in the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file with the dates it may be read as."""

    placed: placing.Placed
    dates: list[tuple[int, str]]

    @property
    def state(self) -> str:
        """`title`, `meta`, `in` (in the body), `out` (removed), for the style sheet."""
        if self.placed.in_body:
            return "in"
        return "out" if self.placed.kind in ("removed", "body") else self.placed.kind


@dataclass(frozen=True, slots=True)
class Item:
    """A mention to judge, with its words in their context."""

    mention: Mention
    before: str
    after: str
    choices: list[Neighbour] = field(default_factory=list)

    @property
    def pending(self) -> bool:
        """Whether it asks for a person: it is proposed, or hangs on an ambiguous word."""
        doubtful = self.mention.rule.startswith(DOUBTFUL_RULES)
        return self.mention.state == "proposed" or (self.mention.state == "asserted" and doubtful)

    @property
    def state(self) -> object:
        """Its state in words."""
        return words.STATES[self.mention.state]


def lines(article: Article) -> tuple[list[Line], int]:
    """The first MOST_LINES lines of the file, and how many there are."""
    placed = edit.lines_of(article)
    shown = [Line(line, _dates(line)) for line in placed[:MOST_LINES]]
    return shown, len(placed)


def _dates(line: placing.Placed) -> list[tuple[int, str]]:
    return [(which, dates.written(read)) for which, read in enumerate(dates.of_line(line.text, line.number))]


def items(article: Article) -> list[Item]:
    """The mentions in the order of the text, the title's first."""
    rows = article.mentions.select_related("company", "campaign").prefetch_related(
        "company__aliases", "campaign__aliases"
    )
    found = []
    for mention in rows.order_by("-in_title", "start", "pk")[:MOST_MENTIONS]:
        text = article.title if mention.in_title else article.body
        before = text[max(0, mention.start - AROUND) : mention.start].rpartition("\n")[2]
        after = text[mention.end : mention.end + AROUND].partition("\n")[0]
        found.append(Item(mention, before, after, decide.choices(article, mention)))
    return found


def marked(text: str, found: list[Item], *, in_title: bool) -> list[marking.Paragraph]:
    """The title or the body with its mentions marked, rejected ones too; of overlapping ones the longer."""
    spans = [
        marking.Span(
            "mention",
            item.mention.pk,
            item.mention.start,
            item.mention.end,
            label=item.mention.entity.name,
            group=item.mention.state,
        )
        for item in found
        if item.mention.in_title == in_title
    ]
    return marking.paragraphs(text, spans)


def published(article: Article) -> PublishedOn | None:
    """The article's date as the form shows it."""
    if article.published_on is None:
        return None
    empty: Any = {"text": "", "line": 0, "rule": ""}
    evidence = Evidence(**(article.date_evidence or empty))
    return PublishedOn(article.published_on, article.date_precision, evidence)  # type: ignore[arg-type]  # choices


def fields(article: Article) -> dict[str, str]:
    """What the form's fields hold."""
    return {
        "title": article.title,
        "publisher": article.publisher.name if article.publisher else "",
        "date": dates.written(published(article)),
    }


def context(article: Article, user: Any, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """Everything the template needs of the article; `typed` stands in the fields."""
    shown, total = lines(article)
    found = items(article)
    review = Review.objects.select_related("reviewed_by").filter(article=article).first()
    step = steps.last(article, user)
    return {
        "article": article,
        "review": review,
        "needs": words.needs_of(review.needs) if review else [],
        "warnings": [labels.label(words.WARNINGS, code) for code in article.warnings],
        "lines": shown,
        "more_lines": total - len(shown),
        "items": found,
        "title_marked": marked(article.title.replace("\n", " "), found, in_title=True),
        "paragraphs": marked(article.body, found, in_title=False),
        "fields": {**fields(article), **(typed or {})},
        "token": steps.token(article),
        "undo": words.STEPS.get(step.kind, _("آخر خطوة")) if step else None,
        "copies": hasattr(article, "copy"),
    }
