"""Searching the admin's long lists without reading every text: each kind of query has an index.

A number is an article's id, an address its source, a run of hex digits a file's hash; a name is a company's
or a campaign's; anything else is looked for in titles. Texts are searched on the site.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from archive.models import Article, Campaign, Company

LARGEST_ID = 2**63 - 1
MOST_TITLES = 1000
"""Articles looked up for another list by their titles."""


def articles_matching(rows: QuerySet[Article], text: str) -> QuerySet[Article]:
    """The articles that a query of the admin names."""
    text = text.strip()
    if not text:
        return rows
    if text.isdecimal():
        return rows.filter(pk=min(int(text[:20]), LARGEST_ID))
    if text.startswith(("http://", "https://")):
        return rows.filter(pk__in=Article.objects.at_address(text).values("pk"))
    return rows.filter(title__icontains=text)


def captures_matching(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The captures of the articles that the query names, or with a hash that begins so (6 digits or more)."""
    text = text.strip().lower()
    if len(text) >= 6 and not set(text) - set("0123456789abcdef"):
        return rows.filter(sha256__gte=text, sha256__lt=f"{text}g")
    if not text:
        return rows
    found = articles_matching(Article.objects.all(), text).values_list("pk", flat=True)
    return rows.filter(article__in=list(found[:MOST_TITLES]))


def mentions_matching(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The mentions of an article (by id or address) or of a company or campaign with such a name."""
    text = text.strip()
    if not text:
        return rows
    if text.isdecimal() or text.startswith(("http://", "https://")):
        return rows.filter(article__in=articles_matching(Article.objects.all(), text).values("pk"))
    named = Q(slug__icontains=text) | Q(name_ar__icontains=text) | Q(name_en__icontains=text)
    named |= Q(aliases__text__icontains=text)
    keys = [
        list(model._default_manager.filter(named).values_list("pk", flat=True).distinct())
        for model in (Company, Campaign)
    ]
    return rows.filter(Q(company__in=keys[0]) | Q(campaign__in=keys[1]))
