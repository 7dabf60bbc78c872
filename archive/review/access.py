"""Who may open the pages of review: members of staff with the rights of the tables they change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def for_curators(*rights: str) -> Callable[[View], View]:
    """A page inside the admin: the login for strangers, 403 for staff without every one of `rights`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perms(rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded)

    return wrap


def page(request: HttpRequest, title: object, **context: Any) -> dict[str, Any]:
    """The context that every page of the admin needs, with its title."""
    wide = {"is_nav_sidebar_enabled": False}
    return {**admin.site.each_context(request), "title": title, **wide, **context}
