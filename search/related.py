"""Articles like one article: those that share its strongest words.

Strong: often in the article and rare in the archive (tf·idf over stems, Salton and Buckley 1988, as Lucene's
MoreLikeThis uses it). The engine then ranks by BM25 over those stems.
"""

from __future__ import annotations

import math
from collections import Counter

from archive import copies
from archive.models import Article
from search.analysis import analyzer
from search.arabic import STOP_WORDS
from search.ask import backend
from search.backends.base import IndexUnavailable, SijilBackend
from search.plan import All, AtLeast, Everything, Ids, Node, Not, Plan, Term
from search.vocabulary import default_vocabulary

STRONGEST = 20
LOOKED_AT = 40
"""Stems whose number of articles is asked for, those that are rare in Arabic first."""
TITLE_WEIGHT = 3
SHORTEST = 3
SHARED = 0.25
"""Share of the strongest words that a related article must have."""
LEAST_SHARED = 3
_ALL_ARABIC = 1e8
"""Occurrences in the whole of the background vocabulary."""


def related(article: Article, most: int = 5) -> list[Article]:
    """At most `most` published articles like this one, the nearest first, with publishers; no copies of it.

    Empty while the index cannot be used.
    """
    index = backend()
    try:
        with index.snapshot():
            ids = _ids(index, article, most)
    except IndexUnavailable:
        return []
    found = Article.objects.published().select_related("publisher").defer("body").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _ids(index: SijilBackend, article: Article, most: int) -> tuple[int, ...]:
    strongest = _strongest(index, article)
    if len(strongest) < LEAST_SHARED:
        return ()
    itself = Ids((article.pk, *copies.of(article).values_list("pk", flat=True)))
    minimum = max(LEAST_SHARED, math.ceil(SHARED * len(strongest)))
    node = All((AtLeast(strongest, minimum), Not(itself)))
    return index.execute(Plan(node, limit=most, facets=False)).ids


def _strongest(index: SijilBackend, article: Article) -> tuple[Node, ...]:
    """The strongest stems as terms, weighted by how often the article has them."""
    counts = _stems(article)
    stems = sorted(counts, key=lambda stem: (-counts[stem] * _rarity(stem), stem))[:LOOKED_AT]
    total, *havings = index.counts([Everything(), *(Term("stem", stem) for stem in stems)])
    weighed = []
    for stem, having in zip(stems, havings, strict=True):
        if 1 < having <= max(2, total // 2):
            weighed.append((counts[stem] * math.log(total / having), stem))
    weighed.sort(key=lambda row: (-row[0], row[1]))
    return tuple(Term("stem", stem, 1 + math.log(counts[stem])) for _, stem in weighed[:STRONGEST])


def _stems(article: Article) -> Counter[str]:
    """How often the article has each stem, its title counted TITLE_WEIGHT times."""
    counts: Counter[str] = Counter()
    for text, weight in ((article.title, TITLE_WEIGHT), (article.body, 1)):
        for term in analyzer().analyze(text):
            if len(term.stem) >= SHORTEST and term.surface not in STOP_WORDS and not term.stem.isdigit():
                counts[term.stem] += weight
    return counts


def _rarity(stem: str) -> float:
    """The inverse frequency of a word in Arabic at large."""
    return math.log(_ALL_ARABIC / (1 + default_vocabulary().count(stem)))
