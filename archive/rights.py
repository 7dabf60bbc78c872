"""What the public may read of an article: all of it, or an excerpt and the way to its publisher.

Every page, file and answer that shows text asks here. Rules:
- a publisher with `rights = excerpt`: the first `EXCERPT` letters, no originals, no lines of the file;
- a redacted article: the text without its hidden passages (it is stored so), no originals, no lines;
- snippets in results and feeds are short quotations of either, at most `QUOTATION` letters.
"""

from __future__ import annotations

import re

from django.db.models import Q

from archive.models import Article, ArticleQuerySet, Publisher

EXCERPT = 300
"""Letters of an article of which the archive may only show an excerpt."""
QUOTATION = 260
"""Letters of a snippet in search results and feeds."""
LINES = 3
"""Lines of such an article in a concordance: more of them side by side would give the text away."""
_END_OF_SENTENCE = re.compile(r"[.؟!…](?=\s|$)|\n")


def excerpt_only(article: Article) -> bool:
    """Whether the publisher lets the archive show an excerpt only. `publisher`: already fetched."""
    return article.publisher is not None and article.publisher.rights == Publisher.Rights.EXCERPT


def shows_files(article: Article) -> bool:
    """Whether the public may have the captured files and read their lines."""
    return not article.is_redacted and not excerpt_only(article)


def with_files(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those of these articles that `shows_files` is true of."""
    return articles.exclude(Q(is_redacted=True) | Q(publisher__rights=Publisher.Rights.EXCERPT))


def public_body(article: Article) -> str:
    """The body that the public may read; a beginning of the stored one, so offsets in it hold."""
    return excerpt(article.body) if excerpt_only(article) else article.body


def excerpt_lengths() -> dict[int, int]:
    """Article id → letters of its body that the public may read, for those shown as an excerpt only."""
    rows = Article.objects.filter(publisher__rights=Publisher.Rights.EXCERPT).values_list("pk", "body")
    return {pk: len(excerpt(body)) for pk, body in rows.iterator(chunk_size=500)}


def excerpt(body: str) -> str:
    """The first `EXCERPT` letters at most, to the end of a sentence or else of a word."""
    if len(body) <= EXCERPT:
        return body
    ends = [match.end() for match in _END_OF_SENTENCE.finditer(body, 0, EXCERPT)]
    if ends and ends[-1] >= EXCERPT // 2:
        return body[: ends[-1]].rstrip()
    return body[: max(body.rfind(" ", 0, EXCERPT), 0) or EXCERPT]
