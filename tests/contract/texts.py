"""Articles and queries of invented words, the same for the same seed."""

from __future__ import annotations

import random
from itertools import accumulate

from search.analysis import analyzer
from search.documents import Document, text_document

LETTERS = "ابتجحدرزسشصطعفقكلمنهوي"


class Texts:
    """Articles and queries of invented words, whose frequencies fall as Zipf says."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = {"".join(self.chance.choices(LETTERS, k=self.chance.randint(3, 7))) for _ in range(1500)}
        self.words = [*sorted(words), "غوغل", "جوجل"]
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))

    def some(self, count: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def document(self, pk: int) -> Document:
        return text_document(pk, self.some(6), self.some(self.chance.randint(20, 60)), analyzer())

    def query(self) -> str:
        words = self.some(self.chance.randint(1, 4)).split()
        if self.chance.random() < 0.1:
            words.append("غوغل")
        return " ".join(words)
