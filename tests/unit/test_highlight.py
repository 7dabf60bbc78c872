"""What is marked in a text, and which passages are shown."""

from __future__ import annotations

import html
import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.arabic import default_analyzer
from search.forms import Forms
from search.highlight import Marker, Span

ANALYZER = default_analyzer()


def marker(*words, **more):
    return Marker(ANALYZER, words, **more)


def marked(text, *words, **more):
    return [text[span.start : span.end] for span in marker(*words, **more).spans(text)]


def levels(text, *words, **more):
    return [span.level for span in marker(*words, **more).spans(text)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("قرأت كِتَابًا أمس", ["كتاب"], ["كِتَابًا"]),
        ("قرأت الكتـــاب أمس", ["كتاب"], ["الكتـــاب"]),
        ("وبِالْكِتَابِ، ثم", ["كتاب"], ["وبِالْكِتَابِ"]),
        ("كتابهم.", ["كتاب"], ["كتابهم"]),
        ("(كتاب)", ["كتاب"], ["كتاب"]),
        ("«كتاب»", ["كتاب"], ["كتاب"]),
        ("كتاب/كتاب", ["كتاب"], ["كتاب", "كتاب"]),
        ("#كتاب_جديد", ["كتاب"], ["كتاب"]),
        ("وقّع ١٬٤٠٠ عامل", ["1400"], ["١٬٤٠٠"]),
        ("مدرسه", ["مدرسة"], ["مدرسه"]),
        ("إحتجاج", ["احتجاج"], ["إحتجاج"]),
        ("Google’s cloud", ["google"], ["Google’s"]),
        ("بـGoogle", ["google"], ["Google"]),
        ("ك\u200cتاب", ["كتاب"], ["ك\u200cتاب"]),
        ("كتابة", ["قلم"], []),
    ],
)
def test_whole_written_words_are_marked(text, words, expected):
    assert marked(text, *words) == expected


TARGETS = ("مصنع", "برنامج", "موظف", "مطار", "كتاب")
FILLERS = ("شمس", "قمر", "بحر", "زيتون", "ليمون", "فجر", "نخيل", "عصفور", "جبل", "Delta", "42")
FRONTS = ("", "و", "ب", "ل", "ال", "وال", "بال", "ولل", "فال")
BACKS = ("", "ه", "هم", "نا", "ها")
HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"


def dressed(word, chance):
    """`word` as it may be written: marks on its letters, tatweel between them."""
    letters = []
    for place, letter in enumerate(word):
        letters.append(letter + (chance.choice(HARAKAT) if chance.random() < 0.8 else ""))
        if 0 < place < len(word) - 1 and chance.random() < 0.2:
            letters.append("ـ" * chance.randint(1, 3))
    return "".join(letters)


@pytest.mark.parametrize("seed", range(100))
def test_marks_cover_exactly_the_right_words_of_a_vocalised_passage(seed):
    chance = random.Random(seed)
    sought = chance.choice(TARGETS)
    text, expected = "", []
    for _ in range(30):
        if chance.random() < 0.25:
            front = chance.choice(FRONTS)
            back = "" if front.endswith(("ال", "لل")) else chance.choice(BACKS)
            word = dressed(front + sought + back, chance)
            expected.append((len(text), len(text) + len(word)))
        else:
            word = dressed(chance.choice(FILLERS), chance)
        text += word + chance.choice((" ", "، ", ". ", " «", "» ", "\n"))
    assert [(span.start, span.end) for span in marker(sought).spans(text)] == expected


def test_levels_say_why():
    assert levels("كتاب والكتاب", "كتاب") == ["word", "stem"]
    assert levels("مكتوب", "كتاب") == ["root"]
    assert levels("غوغل وبغوغل", names=[["غوغل"]]) == ["name", "name"]
    assert levels("عقد جديد", phrases=[["عقد", "جديد"]]) == ["phrase"]


