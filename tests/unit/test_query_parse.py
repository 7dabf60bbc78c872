"""What a reader types and what it is read as."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    MAX_CLAUSES,
    MAX_LENGTH,
    Field,
    Phrase,
    Word,
    parse,
    render,
    render_all,
    without,
)
from tests.unit.clauses import A, B, C, either, word


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        ("   ", ()),
        ("ألف", (A,)),
        ("ألف باء", (A, B)),
        ("ألف\u00a0\t\nباء", (A, B)),
        ("ألف، باء؛ جيم؟!", (A, B, C)),
        ("+ألف باء", (word("ألف", "required"), B)),
        ("＋ألف", (word("ألف", "required"),)),
        ("كِتَاب", (word("كِتَاب"),)),
        ("don't", (word("don't"),)),
        ("1,400 ٢٠٢١", (word("1,400"), word("٢٠٢١"))),
        ("ألف/باء", (A, B)),
        ("#ألف_باء", (A, B)),
        ("ألف:باء", (A, B)),
        ("[ألف] {باء}", (A, B)),
        ("title:ألف", (word("title"), A)),
    ],
)
def test_words(text, clauses):
    assert parse(text).clauses == clauses


@pytest.mark.parametrize("dash", list("-‐‑‒–—―−﹣－"))
def test_any_dash_at_the_start_of_a_word_excludes_it(dash):
    assert parse(f"ألف {dash}باء").clauses == (A, word("باء", "prohibited"))
    assert parse(f"ألف {dash} باء").clauses == (A, B)
    assert parse(f"ألف{dash}باء").clauses == (A, B)
    assert parse(f"{dash}{dash}ألف").clauses == (word("ألف", "prohibited"),)


@pytest.mark.parametrize(
    "quotes",
    [
        '""',
        "“”",
        "””",
        "„“",
        "«»",
        "»«",
        "‘’",
        "''",
        "‹›",
        "＂＂",
        "``",
        ("''", "''"),
        ("<<", ">>"),
        '“"',
        '"»',
    ],
)
def test_any_quotation_marks_make_a_phrase(quotes):
    opening, closing = quotes
    assert parse(f"ألف {opening}باء جيم{closing}").clauses == (A, Phrase("باء جيم"))
    assert parse(f"-{opening}باء جيم{closing}").clauses == (Phrase("باء جيم", "prohibited"),)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("«قال ”نعم“ مرة»", (Phrase("قال نعم مرة"),)),
        ('"ألف', (A,)),
        ('ألف" باء', (A, B)),
        ('"" ألف', (A,)),
        ('"؟!" ألف', (A,)),
        ('-"" ألف', (A,)),
        ('"ألف""باء"', (Phrase("ألف"), Phrase("باء"))),
        ('ألف"باء"', (A, Phrase("باء"))),
        ("workers' rights' day", (word("workers"), word("rights"), word("day"))),
        ("-GPT-4", (Phrase("GPT-4", "prohibited"),)),
        ("+GPT-4", (Phrase("GPT-4"),)),
        ("-؟ ألف", (A,)),
    ],
)
def test_phrases(text, clauses):
    assert parse(text).clauses == clauses


@pytest.mark.parametrize("star", list("*٭＊∗"))
def test_a_star_at_the_end_makes_a_prefix(star):
    assert parse(f"كتا{star} ألف").clauses == (word("كتا", prefix=True), A)
    assert parse(f"-كتا{star}").clauses == (word("كتا", "prohibited", prefix=True),)
    assert parse(f"{star} ا{star} {star}كتا").clauses == (word("ا"), word("كتا"))
    assert parse(f"كتا{star}ب").clauses == (word("كتا"), word("ب"))


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("ألف أو باء", (A, word("أو"), B)),
        ("ألف OR باء", (either(A, B),)),
        ("ألف | باء || جيم", (either(A, B, C),)),
        ("ألف or باء", (A, word("or"), B)),
        ('"ألف" أو باء', (either(Phrase("ألف"), B),)),
        ('ألف او باء أَوْ "جيم"', (either(A, B, Phrase("جيم")),)),
        ("شركة:ألف أو باء", (either(Field("company", "ألف"), B),)),
        ("ألف أو (باء جيم)", (either(A, (B, C)),)),
        ("ألف باء OR جيم", (A, either(B, C))),
        ("(ألف OR باء) جيم", (either(A, B), C)),
        ("(ألف OR باء) OR جيم", (either(A, B, C),)),
        ("(ألف باء)", (A, B)),
        ("OR ألف", (word("OR"), A)),
        ("ألف OR", (A, word("OR"))),
        ("ألف OR OR باء", (A, word("OR"), word("OR"), B)),
        ("ألف | | باء", (A, B)),
        ("ألف OR -باء", (A, word("OR"), word("باء", "prohibited"))),
        ("ألف AND باء", (word("ألف", "required"), word("باء", "required"))),
        ("ألف && باء & جيم", tuple(word(w, "required") for w in ("ألف", "باء", "جيم"))),
        ("AND ألف", (word("AND"), A)),
        ("& ألف", (A,)),
        ("R&D", (word("R"), word("D"))),
    ],
)
def test_alternatives(text, clauses):
    assert parse(text).clauses == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("ليس ألف", (word("ليس"), A)),
        ("NOT ألف", (word("ألف", "prohibited"),)),
        ("not ألف", (word("not"), A)),
        ("ليس «ألف باء»", (Phrase("ألف باء", "prohibited"),)),
        ("ليس شركة:ألف", (Field("company", "ألف", "prohibited"),)),
        ("ليس (ألف باء)", (either((A, B), occur="prohibited"),)),
        ("-(ألف OR باء)", (either(A, B, occur="prohibited"),)),
        ("-(ألف)", (word("ألف", "prohibited"),)),
        ("+(ألف -باء)", (word("ألف", "required"), word("باء", "prohibited"))),
        ("-(-ألف)", (word("ألف", "prohibited"),)),
        ("NOT -ألف", (word("ألف", "prohibited"),)),
        ("ألف NOT", (A, word("NOT"))),
        ("ليس", (word("ليس"),)),
        ("NOT GPT-4", (Phrase("GPT-4", "prohibited"),)),
        ("-OR +أو", (word("OR", "prohibited"), word("أو", "required"))),
        ("-()", ()),
    ],
)
def test_negation(text, clauses):
    assert parse(text).clauses == clauses


def test_brackets_without_partner_or_too_deep_are_passed_over():
    assert parse("((ألف) باء").clauses == (A, B)
    assert parse(")ألف( باء").clauses == (A, B)
    assert parse("(" * 50 + "ألف OR باء" + ")" * 50).clauses == (either(A, B),)


def test_marks_of_direction_pasted_along_are_ignored():
    assert parse("\u202b\u200fألف\u200e -\u2067باء\u2069\ufeff").clauses == (A, word("باء", "prohibited"))


def test_long_input_is_cut_at_a_word_and_says_so():
    query = parse("كلمة " * 30 + "ط" * 2000)
    assert query.cut
    assert len(query.text) <= MAX_LENGTH
    many = parse("كلمة " * 150)
    assert many.cut
    assert len(many.clauses) == MAX_CLAUSES
    assert many.text == " ".join(["كلمة"] * MAX_CLAUSES)
    assert not parse("ألف باء").cut


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        '"',
        "(",
        "-",
        "'",
        "شركة:",
        '"a',
        "* ",
        "OR ",
        "ا",
        "\u200f",
        "|",
        "a'",
        "NOT ",
        "(a OR ",
        "\x00",
    ],
)
def test_a_megabyte_of_anything_is_read_at_once(piece):
    text = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    query = parse(text)
    assert time.perf_counter() - start < 1
    assert len(query.clauses) <= MAX_CLAUSES


def test_without_leaves_one_clause_out():
    query = parse('ألف -باء شركة:"جيم دال" "هاء واو"')
    assert without(query, 1) == 'ألف شركة:"جيم دال" "هاء واو"'
    assert without(query, 2) == 'ألف -باء "هاء واو"'
    with pytest.raises(IndexError):
        without(query, 4)


def test_without_does_not_make_an_operator_of_a_word():
    query = parse('ألف أو باء "جيم"')
    assert parse(without(query, 2)).clauses == (A, word("أو"), Phrase("جيم"))


WORDS = ["ألف", "باء", "GPT-4", "don't", "1,400", "أو", "ليس", "OR", "NOT", "AND", "شركة:", "بعد:", "2021-02"]
PIECES = st.sampled_from([*WORDS, *"|&+-–\"«»'()*:،#_ـ", "\u064e", "\u200f", " ", " ", " "])


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)))
def test_nothing_raises_and_what_is_written_back_is_read_the_same(text):
    query = parse(text)
    assert parse(render_all(query.clauses)).clauses == query.clauses
    for clause in query.clauses:
        assert parse(render(clause)).clauses == (clause,) or isinstance(clause, Word)
    for place in range(len(query.clauses)):
        rest = query.clauses[:place] + query.clauses[place + 1 :]
        assert parse(without(query, place)).clauses == rest
