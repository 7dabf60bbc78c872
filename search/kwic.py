"""The concordance of a search: each place where its words stand as a line, 300 articles at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from archive.models import Article
from search.analysis import analyzer
from search.ask import ask
from search.concordance import Line, lines_of, order_after, order_before
from search.engine import marker_of, results_of
from search.forms import Forms
from search.highlight import Marker
from search.params import By, SearchParams
from search.results import Results

ARTICLES_A_PART = 300
"""Articles whose lines are collected and sorted together: their texts are analysed for every page."""


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
    """The results (without hits) and the page of lines asked for; a page beyond the end has none."""
    offset = (params.part - 1) * ARTICLES_A_PART
    answer = ask(params, limit=ARTICLES_A_PART, offset=offset)
    marker = marker_of(answer.understood, exact=params.exact)
    lines = collect(answer.found.ids, marker, params.by) if answer.understood.marks.shown else []
    start = (params.page - 1) * params.page_size
    return results_of(answer, params, []), Concordance(
        lines=lines[start : start + params.page_size],
        total=len(lines),
        first=offset + 1,
        last=offset + len(answer.found.ids),
        parts=max(1, -(-answer.found.total // ARTICLES_A_PART)),
    )


def collect(ids: tuple[int, ...], marker: Marker, by: By) -> list[ArticleLine]:
    """Every line of these articles: in their order and that of the text, or sorted by context."""
    articles = Article.objects.published().select_related("publisher").in_bulk(ids)
    lines = [
        ArticleLine(line, articles[pk])
        for pk in ids
        if pk in articles
        for line in _of_article(articles[pk], marker)
    ]
    if by:
        order = order_after if by == "after" else order_before
        lines.sort(key=lambda row: order(row.line))
    return lines


def _of_article(article: Article, marker: Marker) -> list[Line]:
    title = lines_of(article.title, marker.spans(article.title), title=True)
    return title + lines_of(article.body, marker.spans(article.body, Forms.unpack(_analysed(article.body))))


@lru_cache(maxsize=4 * ARTICLES_A_PART)
def _analysed(text: str) -> bytes:
    """The packed analysis of a text: turning pages and sorting anew meet the same texts again."""
    return Forms.of(analyzer().analyze(text)).pack()