def test_a_name_has_no_root():
    assert levels("مكتوب", "كتاب", proper={"كتاب"}) == []
    assert levels("والكتاب", "كتاب", proper={"كتاب"}) == ["stem"]


def test_a_root_is_marked_only_where_nothing_nearer_is_found():
    assert marked("مكتوب", "كتاب") == ["مكتوب"]
    assert marked("مكتوب في الكتاب", "كتاب") == ["الكتاب"]
    assert marked("مكتوب في الكتاب والمصانع", "كتاب", "مصنع") == ["الكتاب", "والمصانع"]


def test_exact_marks_the_written_word_only():
    assert marked("كتاب الكتاب كِتاب مدرسة مدرسه", "كتاب", exact=True) == ["كتاب", "كِتاب"]
    assert marked("مدرسة مدرسه", "مدرسة", exact=True) == ["مدرسة"]
    assert marked("أحمد احمد", "احمد", exact=True) == ["أحمد", "احمد"]


def test_a_phrase_is_one_mark():
    text = "عقد الحوسبة السحابية، ثم الحوسبة وحدها وعقد السحابية"
    assert marked(text, phrases=[["الحوسبة", "السحابية"]]) == ["الحوسبة السحابية"]
    assert marked(text, "عقد", phrases=[["الحوسبة السحابية"]]) == ["عقد", "الحوسبة السحابية", "وعقد"]
    assert marked("لا، تقنية", phrases=[["لا تقنية"]]) == ["لا، تقنية"]
    assert marked("الحوسبة", phrases=[["الحوسبة", "السحابية"]]) == []
    assert marked("بعقد", phrases=[["عقد"]]) == []


def test_names_are_marked_behind_particles_and_as_one():
    text = "ولسيلز فورس، وسيلز وحدها"
    assert marked(text, names=[["سيلز", "فورس"]]) == ["ولسيلز فورس"]
    assert marked(text, "سيلز", names=[["سيلز", "فورس"]]) == ["ولسيلز فورس", "وسيلز"]


def test_prefixes():
    assert marked("كتابة كاتب كِتابان", prefixes=["كتا"]) == ["كتابة", "كِتابان"]
    assert marked("كتابة", prefixes=["كتا"], exact=True) == ["كتابة"]


def test_a_word_of_several_tokens_is_a_phrase():
    assert marked("GPT-4 و GPT 5", "GPT-4") == ["GPT-4"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> كتاب",
        "كتاب <img src=x onerror=alert(1)>",
        "\"كتاب\" & 'x' </mark>",
        "<mark>كتاب",
        "<كتاب>",
        "&lt;b&gt; كتاب",
    ],
)
def test_nothing_but_marks_is_markup(text):
    made = marker("كتاب", "script", "img", "alert", "mark").mark(text)
    bare = made.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert html.unescape(bare) == text
    snippet = marker("كتاب", "script").snippet(text)
    assert "<" not in snippet.replace("<mark>", "").replace("</mark>", "")


TEXTS = st.text(alphabet="كتاب والم ةَّـ\u200f.<>&\"'\n 12ab", max_size=300)


@given(TEXTS, st.integers(1, 80), st.integers(1, 3))
def test_any_text_gives_well_formed_marks_and_snippets(text, width, passages):
    found = marker("كتاب", "ab", prefixes=["وا"], phrases=[["تا", "ب"]], names=[["ل", "م"]])
    spans = found.spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert html.unescape(re.sub("</?mark>", "", found.mark(text))) == text
    snippet = found.snippet(text, width, passages)
    assert snippet.count("<mark>") == snippet.count("</mark>")
    plain = html.unescape(re.sub("</?mark>", "", snippet))
    collapsed = re.sub(r"\s+", " ", text)
    for piece in re.split(r"^… | … | …$", plain):
        assert piece.strip() in collapsed
    assert bool(spans) == ("<mark>" in snippet)


