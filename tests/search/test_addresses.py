"""Addresses that share what is the same in them are those that would be composed one by one."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from archive.paths import path
from search.addresses import address, toggles
from search.params import SearchParams, encoded
from search.results import FacetName, FacetValue
from search.rows import facet_links

BUSY = SearchParams(
    q="عقد & «رسالة» +a=b",
    company=("google", "meta"),
    campaign=("no tech",),
    date_from_text="2016",
    sort="newest",
    lines=True,
    page=3,
    page_size=50,
    part=2,
)


@pytest.mark.parametrize("params", [SearchParams(), SearchParams(company=("google",)), BUSY])
@pytest.mark.parametrize("name", ["company", "campaign", "publisher"])
@pytest.mark.parametrize("value", ["google", "amazon", "no tech", "سلاك", "a&b=c#d"])
def test_a_value_is_added_or_taken_out_as_the_parameters_say(
    params: SearchParams, name: FacetName, value: str
) -> None:
    assert toggles(params, name)(value) == address(params.toggled(name, value))


@pytest.mark.parametrize(
    "params", [SearchParams(), SearchParams(q="+"), BUSY, replace(BUSY, q="\u2066x\n%&")]
)
def test_addresses_are_encoded_as_the_standard_library_does(params: SearchParams) -> None:
    assert params.url_query() == urlencode(params.pairs())
    assert encoded("q", params.q) == urlencode({"q": params.q})


@pytest.mark.parametrize(
    ("name", "args"), [("home", ()), ("article", (7,)), ("company", ("google",)), ("search-export", ("csv",))]
)
def test_a_remembered_address_is_the_real_one(name: str, args: tuple[str | int, ...]) -> None:
    assert path(name, *args) == path(name, *args) == reverse(name, args=args)


def test_a_prefix_of_all_addresses_is_heeded() -> None:
    assert path("about") == "/about/"
    set_script_prefix("/sijil/")
    try:
        assert path("about") == "/sijil/about/"
    finally:
        set_script_prefix("/")


def test_an_address_that_is_none_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            path("company", "a/b")


def test_chosen_values_come_first_and_empty_ones_only_where_chosen() -> None:
    values = [
        FacetValue("amazon", "أمازون", "Amazon", 1200),
        FacetValue("slack", "سلاك", "", 0),
        FacetValue("google", "غوغل", "Google", 0, selected=True),
    ]
    links = facet_links(SearchParams(company=("google",)), "company", values, "en")
    assert [(one["name"], one["count"], one["selected"]) for one in links] == [
        ("Google", "0", True),
        ("Amazon", "1,200", False),
    ]
    assert [one["url"] for one in links] == [reverse("search"), "/search/?company=google&company=amazon"]
