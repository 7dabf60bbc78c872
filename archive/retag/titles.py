"""Titles changed many at once: the names in them are found again, the mentions of the rest left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.ingest import findings
from archive.ingest.figures import find_figures
from archive.ingest.retag import tagger
from archive.models import Article, Mention
from archive.operations import rows
from archive.retag.difference import every_difference
from archive.retag.preview import stored_mentions


def titles_changed(articles: Sequence[Article], before: Mapping[int, str]) -> None:
    """Bring the mentions of saved articles in step with their titles. Belongs in the transaction.

    `before`: id → title before. A few statements for all, and a dozen for each article in whose title a
    person decided of a name, which is looked up in the new one.
    """
    find, stored, keys = tagger(), stored_mentions(articles), findings.entity_keys()
    add: list[Mention] = []
    drop: list[Mention] = []
    for article in articles:
        mentions, found = stored.get(article.pk, []), find(article.title, article.body)
        if any(mention.by_hand and mention.in_title for mention in mentions):
            figures = find_figures(article.body)
            findings.replace(article, found, figures, keys, before[article.pk], article.body)
            continue
        change = every_difference(mentions, found)
        add += [findings.row_of(article, one, keys) for one in change.add]
        drop += change.drop
    rows.remove(drop)
    rows.add(add)
