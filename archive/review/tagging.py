"""Reads a changed text again: its mentions, figures and copies follow the words."""

from __future__ import annotations

from dataclasses import dataclass

from archive import copies
from archive.gazetteer.sync import entries_from_database
from archive.ingest import findings
from archive.ingest.draft import Figure, Mention
from archive.ingest.figures import find_figures
from archive.ingest.run import tagger_of
from archive.models import Article


@dataclass(slots=True)
class Reading:
    """What the rules find in a title and a body."""

    mentions: list[Mention]
    figures: list[Figure]


def read(title: str, body: str) -> Reading:
    """Mentions and figures by today's gazetteer."""
    tagger = tagger_of(tuple(entries_from_database()))
    return Reading(tagger(title, body), find_figures(body))


def tag_again(article: Article, title: str, body: str) -> None:
    """Bring mentions, figures and copies in line with the text. Belongs in the change's transaction.

    `title`, `body`: the text before. What a person judged moves along with its words.
    """
    reading = read(article.title, article.body)
    findings.renew(article, reading, findings.entity_keys(), title, body)
    if body != article.body:
        copies.file(article)
