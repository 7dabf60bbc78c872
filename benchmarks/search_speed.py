"""How fast a full search page is: top 20, exact count, date filter, facets and highlights.

`python -m benchmarks.search_speed [--size 10000] [--queries 200] [--engines whoosh,tantivy,page,fts5,lucene,
stock] [--profile FILE]`. One process, one thread. *Cold*: no term's postings are decoded yet. `page` is the
search page as an HTTP response, on tantivy. With SIJIL_BENCH_DATA the archive is kept in that folder and
used again.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
from pathlib import Path

from benchmarks import site  # isort: split

from django.http import QueryDict
from django.utils.module_loading import import_string
from haystack import connections

from archive.models import Article
from benchmarks.corpus import queries
from benchmarks.others_speed import fts5, lucene, stock
from benchmarks.page_speed import page
from benchmarks.rebuild_speed import run as rebuild
from benchmarks.timing import FROM, HEAD, row, timed
from search.analysis import analyzer
from search.ask import backend, understand
from search.backends.registry import ENGINES
from search.drain import drain
from search.engine import search
from search.params import parse
from search.plan import Ids, Plan


def full_page(query: str) -> object:
    """What the search page asks for."""
    data = QueryDict(mutable=True)
    data["q"], data["from"] = query, FROM
    return search(parse(data))


def plain_or(query: str) -> object:
    """The best twenty with any of the words, and how many there are: the engine alone, as it is asked."""
    node = understand(parse(QueryDict(f"q={query}"))).understood.node(1)
    return backend().execute(Plan(node, limit=20, facets=False))


def use(engine: str) -> None:
    """Make an engine the site's, with an index folder of its own, and build its index."""
    connections["default"]  # makes the dictionary that the next line changes
    connections.thread_local.connections["default"] = import_string(ENGINES[engine])("default")
    backend().folder = site.DATA / engine
    if backend().problem():
        rebuild(engine, Article.objects.count(), -1)


def forget_postings() -> None:
    """Drop what Whoosh's view remembers."""
    view = backend().view()
    view.memo.clear()
    for segment in view.segments:
        segment.forget()


def cold(query: str) -> tuple[float, float]:
    """CPU and wall seconds that a full page takes when none of its terms was used before."""
    forget_postings()
    return timed(full_page, [query])[0]


def uncounted(query: str) -> tuple[float, float]:
    """CPU and wall seconds that a full page takes where tantivy has not counted its facets before."""
    backend().opened().counts.forget()
    return timed(full_page, [query])[0]


def whoosh(asked: list[str]) -> None:
    """Our default engine."""
    use("whoosh")
    full_page("تسخين")
    row("Sijil, Whoosh", "full page, first use", timed(full_page, asked))
    row("Sijil, Whoosh", "full page, every term forgotten before", [cold(query) for query in asked])
    timed(full_page, asked)
    row("Sijil, Whoosh", "full page, warm", timed(full_page, asked))
    one_change("Sijil, Whoosh")


def tantivy(asked: list[str]) -> None:
    """The engine for larger archives."""
    use("tantivy")
    full_page("تسخين")
    row("Sijil, tantivy", "full page, first use", timed(full_page, asked))
    short = [query for query in asked if len(query.split()) <= 3]
    for what, these in (("full page, warm", asked), ("full page, warm, 1–3 words", short)):
        row("Sijil, tantivy", f"{what}, counted anew", [uncounted(query) for query in these])
        timed(full_page, these)
        row("Sijil, tantivy", what, timed(full_page, these))
    row("Sijil, tantivy", "OR of the words at every level; no facets, no highlights", timed(plain_or, asked))
    raw_tantivy(asked)
    one_change("Sijil, tantivy")


def raw_tantivy(asked: list[str]) -> None:
    """The bindings alone: an OR of the words in one field, top 20 and exact count, nothing else."""
    from tantivy import Occur, Query

    from search.backends.tantivy_schema import schema

    searcher, layout = backend().searcher(), schema()

    def run(query: str) -> object:
        terms = [Query.term_query(layout, "stem", t.stem, "freq") for t in analyzer().analyze(query)]
        found = searcher.search(Query.boolean_query([(Occur.Should, term) for term in terms]), 20, count=True)
        return searcher.fast_field_values("id", [place for _score, place in found.hits])

    row("raw tantivy", "OR in one field, no filter, facets, highlights", timed(run, asked))


def one_change(name: str) -> None:
    """Seconds from saving one article to finding it."""
    spent = timed(_add_and_find, map(str, range(10)))
    row(name, "one new article searchable", spent)
    Article.objects.filter(text_hash__startswith="x").delete()
    drain()


def _add_and_find(number: str) -> None:
    made = Article.objects.create(title=f"جديد {number}", body="نص قصير", text_hash=f"x{number}")
    drain()
    assert made.pk in backend().execute(Plan(Ids((made.pk,)), facets=False)).ids


def tantivy_page(asked: list[str]) -> None:
    """The page of the site on the larger engine."""
    use("tantivy")
    page(asked, "tantivy")


RUNS = {
    "whoosh": whoosh,
    "tantivy": tantivy,
    "page": tantivy_page,
    "fts5": fts5,
    "lucene": lucene,
    "stock": stock,
}


def main() -> None:
    """Fill one archive and run every engine asked for on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--engines", default=",".join(RUNS))
    parser.add_argument("--profile", type=Path, help="write a profile of everything to this file")
    options = parser.parse_args()
    site.fill(options.size)
    asked = queries(options.queries)
    print(f"{options.size} articles; milliseconds\n\n{HEAD}")
    profile = cProfile.Profile()
    for name in options.engines.split(","):
        if options.profile:
            profile.enable()
        RUNS[name](asked)
        profile.disable()
    if options.profile:
        pstats.Stats(profile).dump_stats(options.profile)


if __name__ == "__main__":
    main()
