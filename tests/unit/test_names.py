"""Which names a query holds and by what other spellings they are sought."""

from __future__ import annotations

import pytest

from archive.gazetteer.entry import Entry, Guard, Name
from search.clitics import attached_forms
from search.names import Names
from search.query import parse

GUARD = Guard(
    near=("متجر", "بيع الكتب", "طلب*"),
    before=("تطبيق",),
    sure=True,
    never=("وادي ~", "بحيرة"),
    avoid=("سمك",),
)
NAMES = Names(
    [
        Entry(
            "company",
            "zarqun",
            "زرقون",
            "Zarqun",
            (
                Name("زرقون"),
                Name("زركون"),
                Name("Zarqun"),
                Name("شركة زرقون الدولية"),
                Name("بيت الأزرق"),
                Name("الوادي", guard=GUARD),
                Name("زرقون باي", brand="Zarqun Pay"),
                Name("ZPay", brand="Zarqun Pay"),
            ),
        ),
        Entry(
            "company",
            "abel",
            "آبِل",
            "Abel",
            (Name("آبِل", guard=Guard(exact=True)), Name("Abel", guard=Guard(exact=True))),
        ),
        Entry(
            "company",
            "zum",
            "زوم",
            "Zum",
            (Name("زوم", guard=Guard(bare=True, never=("~ الكاميرا",))), Name("Zum")),
        ),
        Entry("campaign", "no-zarqun", "لا للزرقون", "No Zarqun", (Name("لا للزرقون"), Name("#NoZarqun"))),
    ]
)


def named(text):
    return [(group.slug, group.first, group.last) for group in NAMES.expand(parse(text)).groups]


def offered(text):
    return [group.slug for group in NAMES.expand(parse(text)).offers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زرقون", [("zarqun", 0, 0)]),
        ("موظفو زَرْقون اليوم", [("zarqun", 1, 1)]),
        ("ZARQUN", [("zarqun", 0, 0)]),
        ("zarqun's", [("zarqun", 0, 0)]),
        ("وبزرقون", [("zarqun", 0, 0)]),
        ("الزرقون", [("zarqun", 0, 0)]),
        ("للزركون", [("zarqun", 0, 0)]),
        ("بيت الازرق", [("zarqun", 0, 1)]),
        ("ببيت الأزرق", [("zarqun", 0, 1)]),
        ("بيت أزرق", []),
        ("بيتالأزرق", [("zarqun", 0, 0)]),
        ("زر قون", []),
        ("زرقون باي", [("zarqun", 0, 1)]),
        ("زرقون وزركون", [("zarqun", 0, 0), ("zarqun", 1, 1)]),
        ("لا للزرقون الآن", [("no-zarqun", 0, 1)]),
        ("#NoZarqun", [("no-zarqun", 0, 0)]),
        ("nozarqun", [("no-zarqun", 0, 0)]),
        ("زرقونية", []),
        ("-زرقون", []),
        ("زرقون*", []),
        ('"زرقون"', []),
        ('بيت "الأزرق"', []),
        ("بيت -س الأزرق", []),
        ("شركة:زرقون", []),
        ("abel", [("abel", 0, 0)]),
        ("ابل", [("abel", 0, 0)]),
        ("وابل", []),
        ("زوم", [("zum", 0, 0)]),
        ("لزوم", []),
        ("زوم الكاميرا", []),
    ],
)
def test_names_are_found(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "تطبيق الوادي",
        "شركة الوادي",
        "متجر في الوادي",
        "الوادي لبيع الكتب",
        "الوادي والطلبات",
        "زرقون الوادي",
        '"متجر" الوادي',
    ],
)
def test_an_ambiguous_spelling_counts_where_something_speaks_for_it(text):
    assert "zarqun" in [group.slug for group in NAMES.expand(parse(text)).groups if group.typed == "الوادي"]
    assert offered(text) == []


@pytest.mark.parametrize("text", ["الوادي", "زهور الوادي", "الوادي كتب"])
def test_an_ambiguous_spelling_alone_is_offered(text):
    assert named(text) == []
    assert offered(text) == ["zarqun"]


@pytest.mark.parametrize("text", ["متجر وادي الوادي", "متجر بحيرة الوادي", "متجر الوادي للسمك"])
def test_what_is_ruled_out_is_not_even_offered(text):
    assert named(text) == []
    assert offered(text) == []


def spellings(text):
    return [" ".join(words) for words in NAMES.expand(parse(text)).groups[0].alternatives]


def test_alternatives_are_the_sure_spellings_without_those_that_contain_another():
    assert spellings("زركون") == ["زرقون", "Zarqun", "بيت الأزرق", "ZPay"]
    assert spellings("بزركون") == ["زرقون", "زركون", "Zarqun", "بيت الأزرق", "ZPay"]


def test_a_brand_is_sought_by_its_own_spellings_only():
    assert spellings("زرقون باي") == ["ZPay"]
    assert spellings("zpay") == ["زرقون باي"]


def test_names_inside_alternatives_say_where_they_are():
    assert named("عقد (زرقون OR زهور)") == []
    groups = NAMES.expand(parse("عقد (زرقون OR بيت الأزرق OR زهور)")).inner
    assert [(group.within, group.first, group.last) for group in groups] == [(((1, 0),), 0, 0)]
    groups = NAMES.expand(parse("(س OR (عقد بيت الأزرق))")).inner
    assert [(group.within, group.first, group.last) for group in groups] == [(((0, 1),), 1, 2)]


@pytest.mark.parametrize(
    ("kind", "value", "slugs"),
    [
        ("company", "زرقون", ("zarqun",)),
        ("company", "الزركون", ("zarqun",)),
        ("company", "ZARQUN", ("zarqun",)),
        ("company", "بيت الازرق", ("zarqun",)),
        ("company", "الوادي", ("zarqun",)),
        ("company", "ZPay", ("zarqun",)),
        ("company", "no-zarqun", ()),
        ("campaign", "no-zarqun", ("no-zarqun",)),
        ("campaign", "No Zarqun", ("no-zarqun",)),
        ("company", "زهور", ()),
        ("company", "؟", ()),
    ],
)
def test_resolve(kind, value, slugs):
    assert NAMES.resolve(kind, value) == slugs


def test_attached_forms():
    assert set(attached_forms("زرقون")) >= {"زرقون", "وزرقون", "لزرقون", "وبزرقون", "فكزرقون"}
    assert "للوادي" in attached_forms("الوادي")
    assert "لالوادي" not in attached_forms("الوادي")
    assert attached_forms("google") == ("google",)
