"""Where the second factor is required, the admin opens only to those who gave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class SecondFactor:
    """Sends members of staff to the page where they set it up, until they have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.TWO_FACTOR == "required" and request.path.startswith(reverse("admin:index")):
            open_to_all = {reverse(f"admin:{name}") for name in ("login", "logout", "jsi18n")}
            user: Any = request.user  # django-otp adds `is_verified`
            if user.is_authenticated and not user.is_verified():
                setup = reverse("two-factor")
                if request.path not in {setup, *open_to_all}:
                    return HttpResponseRedirect(setup)
        return self.get_response(request)
