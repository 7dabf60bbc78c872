"""Made-up articles for measuring speed: words drawn from the shipped vocabulary as often as they occur."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.arabic import Analyzer
from search.documents import Document, text_document
from search.vocabulary import default_vocabulary

COMPANIES = ("google", "amazon", "microsoft", "meta", "apple", "salesforce")


def bodies(count: int, words: int = 250, seed: int = 7) -> Iterator[str]:
    """`count` texts of about `words` words each, in sentences and paragraphs; always the same ones."""
    chance = np.random.default_rng(seed)
    listed = list(default_vocabulary())
    shares = np.array([share for _, share in listed])
    heaped = np.cumsum(shares / shares.sum())
    for _ in range(count):
        length = int(chance.integers(words // 2, words * 3 // 2))
        picked = np.minimum(np.searchsorted(heaped, chance.random(length)), len(listed) - 1)
        drawn = [listed[place][0] for place in picked]
        ends = [
            " ".join(drawn[at : at + 12]) + (".\n" if at % 60 == 48 else ". ") for at in range(0, length, 12)
        ]
        yield "".join(ends)


def documents(count: int, analyzer: Analyzer) -> Iterator[Document]:
    """The same as an engine stores them, each with a company."""
    for number, body in enumerate(bodies(count), start=1):
        title = " ".join(body.split()[:8])
        company = COMPANIES[number % len(COMPANIES)]
        yield text_document(number, title, body, analyzer, tags=((company,), (), ()))
