"""What templates need to speak of dates, numbers and addresses."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive import counting, labels
from archive.chart_rows import BarRow, bar_rows
from archive.charts import Chart
from archive.dates_display import display_date, iso_date, isolated
from archive.models import Article, Campaign, Company, Figure
from archive.paths import path

register = template.Library()
LONGEST_NEXT = 2000
MOST_NAMES = 5


@register.filter
def number(value: float) -> str:
    """19400000 → `19,400,000`."""
    return counting.grouped(value)


@register.simple_tag
def two_factor_on() -> bool:
    """Whether the staff may switch a second factor on."""
    return bool(settings.TWO_FACTOR != "off")


@register.filter
def kind_name(model: type[Model]) -> str:
    """What a model is called: `Mention` → «ذِكر»."""
    return str(model._meta.verbose_name)


@register.filter
def kilobytes(size: int) -> str:
    """4210 bytes → «4.2 كيلوبايت»."""
    return _("%(n)s كيلوبايت") % {"n": counting.grouped(max(0.1, round(size / 1000, 1)))}


@register.filter
def counted(value: int, noun: str) -> str:
    """`{{ 3|counted:"articles" }}` → «3 مقالات»; the nouns are those of `archive.counting.NOUNS`."""
    return counting.NOUNS[noun](value)


@register.simple_tag
def shown_date(value: date | None, precision: str = "day") -> str:
    """The date in words, or «بلا تاريخ»."""
    return display_date(value, precision, labels.reader_language()) if value else _("بلا تاريخ")


@register.simple_tag
def machine_date(value: date, precision: str = "day") -> str:
    """For the `datetime` attribute: `2025-02`."""
    return iso_date(value, precision)


@register.filter
def name_of(value: object) -> str:
    """The name of a facet value, an entity or a publisher in the reader's language, else in the other."""
    return labels.name_in(value, labels.reader_language())


@register.simple_tag
def search_url(**params: str) -> str:
    """The search page with these parameters: `{% search_url company="google" %}`."""
    query = urlencode([(name.rstrip("_"), value) for name, value in params.items() if value])
    return f"{path('search')}?{query}" if query else path("search")


@register.simple_tag(takes_context=True)
def language_url(context: template.Context, to: str) -> str:
    """The address that switches to language `to` and comes back to this page."""
    request: HttpRequest | None = context.get("request")
    here = request.get_full_path() if request else "/"
    if len(here) > LONGEST_NEXT and request:
        here = request.path[:LONGEST_NEXT]
    return f"{path('language')}?{urlencode({'to': to, 'next': here})}"


@register.simple_tag(takes_context=True)
def sections(context: template.Context) -> list[tuple[str, str, str, bool]]:
    """The parts of the site: `(name, title, address, whether the page lies in it)`."""
    request: HttpRequest | None = context.get("request")
    here = request.path if request else ""
    titles = {
        "search": _("البحث"),
        "companies": _("الشركات"),
        "campaigns": _("الحملات"),
        "publishers": _("الناشرون"),
        "timeline": _("خط الزمن"),
        "about": _("عن السجل"),
    }
    rows = ((name, title, path(name)) for name, title in titles.items())
    return [(name, title, below, here.startswith(below)) for name, title, below in rows]


@register.simple_tag
def entity_names(article: Article) -> list[tuple[str, Company | Campaign]]:
    """The companies and campaigns most mentioned in an article fetched `with_tags`, as `(kind, entity)`."""
    counts: dict[tuple[str, Company | Campaign], int] = {}
    for mention in getattr(article, "counted_mentions", ()):
        key = ("company" if mention.company_id else "campaign", mention.entity)
        counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], key[1].slug))[:MOST_NAMES]


@register.simple_tag
def bars(chart: Chart) -> list[BarRow]:
    """A chart's bars, ready to be listed more than once."""
    return bar_rows(chart)


@register.filter
def figure_kind(figure: Figure) -> str:
    """«توقيعات» for `signatures`."""
    return labels.label(labels.FIGURE_KINDS, figure.kind)


@register.filter
def figure_value(figure: Figure) -> str:
    """«نحو 1,400 شخص»: qualifier, value and unit in words."""
    words = (labels.label(labels.QUALIFIERS, figure.qualifier), counting.amount(figure.value, figure.unit))
    return " ".join(word for word in words if word)


register.filter("isolated", isolated)
