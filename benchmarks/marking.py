"""What marking a page of 20 results costs: from the analyses the index keeps, and analysing the texts again.

    python -m benchmarks.marking

Made-up articles of about 500 words; a query of three words that each article has. Milliseconds of processor
time a page, the median of 50. "fetch" reads the analyses from the index and checks that they fit the texts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from benchmarks.real_path import start_django

if TYPE_CHECKING:
    from archive.models import Article
    from search.forms import Forms
    from search.hits import Fetched

PAGE = 20
WORDS = 500
ROUNDS = 50


def main() -> None:
    start_django()
    from search.analysis import analyzer
    from search.ask import analyses
    from search.engine import SNIPPET_LENGTH
    from search.highlight import Marker
    from search.hits import fetch

    def read(fetched: list[Fetched]) -> dict[int, Forms]:
        return analyses({one.article.pk: one.content_hash() for one in fetched})

    articles = _indexed_articles()
    marker = Marker(analyzer(), ["عريضة", "عقد", "نقابة"])
    fetched = list(fetch([article.pk for article in articles]).values())
    stored = read(fetched)
    if len(stored) != PAGE:
        raise SystemExit("the index does not hold the analyses of all articles")

    def mark(forms: Mapping[int, Forms]) -> None:
        for marked in marker.read_all([(article.body, forms.get(article.pk)) for article in articles]):
            marked.snippet(SNIPPET_LENGTH)

    print(f"{PAGE} articles of about {WORDS} words")
    rows: dict[str, Callable[[], object]] = {
        "mark, analysing the texts": lambda: mark({}),
        "mark, from stored analyses": lambda: mark(stored),
        "fetch stored analyses": lambda: read(fetched),
    }
    for name, work in rows.items():
        print(f"{name:28}{_median(work):8.2f} ms a page")


def _indexed_articles() -> list[Article]:
    """PAGE articles of WORDS words that all hold the query's words, stored and indexed."""
    from django.core.management import call_command

    from archive.models import Article
    from benchmarks.made_up import bodies
    from search.ask import backend
    from search.search_indexes import document

    call_command("migrate", verbosity=0)
    for body in bodies(PAGE, WORDS):
        words = body.split(" ")
        words[40:40], words[200:200] = ["العريضة"], ["عقودهم", "والنقابات"]
        Article.objects.create(title="عنوان", body=" ".join(words), text_hash="")
    articles = list(Article.objects.with_tags())
    with backend().rebuilding():
        backend().write([document(article) for article in articles], [])
    return articles


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
