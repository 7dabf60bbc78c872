"""How fast a full search page is: top 20, exact count, date filter, facets and highlights.

`python -m benchmarks.search_speed [--size 10000] [--queries 200] [--engines whoosh,tantivy,stock,fts5]
[--profile]`. One process, one thread. *Cold*: no term's postings are decoded yet.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import site  # isort: split

import numpy as np
from django.core.management import call_command
from django.http import QueryDict
from django.utils.module_loading import import_string
from haystack import connections

from archive.models import Article
from benchmarks.corpus import queries
from search.analysis import analyzer
from search.ask import backend
from search.backends.registry import ENGINES
from search.drain import drain
from search.engine import search
from search.params import parse
from search.plan import Ids, Plan

FROM = "2016"
STOCK_QUERIES = 40


Spent = list[tuple[float, float]]
"""Of each query: CPU seconds and wall seconds."""
HEAD = "| engine | what | queries | CPU p50 | CPU p95 | wall p50 | wall p95 |\n|---|---|---|---|---|---|---|"


def row(name: str, what: str, spent: Spent) -> None:
    """One line of the table, in milliseconds."""
    p50, p95 = np.percentile(spent, [50, 95], axis=0) * 1000
    print(
        f"| {name} | {what} | {len(spent)} | {p50[0]:.1f} | {p95[0]:.1f} | {p50[1]:.1f} | {p95[1]:.1f} |",
        flush=True,
    )


def timed(run: Callable[[str], object], asked: Iterable[str]) -> Spent:
    """What each query takes."""
    spent = []
    for query in asked:
        begun = time.process_time(), time.perf_counter()
        run(query)
        spent.append((time.process_time() - begun[0], time.perf_counter() - begun[1]))
    return spent


def full_page(query: str) -> object:
    """What the search page asks for."""
    data = QueryDict(mutable=True)
    data["q"], data["from"] = query, FROM
    return search(parse(data))


def use(engine: str) -> None:
    """Make an engine the site's, with an index folder of its own, and build its index."""
    connections["default"]  # makes the dictionary that the next line changes
    connections.thread_local.connections["default"] = import_string(ENGINES[engine])("default")
    backend().folder = site.DATA / engine
    begun = time.perf_counter()
    call_command("rebuild_index", interactive=False, verbosity=0)
    spent = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in (site.DATA / engine).rglob("*") if path.is_file()) / 1e6
    count = Article.objects.count()
    print(
        f"{engine}: {count} articles indexed in {spent:.0f} s ({count / spent:.0f}/s), {size:.0f} MB",
        flush=True,
    )


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


def whoosh(asked: list[str]) -> None:
    """Our default engine."""
    use("whoosh")
    full_page("تسخين")
    row("Sijil, Whoosh", "full page, cold terms", [cold(query) for query in asked])
    timed(full_page, asked)
    row("Sijil, Whoosh", "full page, warm", timed(full_page, asked))
    one_change("Sijil, Whoosh")


def tantivy(asked: list[str]) -> None:
    """The engine for larger archives."""
    use("tantivy")
    full_page("تسخين")
    row("Sijil, tantivy", "full page, first use", timed(full_page, asked))
    row("Sijil, tantivy", "full page, warm", timed(full_page, asked))
    short = [query for query in asked if len(query.split()) <= 3]
    row("Sijil, tantivy", "full page, warm, 1–3 words", timed(full_page, short))
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


def fts5(asked: list[str]) -> None:
    """SQLite's own full-text search over our surface terms: OR, top 20 by bm25, exact count."""
    database = sqlite3.connect(site.DATA / "fts5.sqlite3")
    database.execute(
        "CREATE VIRTUAL TABLE article USING fts5(terms, tokenize='unicode61 remove_diacritics 0')"
    )
    analysis = analyzer()
    texts = Article.objects.values_list("pk", "title", "body").iterator()
    database.executemany(
        "INSERT INTO article(rowid, terms) VALUES (?, ?)",
        ((pk, " ".join(t.stem for t in analysis.analyze(f"{title}\n{body}"))) for pk, title, body in texts),
    )
    database.commit()

    def run(query: str) -> object:
        terms = " OR ".join(f'"{term.stem}"' for term in analysis.analyze(query))
        top = "SELECT rowid FROM article WHERE article MATCH ? ORDER BY rank LIMIT 20"
        count = "SELECT count(*) FROM article WHERE article MATCH ?"
        return database.execute(top, [terms]).fetchall(), database.execute(count, [terms]).fetchone()

    row("SQLite FTS5", "OR in one field, count, no filter, facets, highlights", timed(run, asked))


def stock(asked: list[str]) -> None:
    """django-haystack's own Whoosh backend with two facets and its highlighter."""
    from benchmarks.stock_haystack import fill, page

    begun = time.perf_counter()
    fill(site.DATA / "stock")
    print(f"stock: indexed in {time.perf_counter() - begun:.0f} s", flush=True)
    row("stock Haystack + Whoosh", "two facets, highlights", timed(page, asked[:STOCK_QUERIES]))


RUNS = {"whoosh": whoosh, "tantivy": tantivy, "fts5": fts5, "stock": stock}


def main() -> None:
    """Fill one archive and run every engine asked for on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--engines", default="whoosh,tantivy,fts5,stock")
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
