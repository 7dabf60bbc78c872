"""Fields of the query language: companies, campaigns, publishers and dates."""

from __future__ import annotations

import pytest

from search.query import Either, Field, Phrase, Word, parse, settle
from tests.unit.clauses import A, B, C, either, word


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("شركة", "company"),
        ("شركه", "company"),
        ("الشركة", "company"),
        ("شَرِكة", "company"),
        ("COMPANY", "company"),
        ("حملة", "campaign"),
        ("campaign", "campaign"),
        ("ناشر", "publisher"),
        ("publisher", "publisher"),
    ],
)
@pytest.mark.parametrize("colon", [":", "：", ": ", "\u200f:"])
def test_fields(label, name, colon):
    assert parse(f"{label}{colon}ألف باء").clauses == (Field(name, "ألف"), B)
    assert parse(f"-{label}{colon}«ألف باء»").clauses == (Field(name, "ألف باء", "prohibited"),)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("بعد:2021", "2021"),
        ("بعد: ٢٠٢١", "2021"),
        ("منذ:۲۰۲۱-۳", "2021-03"),
        ("after:2021/3/5", "2021-03-05"),
        ("since:2024.02.29", "2024-02-29"),
        ("بعد:2021–03", "2021-03"),
        ('بعد:"2021-03"', "2021-03"),
    ],
)
def test_dates(text, value):
    assert parse(text).clauses == (Field("after", value),)


@pytest.mark.parametrize(
    "value", ["2021-13", "2023-02-29", "0000", "21", "2021-00", "2021-01-00", "غدا", "20211"]
)
def test_what_is_no_date_is_words(value):
    clauses = parse(f"قبل:{value}").clauses
    assert clauses[0] == word("قبل")
    assert all(isinstance(clause, Word) for clause in clauses)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("شركة:ألف،باء", (Either(((Field("company", "ألف"),), (Field("company", "باء"),))),)),
        ("شركة:ألف_باء.", (Field("company", "ألف باء"),)),
        ("شركة:", (word("شركة"),)),
        ("شركة: ", (word("شركة"),)),
        ("شركة:؟", (word("شركة"),)),
        ('شركة:""', (word("شركة"),)),
        ("(شركة:ألف)", (Field("company", "ألف"),)),
        ("x-شركة:ألف", (word("x"), word("شركة"), A)),
    ],
)
def test_fields_at_the_edge(text, clauses):
    assert parse(text).clauses == clauses


def test_fields_nobody_knows_become_words():
    query = parse('شركة:ألف ناشر:"باء جيم" -حملة:دال (شركة:هاء OR باء)')
    settled = settle(query, lambda field: field.value == "ألف")
    assert settled.clauses == (
        Field("company", "ألف"),
        B,
        C,
        Phrase("دال", "prohibited"),
        either(word("هاء"), B),
    )
