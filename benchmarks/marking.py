"""What marking a page of 20 results costs: with stored forms, and analysing the texts again.

    python -m benchmarks.marking

Made-up articles of about 500 words; a query of three words that each article has. Milliseconds of processor
time a page, the median of 50. "fetch" is the database query for the forms and the check that they fit.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from benchmarks.real_path import start_django

PAGE = 20
WORDS = 500
ROUNDS = 50


def main() -> None:
    start_django()
    from django.core.management import call_command

    from archive.models import Article
    from benchmarks.corpus import bodies
    from search.analysis import analyzer
    from search.engine import SNIPPET_LENGTH
    from search.forms import Forms
    from search.highlight import Marker
    from search.search_indexes import document
    from search.stored_forms import keep, of_articles

    call_command("migrate", verbosity=0)
    for body in bodies(PAGE, WORDS):
        words = body.split(" ")
        words[40:40], words[200:200] = ["العريضة"], ["عقودهم", "والنقابات"]
        Article.objects.create(title="عنوان", body=" ".join(words), text_hash="")
    articles = list(Article.objects.with_tags())
    keep([document(article) for article in articles])
    marker = Marker(analyzer(), ["عريضة", "عقد", "نقابة"])
    packed = [Forms.of(analyzer().analyze(article.body)).pack() for article in articles]

    def mark(forms: list[Forms | None]) -> None:
        for article, form in zip(articles, forms, strict=True):
            marker.read(article.body, form).snippet(SNIPPET_LENGTH)

    unpacked: list[Forms | None] = [Forms.unpack(row) for row in packed]
    rows: dict[str, Callable[[], object]] = {
        "mark, analysing the texts": lambda: mark([None] * PAGE),
        "mark, from stored forms": lambda: mark(unpacked),
        "unpack stored forms": lambda: [Forms.unpack(row) for row in packed],
        "fetch and unpack": lambda: of_articles(articles),
    }
    print(f"{PAGE} articles of about {WORDS} words")
    for name, work in rows.items():
        print(f"{name:28}{_median(work):8.2f} ms a page")
    print(f"{'stored bytes an article':28}{statistics.mean(map(len, packed)):8.0f}")


def _median(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the median of ROUNDS: other programs do not count."""
    spent = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return 1000 * statistics.median(spent)


if __name__ == "__main__":
    main()
