"""What templates need to speak of results."""

from __future__ import annotations

from django import template

from archive.models import Article
from search.related import related

register = template.Library()


@register.inclusion_tag("search/related.html")
def related_articles(article: Article) -> dict[str, list[Article]]:
    """The section with articles like this one; nothing where there are none."""
    return {"related": related(article)}
