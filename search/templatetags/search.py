"""What templates need to speak of results."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from archive.models import Article
from search.highlight import Level
from search.related import related
from search.results import Hit

register = template.Library()


@register.inclusion_tag("search/related.html")
def related_articles(article: Article) -> dict[str, list[Article]]:
    """The section with articles like this one; nothing where there are none."""
    return {"related": related(article)}


@register.filter
def reasons(hit: Hit) -> str:
    """Why an article was found, nearest first: «الكلمة نفسها، الجذر نفسه»."""
    said: dict[Level, str] = {
        "phrase": _("العبارة نفسها"),
        "word": _("الكلمة نفسها"),
        "name": _("تهجئة أخرى للاسم"),
        "stem": _("كلمة من الجذع نفسه"),
        "root": _("كلمة من الجذر نفسه"),
    }
    return _("، ").join(said[level] for level in hit.reasons)
