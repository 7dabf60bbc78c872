"""The shape of what the tagger answers: offsets, surfaces, rules, overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.gazetteer.entry import Entry, Guard, Name, Subject
from archive.gazetteer.load import load
from archive.ingest.tag import Tagger

TAG = Tagger(load())


def entry(*names: Name, slug: str = "x", kind: str = "company", **more: object) -> Entry:
    return Entry(kind=kind, slug=slug, name_ar="س", name_en="X", names=names, **more)


def test_another_bearer_is_looked_for_in_the_title_too_and_outweighs_a_sure_mention():
    guard = Guard(sure=True, instead=("مسلسل",))
    tag = Tagger([entry(Name("القمر الكبير"), Name("قمر", guard=guard))])
    assert [m.surface for m in tag("", "القمر الكبير وقمر")] == ["القمر الكبير", "قمر"]
    assert [m.surface for m in tag("مسلسل", "القمر الكبير وقمر")] == ["القمر الكبير"]


def test_without_entries_nothing_is_found():
    assert Tagger([])("غوغل", "أمازون") == []


def test_offsets_point_into_the_title_or_the_body():
    title, body = "رسالة لغوغل", "قالت «أمازون» وغوغل"
    mentions = TAG(title, body)
    assert [(m.slug, m.in_title) for m in mentions] == [
        ("google", True),
        ("amazon", False),
        ("google", False),
    ]
    for mention in mentions:
        text = title if mention.in_title else body
        assert text[mention.start : mention.end] == mention.surface


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("ولأمازون", "أمازون"),
        ("للفيسبوك", "فيسبوك"),
        ("مـايـكروسـوفتُ تنفي", "مـايـكروسـوفتُ"),
        ("بـ«غُوغِل»", "غُوغِل"),
        ("في ﻏﻮﻏﻞ", "ﻏﻮﻏﻞ"),
        ("أمازون   ويب سيرفيسز", "أمازون   ويب سيرفيسز"),
    ],
)
def test_the_surface_is_the_name_as_written_without_particles(text, surface):
    (mention,) = TAG("", text)
    assert mention.surface == surface


def test_the_longest_name_wins():
    (mention,) = TAG("", "قمة أمازون ويب سيرفيسز")
    assert mention.brand == "Amazon Web Services"


def test_a_longest_name_that_is_no_whole_word_gives_way():
    tag = Tagger([entry(Name("أزرق سماوي"), Name("أزرق"))])
    assert [m.surface for m in tag("", "أزرق سماوية")] == ["أزرق"]


@pytest.mark.parametrize(
    ("guard", "text", "rule"),
    [
        (None, "قمر", "name"),
        (Guard(near=("نجم",)), "قمر ونجم", "guard.near:ونجم"),
        (Guard(near=("نجم",), window=2), "قمر هنا وهناك وهنالك نجم", None),
        (Guard(near=("نجم*",)), "قمر والنجمات", "guard.near:والنجمات"),
        (Guard(near=("نجم",)), "قمر والنجمات", None),
        (Guard(near=("نجم",)), "قمر\n\nنجم", None),
        (Guard(before=("شركة",)), "لشركة قمر", "guard.before:لشركة"),
        (Guard(before=("شركة",)), "الشركة «قمر»", "guard.before:الشركة"),
        (Guard(before=("شركة",)), "شركة. قمر", None),
        (Guard(quoted=True), "سمي «قمر» هنا", "guard.quoted"),
        (Guard(quoted=True), "سمي بـ«قمر» هنا", "guard.quoted"),
        (Guard(quoted=True), "سمي «قمر هنا»", None),
        (Guard(quoted=True, topic=("نجوم",)), "سمي «قمر» هنا", None),
        (Guard(quoted=True, topic=("نجوم",)), "النجوم كثيرة ... وسمي «قمر» هنا", "guard.quoted"),
        (Guard(before=("شركة",)), "شركة المناولة «قمر»", "guard.before:شركة"),
        (Guard(before=("شركة",)), "لشركة الأمن السيبراني «قمر»", "guard.before:شركة"),
        (Guard(before=("شركة",)), "شركة المناولة قمر", None),
        (Guard(before=("شركة",)), "شركة كبيرة «قمر»", None),
        (Guard(before=("قالت",)), "قالت الصديقة «قمر»", None),
        (Guard(near=("نجم",), instead=("مسلسل قمر",)), "نجم قمر", "guard.near:نجم"),
        (Guard(near=("نجم",), instead=("مسلسل قمر",)), "نجم قمر. في مسلسل قمر", None),
        (Guard(before=("شركة",), instead=("مسلسل",)), "شركة قمر في مسلسل", "guard.before:شركة"),
        (Guard(instead=("مسلسل",)), "قمر", "name"),
        (Guard(instead=("مسلسل",)), "قمر في مسلسل", None),
        (Guard(never=("ضوء ~",)), "ضوء قمر", None),
        (Guard(never=("ضوء ~",)), "قمر ضوء", "name"),
        (Guard(never=("~ ال*",)), "قمر الليل", None),
        (Guard(never=("~ ال*",)), "«قمر» الليل", "name"),
        (Guard(never=("ضوء قمر",)), "ضوء قمر", None),
        (Guard(never=("ليلة",)), "قمر ليلة", None),
        (Guard(never=("ليلة",)), "ليلة قمر", None),
        (Guard(never=("ليلة",)), "ليلة طويلة قمر", "name"),
        (Guard(near=("نجم",)), "قمر مع نَجْمٍ", "guard.near:نَجْمٍ"),
        (Guard(never=("بين ~ وبين",)), "بين قمر وبين شمس", None),
        (Guard(never=("~ ال*",), after=("التابعة",)), "قمر التابعة", "guard.after:التابعة"),
        (Guard(after=("التابعة",)), "«قمر» التابعة", "guard.after:التابعة"),
        (Guard(after=("التابعة",)), "قمر. التابعة", None),
        (Guard(after=("التابعة",)), "قمر", None),
        (Guard(avoid=("شاعر",)), "قال شاعر في قصيدة عن قمر", None),
        (Guard(doubt=("ضوء القمر",)), "قمر ... وفي ضوء القمر", None),
        (Guard(doubt=("ضوء القمر",), near=("نجم",)), "قمر ونجم وضوء القمر", "guard.near:ونجم"),
        (Guard(doubt=("ضوء القمر",), near=("نجم",)), "قمر", "name"),
        (Guard(doubt=("ضوء القمر",), never=("ليلة ~",)), "ليلة قمر", None),
        (Guard(bare=True), "وقمر", None),
        (Guard(bare=True), "«قمر»", "name"),
    ],
)
def test_guards(guard, text, rule):
    tag = Tagger([entry(Name("قمر", guard=guard))])
    assert [m.rule for m in tag("", text)] == ([] if rule is None else [rule])


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("آبل", "شركة آبل", True),
        ("آبل", "وآبِل", True),
        ("آبل", "ابل", False),
        ("Apple", "Apple", True),
        ("Apple", "apple", False),
        ("سلكة", "سلكه", False),
    ],
)
def test_an_exact_spelling_demands_its_hamzas_and_capitals(name, text, found):
    tag = Tagger([entry(Name(name, guard=Guard(exact=True)))])
    assert bool(tag("", text)) is found


def test_a_name_with_tanween_is_the_ordinary_word():
    tag = Tagger([entry(Name("قمرا", guard=Guard(near=("نجم",))))])
    assert tag("", "نجم وقمرا") != []
    assert tag("", "نجم وقمراً") == []


def test_a_guarded_name_takes_no_article_and_a_sure_one_does():
    assert Tagger([entry(Name("قمر", guard=Guard(near=("نجم",))))])("", "القمر نجم") == []
    assert Tagger([entry(Name("قمر"))])("", "بالقمر") != []


def test_title_and_body_vouch_for_each_other():
    tag = Tagger([entry(Name("قمر", guard=Guard(sure=True)), Name("قمران"))])
    assert [(m.in_title, m.rule) for m in tag("قمر", "قمران")] == [(True, "guard.sure"), (False, "name")]
    assert tag("قمر", "نص") == []


def test_a_gloss_in_brackets_vouches_for_both_spellings():
    doubtful = Guard(near=("نجم",))
    tag = Tagger([entry(Name("قمر", guard=doubtful), Name("Moon", guard=doubtful))])
    assert [m.rule for m in tag("", "قال «قمر» (Moon) إن")] == ["guard.gloss", "guard.gloss"]
    assert tag("", "قال قمر ثم Moon") == []


def test_a_subject_points_at_its_first_word():
    subject = Subject("moon", (("ليل", "ليال*"), ("نجم",)))
    tag = Tagger([entry(slug="m", kind="campaign", category="campaign", subjects=(subject,))])
    (mention,) = tag("نجم", "في الليالي")
    assert (mention.surface, mention.state, mention.rule) == ("ليال", "proposed", "subject.moon")
    assert tag("", "في الليالي") == []


@given(st.text(alphabet=st.characters(codec="utf-32", exclude_categories=()), max_size=200))
def test_any_text_gets_an_answer_with_true_offsets(text):
    for mention in TAG("", text):
        assert text[mention.start : mention.end] == mention.surface


@given(
    st.lists(
        st.sampled_from(
            ["أمازون", "و", " ", "ـ", "ُ", "\u200f", "«", "»", "الأ", "غوغل", "لا", "\n", "#", "ﻻ", "﴾"]
        )
    )
)
def test_pieces_of_names_in_any_order_keep_offsets_true(pieces):
    text = "".join(pieces)
    for mention in TAG("", text):
        assert text[mention.start : mention.end] == mention.surface
