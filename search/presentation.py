"""How the search page speaks: chips, facet links, page links and notices from `Results`. No queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.charts import Chart
from archive.labels import name_in
from archive.year_chart import year_chart
from search.addresses import address
from search.params import By, SearchParams, Sort
from search.results import FacetName, FacetValue, Results
from search.rows import FacetLink, facet_links

FACETS: tuple[FacetName, ...] = ("company", "campaign", "publisher")
SHORT_FACET = 8
PAGES_AROUND = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter: what it is about, its value, and the address of the search without it."""

    about: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet as shown: its first values, and the rest behind a switch."""

    name: str
    title: str
    first: list[FacetLink]
    rest: list[FacetLink]


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page: its number, the results on it (`21–40`), its address; `gap` stands before it."""

    number: int
    first: int
    last: int
    url: str
    current: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to sort or to match, with its address."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RelaxedLink:
    """A search without one filter: what the filter is about, its value, its address and its results."""

    about: str
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class OfferLink:
    """An entity that a word may name, and the address of the search for it."""

    kind: str
    name: str
    url: str


def facet_titles() -> dict[str, str]:
    """What each facet is called."""
    return {"company": _("الشركات"), "campaign": _("الحملات"), "publisher": _("الناشرون")}


def unnamed(results: Results) -> list[tuple[FacetName, str]]:
    """The chosen filters that no result has, so that the facets do not say what they are called."""
    return [
        (name, slug)
        for name in FACETS
        for slug in getattr(results.params, name)
        if slug not in {value.slug for value in results.facets.get(name, [])}
    ]


def chips(results: Results, others: Iterable[tuple[FacetName, FacetValue]], language: str) -> list[Chip]:
    """The active filters in the order of the address. `others`: the values of those that are `unnamed`."""
    extra = list(others)
    params = results.params
    abouts = {"company": _("الشركة"), "campaign": _("الحملة"), "publisher": _("الناشر")}
    shown = []
    for name in FACETS:
        values = {value.slug: value for value in results.facets.get(name, [])}
        values |= {value.slug: value for facet, value in extra if facet == name}
        for slug in getattr(params, name):
            label = name_in(values[slug], language) if slug in values else slug
            shown.append(Chip(abouts[name], label, address(params.toggled(name, slug))))
    if params.date_from:
        without = replace(params, date_from=None, date_from_text="", page=1)
        shown.append(Chip(_("من"), params.date_from_text, address(without)))
    if params.date_to:
        without = replace(params, date_to=None, date_to_text="", page=1)
        shown.append(Chip(_("إلى"), params.date_to_text, address(without)))
    if params.undated_only:
        shown.append(Chip(_("التاريخ"), _("بلا تاريخ"), address(replace(params, undated_only=False, page=1))))
    return shown


def relaxed_links(results: Results, shown: Iterable[Chip]) -> list[RelaxedLink]:
    """The searches with one filter less, called as the chips of the same filters are."""
    called = {chip.url: chip for chip in shown}
    links = []
    for one in results.relaxed:
        url = address(one.params)
        if url in called:
            links.append(RelaxedLink(called[url].about, called[url].label, url, one.total))
    return links


def offer_links(results: Results, language: str) -> list[OfferLink]:
    """The entities that words of the query may name."""
    return [
        OfferLink(offer.kind, name_in(offer, language), address(offer.params)) for offer in results.offers
    ]


def without_filters(params: SearchParams) -> str:
    """The address of the same words without any filter."""
    return address(SearchParams(q=params.q, sort=params.sort, exact=params.exact))


def facet_boxes(results: Results, language: str) -> list[FacetBox]:
    """The facets that have anything to offer."""
    titles, boxes = facet_titles(), []
    for name in FACETS:
        links = facet_links(results.params, name, results.facets.get(name, []), language)
        if links:
            boxes.append(FacetBox(name, titles[name], links[:SHORT_FACET], links[SHORT_FACET:]))
    return boxes


