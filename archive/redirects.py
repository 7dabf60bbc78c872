"""Old addresses lead to the records that answer for them now: on pages, in the API and in filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from archive.models import Article, Campaign, Company, Publisher, Redirect

View = Callable[..., HttpResponse]
MODELS: dict[str, type[Article | Company | Campaign | Publisher]] = {
    "article": Article,
    "company": Company,
    "campaign": Campaign,
    "publisher": Publisher,
}
REMEMBERED = "no-cache"
"""A merge may be undone, so browsers are to ask again before they follow a redirect they know."""


def current(kind: str, olds: Iterable[str]) -> dict[str, str]:
    """Old slug (of an article: id) → the one of today, for those that lead somewhere. At most two queries."""
    rows = Redirect.objects.filter(kind=kind, old__in=list(olds)).values_list("old", "target")
    targets = dict(rows)
    if not targets:
        return {}
    field = "pk" if kind == "article" else "slug"
    found = MODELS[kind]._default_manager.filter(pk__in=targets.values()).values_list("pk", field)
    names = {pk: str(name) for pk, name in found}
    return {old: names[pk] for old, pk in targets.items() if pk in names}


def renamed(kind: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Slugs as they are today, each once; those of no redirect as they are. No query where there are none."""
    if not values:
        return values
    moved = current(kind, values)
    if moved:
        rows: Any = MODELS[kind]._default_manager
        taken = set(rows.filter(slug__in=moved).values_list("slug", flat=True))
        moved = {old: new for old, new in moved.items() if old not in taken}
    return tuple(dict.fromkeys(moved.get(value, value) for value in values))


def follows(kind: str) -> Callable[[View], View]:
    """For views of one record (`slug`, of an article `pk`): instead of 404, 301 to where it is now."""
    name = "pk" if kind == "article" else "slug"

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, **kwargs)
            except Http404:
                old = str(kwargs[name])
                new = current(kind, [old]).get(old)
                if new is None or request.resolver_match is None:
                    raise
                path = reverse(request.resolver_match.view_name, kwargs={**kwargs, name: new})
                return moved_to(path, request)

        return wrapped

    return decorate


def moved_to(path: str, request: HttpRequest) -> HttpResponse:
    """301 to a path of this site, with the request's own parameters."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = REMEMBERED
    return response


def remember(kind: str, old: str, target: int) -> Redirect:
    """Let an old slug lead to a record; one that led elsewhere is bent."""
    return Redirect.objects.update_or_create(kind=kind, old=old, defaults={"target": target})[0]
