"""Analysis chains to compare, and one BM25 for all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer as snowball

from benchmarks.lucene import light10_stem, lucene_normalize, lucene_stem
from search.arabic import STOP_WORDS, Analyzer, normalize

K1, B = 1.2, 0.75
Terms = Callable[[str], tuple[str, ...]]
"""A written word → its terms."""


@dataclass(frozen=True)
class Chain:
    """A name and its fields: what each makes of a word, and what its score counts."""

    name: str
    fields: tuple[tuple[Terms, float], ...]


def chains(analyzer: Analyzer) -> list[Chain]:
    """Every chain of the comparison, the weakest first."""
    arabic = snowball("arabic")
    surface = _field(lambda word: analyzer.terms_of(word).surface)
    stem = _field(lambda word: analyzer.terms_of(word).stem)
    root = _field(lambda word: analyzer.terms_of(word).root)
    grams = lru_cache(maxsize=None)(analyzer.grams)
    light10 = _field(lambda word: light10_stem(lucene_normalize(word)))
    three = ((surface, 0.5), (stem, 1.0), (root, 1.0))
    return [
        Chain("words as written", ((_field(str.lower), 1.0),)),
        Chain("normalised only", ((surface, 1.0),)),
        Chain("ISRI root", ((root, 1.0),)),
        Chain("Snowball Arabic", ((_field(lambda word: arabic.stemWord(word.lower())), 1.0),)),
        Chain("light10", ((light10, 1.0),)),
        Chain("Lucene ArabicAnalyzer", ((_field(lambda word: lucene_stem(lucene_normalize(word))), 1.0),)),
        Chain("guarded light stem", ((stem, 1.0),)),
        Chain("A with light10 in its place", ((surface, 0.5), (light10, 1.0), (root, 1.0))),
        Chain("A", three),
        Chain("B", (*three, (grams, 0.5))),
    ]


def _field(one: Callable[[str], str]) -> Terms:
    return lru_cache(maxsize=None)(lambda word: (one(word) or word,))


class Index:
    """Postings of one chain over tokenised documents, with each term's BM25 weight worked out."""

    def __init__(self, chain: Chain, documents: Sequence[Sequence[str]]) -> None:
        """`documents`: the written words of each."""
        self.chain = chain
        self.size = len(documents)
        self._weights = [_weights(terms, documents) for terms, _ in chain.fields]

    def rank(self, words: Sequence[str], depth: int = 100) -> list[int]:
        """The numbers of the best documents for a query's written words, best first; none without a match."""
        kept = [word for word in words if normalize(word) not in STOP_WORDS] or list(words)
        scores = np.zeros(self.size)
        for (terms, boost), weights in zip(self.chain.fields, self._weights, strict=True):
            for word in kept:
                for term in terms(word):
                    if term in weights:
                        numbers, weight = weights[term]
                        scores[numbers] += boost * weight
        order = np.argsort(-scores, kind="stable")[:depth]
        return [int(number) for number in order if scores[number] > 0]


Weights = dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]]


def _weights(terms: Terms, documents: Sequence[Sequence[str]]) -> Weights:
    """Term → documents with it and its BM25 weight in each (Lucene's idf: log(1 + (N-n+½)/(n+½)))."""
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths = np.zeros(len(documents))
    for number, words in enumerate(documents):
        counts = Counter(term for word in words for term in terms(word))
        lengths[number] = sum(counts.values())
        for term, count in counts.items():
            postings[term].append((number, count))
    norms = K1 * (1 - B + B * lengths / lengths.mean())
    weights: Weights = {}
    for term, rows in postings.items():
        numbers = np.array([number for number, _ in rows], dtype=np.int32)
        counts_of = np.array([count for _, count in rows], dtype=np.float64)
        idf = np.log(1 + (len(documents) - len(rows) + 0.5) / (len(rows) + 0.5))
        weights[term] = (numbers, idf * counts_of / (counts_of + norms[numbers]))
    return weights
