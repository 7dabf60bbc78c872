"""What the admin's front page says of the search engine."""

from __future__ import annotations

from django import template

from search.outgrown import Outgrown, outgrown

register = template.Library()


@register.simple_tag
def search_outgrown() -> Outgrown | None:
    """The advice to change the engine, or None."""
    return outgrown()
