"""Addresses of the site's own pages, remembered: a page has a hundred, and Django composes each anew."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse

MOST_KEPT = 4096


@lru_cache(maxsize=MOST_KEPT)
def _path(script: str, name: str, args: tuple[str | int, ...]) -> str:
    """`script`: the prefix of all addresses, which Django knows without being told."""
    return reverse(name, args=args)


def path(name: str, *args: str | int) -> str:
    """What `django.urls.reverse` answers for a named address: `path("company", "google")`."""
    return _path(get_script_prefix(), name, args)