def histogram(results: Results) -> Chart | None:
    """The results by year, each bar the same search narrowed to its year."""
    params = replace(results.params, date_from_text="", date_to_text="", undated_only=False, page=1, part=1)
    counts = ((row.year, row.count) for row in results.years)
    return year_chart(_("النتائج بحسب سنة النشر"), counts, params.pairs())


def page_links(params: SearchParams, total: int) -> list[PageLink]:
    """First, last and the pages around this one; `total`: results (or lines) on all pages."""
    size = params.page_size
    pages = max(1, -(-total // size))
    here = min(params.page, pages)
    numbers = sorted({1, pages, *range(max(1, here - PAGES_AROUND), min(pages, here + PAGES_AROUND) + 1)})
    return [
        PageLink(
            number=number,
            first=(number - 1) * size + 1,
            last=min(number * size, total),
            url=address(replace(params, page=number)),
            current=number == params.page,
            gap=index > 0 and number - numbers[index - 1] > 1,
        )
        for index, number in enumerate(numbers)
    ]


def sort_choices(params: SearchParams) -> list[Choice]:
    """The orders a reader may choose."""
    labels: list[tuple[Sort, str]] = [
        ("relevance", _("الأوثق صلة")),
        ("newest", _("الأحدث")),
        ("oldest", _("الأقدم")),
    ]
    return [
        Choice(label, address(replace(params, sort=sort, page=1)), params.sort == sort)
        for sort, label in labels
    ]


def match_choices(params: SearchParams) -> list[Choice]:
    """By word family or exactly as typed."""
    return [
        Choice(_("الكلمة ومشتقاتها"), address(replace(params, exact=False, page=1)), not params.exact),
        Choice(_("كما كُتبت حرفيًا"), address(replace(params, exact=True, page=1)), params.exact),
    ]


def view_choices(params: SearchParams) -> list[Choice]:
    """Articles, or each hit as a line."""
    first = replace(params, page=1, part=1, by="")
    return [
        Choice(_("مقالات"), address(replace(first, lines=False)), not params.lines),
        Choice(_("أسطر"), address(replace(first, lines=True)), params.lines),
    ]


def order_choices(params: SearchParams) -> list[Choice]:
    """The orders of a concordance: as the articles come, or by the words around."""
    labels: list[tuple[By, str]] = [
        ("", _("كترتيب المقالات")),
        ("before", _("ما قبل الكلمة")),
        ("after", _("ما بعد الكلمة")),
    ]
    return [Choice(label, address(replace(params, by=by, page=1)), params.by == by) for by, label in labels]


def part_links(params: SearchParams, parts: int) -> list[Choice]:
    """The parts of a long concordance beside this one: the one before and the one after."""
    labels = {params.part - 1: _("المقالات التي قبلها"), params.part + 1: _("المقالات التي بعدها")}
    return [
        Choice(label, address(replace(params, part=part, page=1)), False)
        for part, label in labels.items()
        if 1 <= part <= parts
    ]


def size_choices(params: SearchParams) -> list[Choice]:
    """How many results a page."""
    return [
        Choice(str(size), address(replace(params, page_size=size, page=1)), params.page_size == size)
        for size in (10, 20, 50, 100)
    ]


def error_notices(params: SearchParams) -> list[str]:
    """One sentence for each parameter that could not be used."""
    sentences = {
        "date": _("لا يوجد تاريخ مثل «%(value)s»، فلم يُستعمل. اكتب 2024 أو 2024-05 أو 2024-05-17."),
        "order": _("بداية الفترة بعد نهايتها، فلا يمكن أن تقع فيها مقالات."),
        "number": _("القيمة «%(value)s» ليست عددًا مقبولًا، فاستُعمل أقرب عدد."),
        "choice": _("القيمة «%(value)s» غير معروفة، فاستُعمل الاختيار المعتاد."),
    }
    shown = (sentences[e.code] % {"value": e.value} for e in params.errors if e.code in sentences)
    return list(dict.fromkeys(shown))
