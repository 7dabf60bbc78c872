"""Evaluates a plan's tree over postings held in numpy arrays. Engine-neutral; used by the Whoosh backend.

Documents are numbers 0…n-1; an `IndexView` gives postings and lengths. BM25 as Lucene computes it
(Robertson and Zaragoza 2009; Lucene's BM25Similarity, k1 1.2, b 0.75, without the constant k1+1).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from search import plan

K1, B = 1.2, 0.75
Mask = NDArray[np.bool_]
Docs = NDArray[np.int32]
Freqs = NDArray[np.float32]


REMEMBERED = 8
"""Words of a query whose matches a view keeps: the same are asked for with and without filters."""


class Postings(NamedTuple):
    """Documents with a term, ascending, and how often each has it."""

    docs: Docs
    freqs: Freqs


Memo = OrderedDict[plan.AtLeast, tuple[Mask, NDArray[np.float32]]]
"""Tree → mask and scores; never changed in place."""


class IndexView(Protocol):
    """What evaluation needs of an index. Postings leave deleted documents out."""

    size: int
    live: Mask
    days: NDArray[np.int32]
    ids: NDArray[np.int64]
    norms: NDArray[np.float32]
    """k1 · (1 - b + b · length / average length) of each document."""
    memo: Memo
    """The last few `AtLeast` trees evaluated over this view."""

    def postings(self, field: str, text: str) -> Postings: ...
    def prefix(self, field: str, text: str) -> Postings: ...
    def phrase(self, phrase: plan.Phrase) -> Postings: ...


def idf(total: int, documents: int) -> float:
    """Lucene's inverse document frequency of a term in `documents` of `total` documents."""
    return math.log(1 + (total - documents + 0.5) / (documents + 0.5))


class Evaluation(plan.Visitor[Mask]):
    """One run of a tree over one view: `scores` fills while `run` returns the mask of matches."""

    def __init__(self, view: IndexView) -> None:
        self.view = view
        self.total = int(view.live.sum())
        self.scores = np.zeros(view.size, dtype=np.float32)

    def run(self, node: plan.Node) -> Mask:
        """Which live documents match; their scores are in `scores`."""
        found = self._remembered(node) if isinstance(node, plan.AtLeast) else self.visit(node)
        return found & self.view.live

    def _nothing(self) -> Mask:
        return np.zeros(self.view.size, dtype=np.bool_)

    def _score(self, found: Postings, boost: float) -> Mask:
        mask = self._nothing()
        if len(found.docs):
            mask[found.docs] = True
            if boost:
                weight = np.float32(boost * idf(self.total, len(found.docs)))
                self.scores[found.docs] += weight * found.freqs / (found.freqs + self.view.norms[found.docs])
        return mask

    def term(self, node: plan.Term) -> Mask:
        return self._score(self.view.postings(node.field, node.text), node.boost)

    def prefix(self, node: plan.Prefix) -> Mask:
        return self._score(self.view.prefix(node.field, node.text), node.boost)

    def phrase(self, node: plan.Phrase) -> Mask:
        return self._score(self.view.phrase(node), node.boost)

    def synonyms(self, node: plan.Synonyms) -> Mask:
        parts = [
            self.view.phrase(option)
            if isinstance(option, plan.Phrase)
            else self.view.postings(option.field, option.text)
            for option in node.options
        ]
        return self._score(merge(parts), node.boost)

    def hint(self, node: plan.Hint) -> Mask:
        for term in node.terms:
            self.term(term)
        return self._nothing()

    def tag(self, node: plan.Tag) -> Mask:
        mask = self._nothing()
        for slug in node.slugs:
            mask[self.view.postings(node.field, slug).docs] = True
        return mask

    def days(self, node: plan.Days) -> Mask:
        days = self.view.days
        mask: Mask = days > 0
        if node.first is not None:
            mask &= days >= node.first
        if node.last is not None:
            mask &= days <= node.last
        return mask

    def undated(self, node: plan.Undated) -> Mask:
        """See `Visitor`."""
        mask: Mask = self.view.days == 0
        return mask

    def ids(self, node: plan.Ids) -> Mask:
        """See `Visitor`."""
        return np.isin(self.view.ids, node.ids)

    def everything(self, node: plan.Everything) -> Mask:
        """See `Visitor`."""
        return self.view.live.copy()

    def all_of(self, node: plan.All) -> Mask:
        mask = self.view.live.copy()
        for child in node.nodes:
            mask &= self._remembered(child) if isinstance(child, plan.AtLeast) else self.visit(child)
        return mask

    def _remembered(self, node: plan.AtLeast) -> Mask:
        """Evaluate a tree, or take what it gave when it was last evaluated over this view."""
        memo = self.view.memo
        known = memo.get(node)
        if known is None:
            outer, self.scores = self.scores, np.zeros(self.view.size, dtype=np.float32)
            known = (self.visit(node), self.scores)
            self.scores = outer
            memo[node] = known
            if len(memo) > REMEMBERED:
                memo.popitem(last=False)
        self.scores += known[1]
        return known[0]

    def at_least(self, node: plan.AtLeast) -> Mask:
        if node.minimum <= 1:
            mask = self._nothing()
            for child in node.nodes:
                mask |= self._apart(child)
            return mask
        counts = np.zeros(self.view.size, dtype=np.uint16)
        for child in node.nodes:
            counts += self._apart(child)
        enough: Mask = counts >= node.minimum
        return enough

    def _apart(self, child: plan.Node) -> Mask:
        """Evaluate a child whose failing documents must not keep what its parts scored."""
        if not isinstance(child, plan.All | plan.AtLeast):
            return self.visit(child)
        outer, self.scores = self.scores, np.zeros(self.view.size, dtype=np.float32)
        mask = self.visit(child)
        outer[mask] += self.scores[mask]
        self.scores = outer
        return mask

    def no(self, node: plan.Not) -> Mask:
        kept, self.scores = self.scores, np.zeros(self.view.size, dtype=np.float32)
        mask = self.visit(node.node)
        self.scores = kept
        return ~mask


def merge(parts: list[Postings]) -> Postings:
    """Postings of the union, frequencies added."""
    filled = [part for part in parts if len(part.docs)]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        return Postings(np.empty(0, np.int32), np.empty(0, np.float32))
    docs = np.concatenate([part.docs for part in filled])
    freqs = np.concatenate([part.freqs for part in filled])
    unique, inverse = np.unique(docs, return_inverse=True)
    return Postings(
        unique.astype(np.int32), np.bincount(inverse, weights=freqs, minlength=len(unique)).astype(np.float32)
    )


def order(view: IndexView, mask: Mask, scores: NDArray[np.float32], how: str, stop: int | None) -> Docs:
    """The first `stop` matching documents: by score, or by day with undated last; ties by id."""
    if stop == 0:
        return np.empty(0, np.int32)
    docs = np.flatnonzero(mask)
    ids = view.ids[docs]
    if how == "relevance":
        found = scores[docs]
        if stop is not None and len(docs) > 4 * stop:
            least = np.partition(found, len(found) - stop)[len(found) - stop]
            keep = found >= least
            docs, ids, found = docs[keep], ids[keep], found[keep]
        ranked = np.lexsort((ids, -found))
    else:
        days = view.days[docs].astype(np.int64)
        undated = days == 0
        sign = -1 if how == "newest" else 1
        ranked = np.lexsort((sign * ids, sign * days, undated))
    return docs[ranked][:stop].astype(np.int32)
