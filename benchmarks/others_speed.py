"""Other engines over the same articles and queries: SQLite FTS5, Lucene, stock Haystack + Whoosh."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from datetime import date
from pathlib import Path

from archive.models import Article
from benchmarks import site
from benchmarks.timing import FROM, Spent, row, timed
from search.analysis import analyzer

STOCK_QUERIES = 40
LUCENE = "8.7.0"
JARS = ("lucene-core", "lucene-analyzers-common", "lucene-highlighter", "lucene-queries", "lucene-memory")


def fts5(asked: list[str]) -> None:
    """SQLite's own full-text search over our stems: OR, top 20 by bm25, exact count."""
    database = sqlite3.connect(":memory:" if site.KEPT is None else site.DATA / "fts5.sqlite3")
    database.execute("DROP TABLE IF EXISTS article")
    database.execute(
        "CREATE VIRTUAL TABLE article USING fts5(terms, tokenize='unicode61 remove_diacritics 0')"
    )
    analysis = analyzer()
    texts = Article.objects.values_list("pk", "title", "body").iterator()
    database.executemany(
        "INSERT INTO article(rowid, terms) VALUES (?, ?)",
        (
            (pk, " ".join(levels.stem for levels, *_ in analysis.read(f"{title}\n{body}")))
            for pk, title, body in texts
        ),
    )
    database.commit()

    def run(query: str) -> object:
        terms = " OR ".join(f'"{term.stem}"' for term in analysis.analyze(query))
        top = "SELECT rowid FROM article WHERE article MATCH ? ORDER BY rank LIMIT 20"
        count = "SELECT count(*) FROM article WHERE article MATCH ?"
        return database.execute(top, [terms]).fetchall(), database.execute(count, [terms]).fetchone()

    row("SQLite FTS5", "OR in one field, count; no filter, facets, highlights", timed(run, asked))


def stock(asked: list[str]) -> None:
    """django-haystack's own Whoosh backend with two facets and its highlighter."""
    from benchmarks.stock_haystack import fill, page

    begun = time.perf_counter()
    fill(site.DATA / "stock")
    print(f"stock: indexed in {time.perf_counter() - begun:.0f} s", flush=True)
    row("stock Haystack + Whoosh", "two facets, highlights", timed(page, asked[:STOCK_QUERIES]))


def lucene(asked: list[str]) -> None:
    """Lucene's own ArabicAnalyzer in one field: OR, date range, top 20, count, highlights. Needs java."""
    folder = site.DATA / "lucene"
    folder.mkdir(exist_ok=True)
    texts, queries = folder / "texts.tsv", folder / "queries.txt"
    with texts.open("w", encoding="utf-8") as file:
        for day, title, body in Article.objects.values_list("published_on", "title", "body").iterator():
            ordinal = day.toordinal() if day else 0
            file.write(f"{ordinal}\t{' '.join(f'{title} {body}'.split())}\n")
    queries.write_text("\n".join(asked), encoding="utf-8")
    first_day = str(date(int(FROM), 1, 1).toordinal())
    program = Path(__file__).with_name("LuceneSpeed.java")
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", f"{_jars()}/*", str(program)]
    command += [str(folder / "index"), str(texts), str(queries), first_day]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    first, *rows = ran.stdout.splitlines()
    print(f"Lucene: {first} s", flush=True)
    spent: Spent = [(int(cpu) / 1e6, int(wall) / 1e6) for cpu, wall in map(str.split, rows)]
    row(f"Lucene {LUCENE}", "OR in one field, count, date filter, highlights; no facets", spent)


def _jars() -> Path:
    """The folder with Lucene, fetched from Maven Central when it is not there. Needs Debian's `maven`."""
    folder = site.DATA / "jars"
    folder.mkdir(exist_ok=True)
    for name in JARS:
        if not (folder / f"{name}-{LUCENE}.jar").exists():
            artifact = f"-Dartifact=org.apache.lucene:{name}:{LUCENE}"
            copy = ["mvn", "--batch-mode", "--quiet", "--strict-checksums", "dependency:copy", artifact]
            subprocess.run([*copy, f"-DoutputDirectory={folder}"], check=True)
    return folder
