"""The concordance of a search: each place where its words stand as a line, 300 articles at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive import rights
from archive.models import Article
from search.ask import analyses, ask
from search.collapse import one_a_story
from search.concordance import Line, lines_of, order_after, order_before
from search.engine import marker_of, results_of
from search.forms import Forms
from search.highlight import Marker
from search.hits import fetch
from search.params import By, SearchParams
from search.results import Results

ARTICLES_A_PART = 300
"""Articles whose lines are collected and sorted together: each page reads all their texts."""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A line and the article it stands in, fetched with its publisher."""

    line: Line
    article: Article


@dataclass(slots=True)
class Concordance:
    """One page of lines. `total`: lines of this part; `first` and `last`: its articles in the result, from 1;
    `parts`: how many parts the result has. Without words in the query there are no lines.
    """

    lines: list[ArticleLine] = field(default_factory=list)
    total: int = 0
    first: int = 0
    last: int = 0
    parts: int = 1


def concordance(params: SearchParams) -> tuple[Results, Concordance]:
    """The results (without hits) and the page of lines asked for; a page beyond the end has none.

    Copies of a story have lines of their own unless `collapse=1` asks for one of each.
    """
    offset = (params.part - 1) * ARTICLES_A_PART
    answer = ask(params, limit=None)
    ids = one_a_story(answer.found)[0] if params.collapse else answer.found.ids
    here = ids[offset : offset + ARTICLES_A_PART]
    marker = marker_of(answer.understood, exact=params.exact)
    lines = collect(here, marker, params.by) if answer.understood.marks.shown else []
    start = (params.page - 1) * params.page_size
    return results_of(answer, params, []), Concordance(
        lines=lines[start : start + params.page_size],
        total=len(lines),
        first=offset + 1,
        last=offset + len(here),
        parts=max(1, -(-len(ids) // ARTICLES_A_PART)),
    )


def collect(ids: tuple[int, ...], marker: Marker, by: By) -> list[ArticleLine]:
    """Every line of these articles: in their order and that of the text, or sorted by context."""
    fetched = fetch(ids)
    forms = analyses({pk: one.content_hash() for pk, one in fetched.items()})
    lines = [
        ArticleLine(line, fetched[pk].article)
        for pk in ids
        if pk in fetched
        for line in _of_article(fetched[pk].article, marker, forms.get(pk))
    ]
    if by:
        order = order_after if by == "after" else order_before
        lines.sort(key=lambda row: order(row.line))
    return lines


def _of_article(article: Article, marker: Marker, forms: Forms | None) -> list[Line]:
    """The lines of the title, then of the body. `forms`: the analysed body, if at hand."""
    title = lines_of(article.title, marker.spans(article.title), title=True)
    body = lines_of(article.body, marker.spans(article.body, forms))
    return title + (body[: rights.LINES] if rights.excerpt_only(article) else body)