LONG = "كلام كثير لا يعني أحدا. " * 30


def plain(snippet):
    return html.unescape(re.sub("</?mark>", "", snippet))


def test_a_snippet_shows_the_best_passages_in_the_order_of_the_text():
    text = LONG + "هنا مصنع قديم. " + LONG + "وهنا موظف جديد. " + LONG
    snippet = marker("موظف", "مصنع").snippet(text, width=120)
    assert snippet.index("<mark>مصنع</mark>") < snippet.index("<mark>موظف</mark>")
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert " … " in snippet[2:-2]
    assert len(plain(snippet)) <= 140


def test_the_passage_with_more_of_the_query_wins():
    text = "مصنع. " + LONG + "مصنع فيه موظف. " + LONG + "موظف."
    snippet = marker("موظف", "مصنع").snippet(text, width=100)
    assert "<mark>مصنع</mark> فيه <mark>موظف</mark>" in snippet
    assert snippet.count("<mark>") == 2


def test_a_passage_begins_with_its_sentence_where_that_is_near():
    text = LONG + "يعمل هنا موظف. " + LONG
    assert plain(marker("موظف").snippet(text, width=100, passages=1)).startswith("… يعمل هنا موظف.")


def test_a_snippet_ends_between_words():
    text = "مصنع " + "كلمات " * 100
    pieces = plain(marker("مصنع").snippet(text, width=57, passages=1)).split()
    assert set(pieces) == {"مصنع", "كلمات", "…"}


def test_without_a_match_the_text_begins():
    assert marker("مطار").snippet("أول\n\n الكلام   ثم آخره", width=13) == "أول الكلام …"
    assert marker("مطار").snippet("قصير") == "قصير"
    assert marker("مطار").snippet("") == ""


def test_white_space_is_collapsed_inside_a_passage():
    assert marker("مصنع").snippet("في\n\n  مصنع\tكبير") == "في <mark>مصنع</mark> كبير"


def test_stored_forms_mark_as_the_text_itself():
    text = LONG + "وبِالمَصنعِ، ١٬٤٠٠ Google’s. " + LONG
    forms = Forms.unpack(Forms.of(ANALYZER.read(text)).pack())
    found = marker("مصنع", "1400", "google")
    assert found.spans(text, forms) == found.spans(text) != []
    assert found.snippet(text, forms=forms) == found.snippet(text)
    assert Forms.unpack(Forms.of([]).pack()) == Forms.of([])


def test_many_texts_are_marked_as_each_alone():
    texts = [LONG + "المصنع. " + LONG, "", "مصنع", LONG, "Google’s مصانع"]
    stored = [Forms.of(ANALYZER.read(text)) for text in texts]
    for found in (marker("مصنع", "google"), marker("مصنع", exact=True), marker(prefixes=["مص"])):
        one_by_one = [found.spans(text) for text in texts]
        forms = (None, *stored[1:4], None)
        for known in (forms, stored, [None] * len(texts)):
            page = found.read_all(list(zip(texts, known, strict=True)))
            assert [one.spans for one in page] == one_by_one


def test_names_of_many_forms_are_found_in_stored_forms():
    text = LONG + "قالت ولسيلز فورس، ثم وبغوغل وغوغل. " + LONG
    forms = Forms.of(ANALYZER.read(text))
    found = marker("غوغل", names=[["سيلز", "فورس"], ["غوغل"]])
    assert found.spans(text, forms) == found.spans(text)
    assert [span.level for span in found.spans(text)] == ["name", "name", "name"]


@pytest.mark.parametrize("packed", [b"", b"x", Forms.of(ANALYZER.read("كتاب")).pack()[:-3]])
def test_damaged_forms_are_refused(packed):
    with pytest.raises(ValueError, match="not packed forms"):
        Forms.unpack(packed)


def test_spans_are_values():
    assert marker("كتاب").spans("كتاب") == [Span(0, 4, "word")]
