"""Whatever is done to articles in whatever order, after draining the index agrees with the database.

60 random sequences by default; SIJIL_SEQUENCES=500 runs more.
"""

from __future__ import annotations

import os
import random
from contextlib import nullcontext

import pytest
from django.db import transaction

from archive.models import Article, Mention, Outbox
from search import drain as draining
from search.backends.base import LockedIndex, SijilBackend
from search.drain import after_commit, drain
from tests.factory import article, company
from tests.resilience.drift import drift, lock_held

SEQUENCES = int(os.environ.get("SIJIL_SEQUENCES", "60"))
BLOCK = 20
WORDS = ("إضراب", "عريضة", "مقاطعة", "احتجاج", "تسريح")
pytestmark = pytest.mark.django_db


class Life:
    """One random step after the other in the life of an archive."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.steps = [
            self.save,
            self.bulk_create,
            self.update,
            self.edit,
            self.tag,
            self.roll_back,
            self.delete,
        ]

    def step(self) -> None:
        self.chance.choice(self.steps)()
        if self.chance.random() < 0.3:
            after_commit()

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=3))

    def any_article(self) -> Article | None:
        return self.chance.choice([None, *Article.objects.order_by("pk")])

    def save(self) -> None:
        article(self.words(), self.words(), status=self.chance.choice(["published", "proposed"]))

    def bulk_create(self) -> None:
        Article.objects.bulk_create(
            Article(title=self.words(), body=self.words(), text_hash=str(n)) for n in range(3)
        )

    def update(self) -> None:
        Article.objects.filter(title__startswith=self.chance.choice(WORDS)).update(
            status=self.chance.choice(["published", "withdrawn"]), body=self.words()
        )

    def edit(self) -> None:
        chosen = self.any_article()
        if chosen:
            chosen.title = self.words()
            chosen.save()

    def tag(self) -> None:
        chosen = self.any_article()
        if chosen:
            slug = self.chance.choice(["google", "meta"])
            Mention.objects.create(article=chosen, company=company(slug), start=0, end=1, surface=slug)

    def roll_back(self) -> None:
        with transaction.atomic():
            self.chance.choice([self.save, self.update, self.edit, self.delete])()
            transaction.set_rollback(True)

    def delete(self) -> None:
        chosen = self.any_article()
        if chosen:
            chosen.delete()


@pytest.mark.parametrize("block", range(-(-SEQUENCES // BLOCK)))
def test_no_drift_after_random_sequences(
    index: SijilBackend, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draining, "PATIENCE", 0.0)
    for seed in range(block * BLOCK, min((block + 1) * BLOCK, SEQUENCES)):
        life = Life(seed)
        with lock_held(index.folder) if seed % 5 == 0 else nullcontext():
            for _ in range(life.chance.randint(3, 10)):
                life.step()
            if seed % 5 == 0 and Outbox.objects.exists():
                with pytest.raises(LockedIndex):
                    drain(0.0)
        drain()
        assert drift() == {}, f"seed {seed}"
        assert not Outbox.objects.exists()
