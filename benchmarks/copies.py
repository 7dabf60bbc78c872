"""How fast copies are found in a large archive: `python -m benchmarks.copies [--articles 100000]`.

Fills a database of its own, in a temporary folder, with made-up texts of 300 words, a tenth of them copies
with another lead, then stores NEW more one at a time and says what finding their copies costs and
whether each was found. It also prints what share of shingles edited copies keep, by kind of edit, which is
what the threshold was chosen by.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median

WORDS = 300
NEW = 1000
COPIES = 10
"""One text in so many is a copy."""
BATCH = 2000


def vocabulary() -> list[str]:
    """20,000 made-up words, so that texts share runs of words only by copying."""
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    source = random.Random(0)
    return ["".join(source.choices(letters, k=source.randint(3, 7))) for _ in range(20_000)]


def body(words: list[str], number: int) -> str:
    """Text `number`; each COPIES-th repeats the one before it under another lead."""
    if number % COPIES == COPIES - 1:
        return f"نقلت الصحيفة رقم {number} الخبر التالي\n\n{body(words, number - 1)}"
    return " ".join(random.Random(number).choices(words, k=WORDS))


def edits(words: list[str]) -> None:
    """Print the resemblance of a text and of its copies after one edit each."""
    from archive.ingest.copies import resemblance, shingles

    text = body(words, 0).split()
    kinds = {
        "another lead of 30 words": [*words[:30], *text],
        "the last fifth cut": text[: len(text) * 4 // 5],
        "the last quarter cut": text[: len(text) * 3 // 4],
        "one word in 50 changed": [w if n % 50 else "كلمة" for n, w in enumerate(text)],
        "one word in 20 changed": [w if n % 20 else "كلمة" for n, w in enumerate(text)],
        "half of it quoted in another text": [*text[: len(text) // 2], *words[: len(text) // 2]],
        "another text, 40 words in common": [*text[:40], *words[:260]],
    }
    for name, copy in kinds.items():
        print(f"  {resemblance(shingles(' '.join(text)), shingles(' '.join(copy))):.2f}  {name}")


def fill(words: list[str], count: int) -> float:
    """Store `count` articles with their keys in large batches; returns the seconds that took."""
    from archive.ingest.copies import bands, shingles
    from archive.models import Article, CopyBand

    started = time.perf_counter()
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        made = Article.objects.bulk_create(
            Article(title=f"نص {n}", body=body(words, n), text_hash=f"{n:064x}") for n in numbers
        )
        CopyBand.objects.bulk_create(
            CopyBand(article=article, key=key) for article in made for key in bands(shingles(article.body))
        )
    return time.perf_counter() - started


def measure(words: list[str], count: int) -> None:
    """Store NEW more, one at a time, and print what that costs."""
    from django.db import transaction

    from archive import copies
    from archive.models import Article, Copy

    seconds = []
    for number in range(count, count + NEW):
        with transaction.atomic():
            made = Article.objects.create(title="نص", body=body(words, number), text_hash=f"{number:064x}")
            started = time.perf_counter()
            copies.file(made)
            seconds.append(time.perf_counter() - started)
    found = Copy.objects.count() // 2
    print(f"{NEW} more: {1000 * median(seconds):.1f} ms each (median), {1000 * max(seconds):.0f} ms at most")
    print(f"{NEW / sum(seconds):.0f} articles a second; {found} of {NEW // COPIES} copies found")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SIJIL_DATA_DIR": folder, "SIJIL_SECRET_KEY": "x", "SIJIL_DEBUG": "True"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from archive import changes
        from archive.models import Outbox

        settings.DEBUG = False  # or every query would be kept in memory
        call_command("migrate", verbosity=0)
        words = vocabulary()
        edits(words)
        seconds = fill(words, options.articles)
        size = (Path(folder) / "sijil.sqlite3").stat().st_size
        print(f"{options.articles:,} articles of {WORDS} words with their keys: {seconds:.0f} s,", end=" ")
        print(f"database {size / 1e6:.0f} MB")
        with changes.held():
            measure(words, options.articles)
            Outbox.objects.all().delete()  # nothing is to be indexed here


if __name__ == "__main__":
    main()
