"""Citations: read back as what went in, and nothing in a title can break out of its field."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from archive.export.bibtex import bibtex
from archive.export.csl import csl
from archive.export.plain import plain_arabic, plain_english
from archive.export.record import Record
from archive.export.ris import ris

RECORD = Record(
    id=12,
    title="عمال Amazon (JFK8) يضربون",
    url="https://sijil.example/articles/12/",
    author="ليلى حسن",
    publisher="صحيفة ما",
    published_on=date(2024, 5, 7),
    precision="day",
    source_url="https://paper.example/a_b?x=1&y=2%20",
)
BARE = Record(id=3, title="بلا شيء", url="https://sijil.example/articles/3/")
HOSTILE = [
    "a}\n@article{x,\n title={y",
    "a\r\nER  - \r\nTY  - JOUR",
    "{unbalanced",
    "}{",
    "\\end{document}",
    "50% & more_#1 $x$ ~^",
    "\u2028\u2029\x00 tab\tend",
]


def braces_balance(text: str) -> bool:
    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def ris_fields(text: str) -> list[tuple[str, str]]:
    return [(line[:2], line[6:]) for line in text.split("\r\n") if line]


def test_bibtex_fields() -> None:
    text = bibtex(RECORD)
    assert text.startswith("@article{sijil-12,\n")
    assert "  title = {{عمال Amazon (JFK8) يضربون}}," in text
    assert "  date = {2024-05-07}," in text
    assert "  url = {https://paper.example/a_b?x=1&y=2%20}," in text
    assert "https://sijil.example/articles/12/" in text


def test_bibtex_leaves_out_what_is_unknown() -> None:
    text = bibtex(BARE)
    assert not [name for name in ("author", "journal", "date", "year", "note") if f"  {name} =" in text]


@pytest.mark.parametrize("title", HOSTILE)
def test_bibtex_stays_one_entry(title: str) -> None:
    text = bibtex(
        replace(RECORD, title=title, author=title, publisher=title, source_url=f"https://x.example/{title}")
    )
    assert braces_balance(text)
    assert [line for line in text.split("\n") if line.startswith("@")] == ["@article{sijil-12,"]


def test_ris_fields() -> None:
    fields = dict(ris_fields(ris(RECORD)))
    assert fields["TY"] == "NEWS"
    assert fields["TI"] == RECORD.title
    assert fields["DA"] == "2024/05/07/"
    assert fields["UR"] == RECORD.source_url


@pytest.mark.parametrize(
    ("precision", "parts", "ris_date"), [("month", [2024, 5], "2024/05//"), ("year", [2024], "2024///")]
)
def test_no_more_than_is_known_of_a_date(precision: str, parts: list[int], ris_date: str) -> None:
    record = replace(RECORD, precision=precision)
    assert record.date_parts == parts
    assert csl(record)["issued"] == {"date-parts": [parts]}
    assert dict(ris_fields(ris(record)))["DA"] == ris_date


@pytest.mark.parametrize("title", HOSTILE)
def test_ris_stays_one_record(title: str) -> None:
    fields = ris_fields(ris(replace(RECORD, title=title, author=title)))
    assert [tag for tag, _ in fields].count("TY") == [tag for tag, _ in fields].count("ER") == 1
    assert fields[-1][0] == "ER"


def test_csl_is_json_without_empty_fields() -> None:
    assert json.loads(json.dumps(csl(BARE))) == {
        "id": "sijil-3",
        "type": "article-newspaper",
        "title": "بلا شيء",
        "language": "ar",
        "URL": BARE.url,
        "archive": "سِجِلّ",
        "archive_location": BARE.url,
    }


def test_plain_lines_isolate_names_and_say_undated() -> None:
    assert plain_arabic(BARE) == f"«\u2068بلا شيء\u2069»، بلا تاريخ. سِجِلّ، المقال 3: \u2068{BARE.url}\u2069"
    english = plain_english(RECORD)
    assert "“\u2068عمال Amazon (JFK8) يضربون\u2069” [in Arabic]" in english
    assert "7 May 2024" in english
